import { clock } from "./clock.js";

const SAID_S = 4;

/**
 * Hands on a part of what the player beside it plays, as an address: to the clipboard, to
 * a page that quotes it, or as a "pick" event with the address.
 *
 * Attributes: data-address, to which `t=` is added; data-zero, by which the address is still
 * understood when the recording was trimmed; data-place, a part of that page;
 * data-quote, the page that quotes. Who marks spans otherwise sets `given`, a function that
 * returns {start, end} in seconds, both null while nothing is marked.
 */
class MokeSpan extends HTMLElement {
  connectedCallback() {
    this.marked = { start: null, end: null };
    this.given = () => this.marked;
    this.times = this.querySelector("[data-times]");
    this.said = this.querySelector("[data-said]");
    this.addEventListener("click", (event) => this.#onClick(event));
  }

  get player() {
    return (this.closest("dialog") ?? document).querySelector("moke-player");
  }

  /** Where the marked part can be seen; without marks the moment that plays. */
  get address() {
    const { start, end } = this.given();
    const from = start ?? this.player.currentTime;
    const until = end === null ? "" : `-${tenths(end)}`;
    const { address, place, zero } = this.dataset;
    return `${address}${address.includes("?") ? "&" : "?"}t=${tenths(from)}${until}&zero=${zero}${place}`;
  }

  #onClick(event) {
    const { span } = event.target.closest("[data-span]")?.dataset ?? {};
    if (span === "start" || span === "end") this.#mark(span);
    else if (span === "copy") this.#copy();
    else if (span === "quote") this.#quote(event.target.closest("a"));
    else if (span === "pick") this.dispatchEvent(new CustomEvent("pick", { bubbles: true, detail: this.address }));
  }

  #mark(name) {
    const now = this.player.currentTime;
    const { start, end } = { ...this.marked, [name]: now };
    if (name === "end" && (start ?? 0) >= now) {
      this.#say("backwards");
      return;
    }
    this.marked = { start: start ?? 0, end: end > start ? end : null };
    const shown = [this.marked.start, this.marked.end].filter((time) => time !== null);
    this.times.textContent = `${shown.map(clock).join("–")}${shown.length < 2 ? "–" : ""}`;
  }

  async #copy() {
    await navigator.clipboard.writeText(new URL(this.address, location.href).href);
    this.#say("copied");
  }

  /** The link goes where it says, with the part of this moment. */
  #quote(link) {
    const quote = new URL(this.dataset.quote, location.href);
    quote.searchParams.set("clip", this.address.split("#")[0]);
    link.href = quote.href;
  }

  #say(name) {
    this.said.textContent = this.said.dataset[name];
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (this.said.textContent = ""), SAID_S * 1000);
  }
}

function tenths(seconds) {
  return Math.round(seconds * 10) / 10;
}

customElements.define("moke-span", MokeSpan);
