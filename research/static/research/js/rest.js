import { pinOf } from "./pins.js";
import { fetchData } from "./send.js";

const AT_ONCE = 12; // takes a slow phone some 50 ms
const RETRY_S = [1, 3, 10, 30];

/**
 * The comments that the page came without: fetched when the page stands, and put into the
 * margin a few at a time, so that nothing that is seen or touched waits or moves.
 * Events: "known" when it is known where they stand; "added" with the new notes, before they are shown; "complete" when all are there.
 */
export class Rest extends EventTarget {
  #held = [];
  #isAsked = false;

  constructor({ url, notes, maker }) {
    super();
    Object.assign(this, { url, notes, maker });
    for (const link of notes.list.querySelectorAll(".rest a")) {
      link.addEventListener("click", (event) => this.#onClick(event));
    }
  }

  async load() {
    const said = await this.#fetch();
    if (!said) return;
    this.notes.expect(said.notes.map(pinOf));
    this.dispatchEvent(new Event("known"));
    const [first] = this.notes.all;
    const isEarlier = (one) => first && precedes(one, first);
    this.#held = said.notes.filter(isEarlier);
    await this.#showInTurns(said.notes.filter((one) => !isEarlier(one)));
    this.notes.list.querySelector("#later")?.remove();
    this.#release();
  }

  /** Brings the earlier ones too, seen or not. */
  ask() {
    this.#isAsked = true;
    this.stopWaiting?.();
    if (this.stopWaiting) this.#finish();
  }

  /** The data, or null for who may not be here any more; a cut is waited out. */
  async #fetch() {
    for (let tries = 0; ; tries += 1) {
      try {
        return await fetchData(this.url);
      } catch (error) {
        if (error.status >= 400 && error.status < 500) return null;
        const wait = RETRY_S[Math.min(tries, RETRY_S.length - 1)];
        await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      }
    }
  }

  async #showInTurns(said) {
    for (let from = 0; from < said.length; from += AT_ONCE) {
      await turn();
      this.#show(said.slice(from, from + AT_ONCE));
    }
  }

  #show(said) {
    const missing = said.filter(({ id }) => this.notes.misses(`comment-${id}`));
    const made = missing.map((one) => this.maker.make(one));
    this.dispatchEvent(new CustomEvent("added", { detail: made }));
    this.notes.add(made);
  }

  /** Earlier comments than the page began with come when nobody sees them push the others. */
  #release() {
    if (!this.#held.length || this.#isAsked || this.notes.hidesItsStart) {
      this.#finish();
      return;
    }
    const onScroll = () => this.notes.hidesItsStart && this.ask();
    window.addEventListener("scroll", onScroll, { passive: true });
    this.stopWaiting = () => window.removeEventListener("scroll", onScroll);
  }

  async #finish() {
    this.stopWaiting = null;
    await this.#showInTurns(this.#held);
    this.notes.keepStill(() => this.notes.list.querySelector("#earlier")?.remove());
    this.#held = [];
    this.dispatchEvent(new Event("complete"));
  }

  #onClick(event) {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.ask();
  }
}

function precedes(said, note) {
  const [start, at] = [said.start ?? 0, Number(note.dataset.at)];
  return start < at || (start === at && said.id < Number(note.id.split("-")[1]));
}

function turn() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
