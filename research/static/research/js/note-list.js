const SEEN_AT_ONCE = 20;
const A_FRAME = 150;
const FRAME_MS = 20;

/**
 * The notes in the margin's list: those of `all` that are not `out`, in their order. To take
 * thousands out at once costs a browser half a second, and those that are only not displayed
 * cost it seconds of layout. So what is seen first comes at once, before a curtain that keeps
 * the others from sight; behind it they are put in their place or taken out a few at a time.
 */
export class NoteList {
  constructor(list, all) {
    Object.assign(this, { list, all, at: 0 });
    this.curtain = document.createElement("li");
    this.curtain.className = "curtain";
    this.curtain.setAttribute("aria-hidden", "true");
  }

  /** Shows other notes than before, from the first one on. */
  show() {
    if (this.#isSettled) return;
    this.list.scrollTop = 0; // while the layout still holds: later it would be made for this alone
    this.list.insertBefore(this.curtain, this.#first);
    this.at = 0;
    this.#fill(SEEN_AT_ONCE);
  }

  /** Puts right what has changed since, which is little. */
  settle() {
    if (this.curtain.isConnected) {
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
    const isDrawn = this.curtain.isConnected;
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
    if (this.curtain.isConnected && this.all.indexOf(note) >= this.at) this.#fill(Infinity);
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

  /** Takes away so many of those behind the curtain, and at last the curtain. Are all gone? */
  #clear(most) {
    let next = this.curtain.nextElementSibling;
    while (next?.classList.contains("note")) {
      if (most <= 0) return false;
      most -= 1;
      next.remove();
      next = this.curtain.nextElementSibling;
    }
    this.curtain.remove();
    return true;
  }

  get #isSettled() {
    if (this.curtain.isConnected) return false;
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
