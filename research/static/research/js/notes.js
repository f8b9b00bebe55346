const LASTS_S = 12;

/**
 * The margin: comments in order of time, brought up to date by fragments from the server
 * without disturbing what somebody reads or types in it.
 */
export class Notes {
  #gone = new Set();

  /** `pins` stand for comments of the room that may not be in the list yet. */
  constructor(list, empty, pins = []) {
    Object.assign(this, { list, empty, filter: "all", current: null });
    this.pending = new Map(pins.map((pin) => [pin.id, pin]));
    for (const note of this.all) this.pending.delete(note.id);
  }

  get all() {
    return [...this.list.querySelectorAll(":scope > .note")];
  }

  /** Every comment of the room in order of time: its note, or its pin while that is missing. */
  get marks() {
    return this.pending.size ? [...this.all, ...this.pending.values()].sort(order) : this.all;
  }

  byId(id) {
    const found = document.getElementById(id);
    return found?.parentElement === this.list ? found : undefined;
  }

  /** Whether a comment belongs here and is not shown yet. */
  misses(id) {
    return !this.#gone.has(id) && !this.byId(id);
  }

  /** Takes in the `<li>`s of a news fragment; returns those that were not there before. */
  merge(page) {
    const arrived = [];
    for (const fresh of page.querySelectorAll("ol.news > li")) {
      const known = this.byId(fresh.id);
      const isOld = this.pending.delete(fresh.id);
      if ("gone" in fresh.dataset) {
        this.#gone.add(fresh.id);
        known?.remove();
      } else if (known) update(known, document.adoptNode(fresh));
      else {
        this.add([document.adoptNode(fresh)]);
        if (!isOld) arrived.push(fresh);
      }
    }
    this.apply(this.filter);
    return arrived;
  }

  /** Puts notes, which are in order of time, where they belong; what is seen stays where it is. */
  add(notes) {
    const there = this.all;
    const last = there.at(-1);
    if (!notes.length || !last || order(last, notes[0]) < 0) this.#insert(notes, []);
    else this.keepStill(() => this.#insert(notes, there));
    this.#sayIfEmpty();
  }

  /** Shows all, or those that wait for a verdict, are mine, or were carried over. */
  apply(filter) {
    this.filter = filter;
    for (const note of [...this.all, ...this.pending.values()]) note.hidden = !passes(note, filter);
    this.#sayIfEmpty();
  }

  /** Whether what comes before the first note would come unseen. */
  get hidesItsStart() {
    return this.#scrollsItself || this.list.getBoundingClientRect().top < 0;
  }

  /** Changes the list and leaves the notes that are seen in their place. */
  keepStill(change) {
    const top = this.#scrollsItself ? this.list.getBoundingClientRect().top : 0;
    const seen = this.all.find((note) => note.getBoundingClientRect().bottom > top);
    const before = seen?.getBoundingClientRect().top;
    change();
    if (!seen?.isConnected || !this.hidesItsStart) return;
    const moved = seen.getBoundingClientRect().top - before;
    const box = this.#scrollsItself ? this.list : window;
    if (moved) box.scrollBy({ top: moved, behavior: "instant" });
  }

  get #scrollsItself() {
    return getComputedStyle(this.list).overflowY !== "visible";
  }

  #insert(notes, there) {
    const end = this.list.querySelector("#later");
    let place = 0;
    for (const note of notes) {
      this.pending.delete(note.id);
      note.hidden = !passes(note, this.filter);
      while (place < there.length && order(there[place], note) < 0) place += 1;
      this.list.insertBefore(note, there[place] ?? end);
    }
  }

  #sayIfEmpty() {
    this.empty.hidden = [...this.all, ...this.pending.values()].some((note) => !note.hidden);
  }

  /** Marks the note of this second; returns it when it has just become the current one. */
  follow(seconds) {
    if (this.current && isAround(this.current, seconds) && this.current.isConnected) return null;
    return this.choose(this.all.findLast((note) => !note.hidden && isAround(note, seconds)) ?? null);
  }

  choose(note) {
    this.current?.classList.remove("now");
    this.current = note;
    note?.classList.add("now");
    return note;
  }

  /** Brings a note into sight inside the margin; the page itself never moves. */
  reveal(note) {
    const box = this.list.getBoundingClientRect();
    const place = note.getBoundingClientRect();
    if (this.list.scrollHeight <= this.list.clientHeight) return;
    if (place.top >= box.top && place.bottom <= box.bottom) return;
    const top = this.list.scrollTop + place.top - box.top - (box.height - place.height) / 3;
    this.list.scrollTo({ top, behavior: "smooth" });
  }
}

export function startOf(note) {
  return Number(note.dataset.at) / 1000;
}

export function endOf(note) {
  return note.dataset.end ? Number(note.dataset.end) / 1000 : null;
}

function isAround(note, seconds) {
  if (note.dataset.carried) return false;
  const end = endOf(note) ?? startOf(note) + LASTS_S;
  return startOf(note) - 0.3 <= seconds && seconds < end;
}

function order(one, other) {
  const number = (note) => Number(note.id.split("-")[1]);
  return one.dataset.at - other.dataset.at || number(one) - number(other);
}

function passes(note, filter) {
  if (filter === "waiting") return note.dataset.state === "waiting";
  if (filter === "mine") return "mine" in note.dataset;
  if (filter === "carried") return "carried" in note.dataset;
  return true;
}

/** Changes a note in place: an open form in it, and the focus there, stay. */
function update(known, fresh) {
  for (const { name } of [...known.attributes]) {
    if (name.startsWith("data-") && !fresh.hasAttribute(name)) known.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (name !== "class") known.setAttribute(name, value);
  }
  const open = known.querySelector(":scope > .response");
  for (const child of [...known.childNodes]) if (child !== open) child.remove();
  known.prepend(...fresh.childNodes);
}
