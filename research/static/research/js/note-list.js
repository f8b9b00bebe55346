const SEEN_AT_ONCE = 20;
const A_FRAME = 150;
const FRAME_MS = 20;

/**
 * The notes in the margin's list: those of `all` that are not `out`, in their order. Among
 * thousands of siblings nothing is cheap for a browser, not even to put twenty before them. So
 * other notes than before come in a list of their own: what is seen first at once, the rest a few
 * at a time, above a curtain. The list of before is put behind, where it costs nothing.
 */
export class NoteList {
  constructor(list, all) {
    Object.assign(this, { list, all, at: 0, behind: [] });
    this.curtain = document.createElement("li");
    this.curtain.className = "curtain";
    this.curtain.setAttribute("aria-hidden", "true");
  }

  /** Shows other notes than before, from the first one on. */
  show() {
    if (this.#isSettled) return;
    this.#turn();
    this.at = 0;
    this.#fill(SEEN_AT_ONCE);
  }

  /** Puts right what has changed since, which is little. */
  settle() {
    if (this.#isDrawn) {
      this.show();
      return;
    }
    let next = this.#first ?? this.#end;
    for (const note of this.all) {
      if (note === next) next = note.nextElementSibling;
      if (note.out) note.remove();
      else if (note.parentElement !== this.list) this.list.insertBefore(note, next);
    }
  }

  /** Shows a note that has come to this place among all. */
  insert(note, place) {
    const isDrawn = this.#isDrawn;
    if (isDrawn && place > this.at) return;
    if (isDrawn) this.at += 1;
    if (note.out) return;
    const until = isDrawn ? this.at : this.all.length;
    let next = place + 1;
    while (next < until && this.all[next].parentElement !== this.list) next += 1;
    const end = isDrawn ? this.curtain : this.#end;
    this.list.insertBefore(note, next < until ? this.all[next] : end);
  }

  /** Takes the note of this place out of all. */
  take(place) {
    const [note] = this.all.splice(place, 1);
    note.remove();
    if (place < this.at) this.at -= 1;
  }

  /** Has a note in its place now. */
  reach(note) {
    if (this.#isDrawn && this.all.indexOf(note) >= this.at) this.#fill(Infinity);
  }

  /** Begins a list that holds only the ways to what the page came without, and the curtain. */
  #turn() {
    const before = this.list;
    this.list = before.cloneNode();
    this.list.append(...before.querySelectorAll(":scope > #earlier"), this.curtain);
    this.list.append(...before.querySelectorAll(":scope > #later"));
    before.removeAttribute("id");
    before.classList.add("behind");
    before.before(this.list);
    this.behind.push(before);
  }

  #fill(most) {
    clearTimeout(this.filling);
    while (most > 0 && this.at < this.all.length) {
      const note = this.all[this.at];
      this.at += 1;
      if (note.out) continue;
      this.list.insertBefore(note, this.curtain);
      most -= 1;
    }
    if (this.at < this.all.length || !this.#clear(most)) {
      this.filling = setTimeout(() => this.#fill(A_FRAME), FRAME_MS);
    }
  }

  /** Takes away so many of those behind, and at last their lists and the curtain. Are all gone? */
  #clear(most) {
    for (const list of this.behind) {
      for (; most > 0 && list.lastChild; most -= 1) list.lastChild.remove();
      if (list.lastChild) return false;
      list.remove();
    }
    this.behind = [];
    this.curtain.remove();
    return true;
  }

  get #isDrawn() {
    return this.curtain.isConnected;
  }

  get #isSettled() {
    if (this.#isDrawn) return false;
    return this.all.every((note) => note.out !== (note.parentElement === this.list));
  }

  get #first() {
    return this.list.querySelector(":scope > .note") ?? this.#end;
  }

  /** What the last note stands before. */
  get #end() {
    return this.list.querySelector("#later");
  }
}
