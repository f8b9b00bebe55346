const LASTS_S = 12;

/**
 * The margin: comments in order of time, brought up to date by fragments from the server
 * without disturbing what somebody reads or types in it.
 */
export class Notes {
  constructor(list, empty) {
    Object.assign(this, { list, empty, filter: "all", current: null });
  }

  get all() {
    return [...this.list.children];
  }

  byId(id) {
    return this.all.find((note) => note.id === id);
  }

  /** Takes in the `<li>`s of a news fragment; returns those that were not there before. */
  merge(page) {
    const arrived = [];
    for (const fresh of page.querySelectorAll("ol.news > li")) {
      const known = this.byId(fresh.id);
      if ("gone" in fresh.dataset) known?.remove();
      else if (known) update(known, document.adoptNode(fresh));
      else arrived.push(this.#insert(document.adoptNode(fresh)));
    }
    this.apply(this.filter);
    return arrived;
  }

  /** Shows all, or those that wait for a verdict, are mine, or were carried over. */
  apply(filter) {
    this.filter = filter;
    for (const note of this.all) note.hidden = !passes(note, filter);
    this.empty.hidden = this.all.some((note) => !note.hidden);
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

  #insert(note) {
    const next = this.all.find((other) => order(other, note) > 0);
    this.list.insertBefore(note, next ?? null);
    return note;
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
