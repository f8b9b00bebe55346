import { Facets } from "./facets.js";
import { NoteList } from "./note-list.js";

const LASTS_S = 12;
const HERE_S = 0.3;

/**
 * The margin: comments in order of time, brought up to date by fragments from the server
 * without disturbing what somebody reads or types in it. What the filters leave out is `out`, and
 * is no part of the list.
 */
export class Notes {
  #gone = new Set();

  /** `pins` stand for comments of the room that may not be in the list yet. */
  constructor(list, empty, pins = []) {
    Object.assign(this, { empty, facets: new Facets(), current: null });
    this.all = [...list.querySelectorAll(":scope > .note")];
    this.known = new Map(this.all.map((note) => [note.id, note]));
    this.shelf = new NoteList(list, this.all);
    this.pending = new Map();
    this.expect(pins);
  }

  /** The list that is seen: another one after each filter. What listens to notes listens around it. */
  get list() {
    return this.shelf.list;
  }

  get around() {
    return this.list.parentElement;
  }

  /** Lets pins stand for comments that are to come. */
  expect(pins) {
    for (const pin of pins) {
      pin.out = !this.facets.pass(pin);
      if (this.misses(pin.id)) this.pending.set(pin.id, pin);
    }
  }

  /** Every comment of the room in order of time: its note, or its pin while that is missing. */
  get marks() {
    return this.pending.size ? [...this.all, ...this.pending.values()].sort(order) : this.all;
  }

  byId(id) {
    return this.known.get(id);
  }

  /** Whether a comment belongs here and is not shown yet. */
  misses(id) {
    return !this.#gone.has(id) && !this.known.has(id);
  }

  /** Takes in the `<li>`s of a news fragment; returns those that were not there before. */
  merge(page) {
    const arrived = [];
    for (const fresh of page.querySelectorAll("ol.news > li")) {
      const known = this.byId(fresh.id);
      const isOld = this.pending.delete(fresh.id);
      if ("gone" in fresh.dataset) {
        this.#gone.add(fresh.id);
        this.#forget(known);
      } else if (known) update(known, document.adoptNode(fresh));
      else {
        this.add([document.adoptNode(fresh)]);
        if (!isOld) arrived.push(fresh);
      }
    }
    this.#sort();
    this.shelf.settle();
    return arrived;
  }

  /** Puts notes, which are in order of time, where they belong; what is seen stays where it is. */
  add(notes) {
    const last = this.all.at(-1);
    if (!notes.length || !last || order(last, notes[0]) < 0) this.#insert(notes, this.all.length);
    else this.keepStill(() => this.#insert(notes, 0));
    this.#sayIfEmpty();
  }

  /** Shows what the facets let through. */
  apply(facets) {
    this.facets = facets;
    this.#sort();
    this.shelf.show();
  }

  #sort() {
    for (const mark of [...this.all, ...this.pending.values()]) mark.out = !this.facets.pass(mark);
    this.#sayIfEmpty();
  }

  /** Whether what comes before the first note would come unseen. */
  get hidesItsStart() {
    return this.#scrollsItself || this.list.getBoundingClientRect().top < 0;
  }

  /** Changes the list and leaves the notes that are seen in their place. */
  keepStill(change) {
    const top = this.#scrollsItself ? this.list.getBoundingClientRect().top : 0;
    const shown = this.all.filter((note) => !note.out);
    const seen = shown.find((note) => note.getBoundingClientRect().bottom > top);
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

  /** Puts notes among all, from a place on before which they do not belong. */
  #insert(notes, place) {
    for (const note of notes) {
      this.pending.delete(note.id);
      this.known.set(note.id, note);
      note.out = !this.facets.pass(note);
      while (place < this.all.length && order(this.all[place], note) < 0) place += 1;
      this.all.splice(place, 0, note);
      this.shelf.insert(note, place);
      place += 1;
    }
  }

  #forget(note) {
    if (!note) return;
    this.known.delete(note.id);
    this.shelf.take(this.all.indexOf(note));
  }

  #sayIfEmpty() {
    this.empty.hidden = [...this.all, ...this.pending.values()].some((mark) => !mark.out);
  }

  /** Marks the note of this second; returns it when it has just become the current one. */
  follow(seconds) {
    if (this.current && isAround(this.current, seconds) && this.current.isConnected) return null;
    return this.choose(this.all.findLast((note) => !note.out && isAround(note, seconds)) ?? null);
  }

  /** What comes after (1) or before (-1) the chosen comment, or else the second; none at the end. */
  next(seconds, by) {
    const marks = this.marks.filter(
      ({ out, dataset }) => !out && !dataset.carried && !("deleted" in dataset),
    );
    const here = marks.indexOf(this.current);
    if (here >= 0 && Math.abs(startOf(this.current) - seconds) < HERE_S) return marks[here + by];
    const isBeyond = (mark) => (startOf(mark) - seconds) * by > 0;
    return by > 0 ? marks.find(isBeyond) : marks.findLast(isBeyond);
  }

  choose(note) {
    this.current?.classList.remove("now");
    this.current = note;
    note?.classList.add("now");
    return note;
  }

  /** Brings a note into sight inside the margin; the page itself never moves. */
  reveal(note) {
    this.shelf.reach(note);
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

/** {start, end} in seconds of a note on a span, or null. */
export function spanOf(note) {
  return note && endOf(note) ? { start: startOf(note), end: endOf(note) } : null;
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

/** Changes a note in place: an open form in it, what is heard of it, and the focus there, stay. */
function update(known, fresh) {
  known.facts = null;
  for (const { name } of [...known.attributes]) {
    if (name.startsWith("data-") && !fresh.hasAttribute(name)) known.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (name !== "class") known.setAttribute(name, value);
  }
  const [heard, same] = [known, fresh].map((note) => note.querySelector(":scope > .enclosed"));
  if (heard?.isEqualNode(same)) same.replaceWith(heard);
  const open = known.querySelector(":scope > .response");
  for (const child of [...known.childNodes]) if (child !== open) child.remove();
  known.prepend(...fresh.childNodes);
}
