import { asTime, inSeconds } from "./cues.js";
import { isTaken } from "./keys.js";

const EDGE_S = 4;
const KEYS = { i: "start", o: "end" };

/**
 * Where a recording shall begin and end: taken from the player, typed, and tried out. The form
 * works without this script too.
 */
class MokeTrim extends HTMLElement {
  async connectedCallback() {
    this.form = this.querySelector("#trim-form");
    if (!this.form || this.player) return;
    await customElements.whenDefined("moke-player");
    this.player = this.querySelector("moke-player");
    this.bar = this.querySelector("[data-bar]");
    for (const name of ["timeupdate", "seeked", "durationchange"]) {
      this.player.addEventListener(name, () => this.#follow());
    }
    this.addEventListener("click", (event) => this.#onClick(event));
    this.form.addEventListener("input", () => this.#change());
    for (const name of ["pointerdown", "pointermove"]) {
      this.bar.addEventListener(name, (event) => this.#seek(event));
    }
    this.onKey = (event) => this.#onKey(event);
    document.addEventListener("keydown", this.onKey);
    for (const element of this.querySelectorAll("[data-act]")) element.hidden = false;
    this.#draw();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  get #start() {
    return inSeconds(this.form.elements.start.value) || 0;
  }

  get #end() {
    return inSeconds(this.form.elements.end.value) || this.player.duration;
  }

  #onClick({ target }) {
    const act = target.closest("button[data-act]")?.dataset.act;
    if (act === "start" || act === "end") this.#take(act);
    if (act === "play-start") this.#play(this.#start, Math.min(this.#start + EDGE_S, this.#end));
    if (act === "play-end") this.#play(Math.max(this.#start, this.#end - EDGE_S), this.#end);
  }

  #onKey(event) {
    const name = KEYS[event.key.toLowerCase()];
    if (!name || isTaken(event)) return;
    event.preventDefault();
    this.#take(name);
  }

  #take(name) {
    this.form.elements[name].value = asTime(this.player.currentTime);
    this.#change();
  }

  /** What was told of other times is true no more. */
  #change() {
    this.querySelector("#foreseen")?.remove();
    this.form.querySelector("[type=submit]").classList.add("primary");
    this.#draw();
  }

  #play(from, until) {
    this.until = until;
    this.player.currentTime = from;
    this.player.play();
  }

  #follow() {
    const { currentTime } = this.player;
    if (this.until && currentTime >= this.until) {
      this.until = null;
      this.player.pause();
    }
    this.#draw();
  }

  #seek(event) {
    if (event.type === "pointerdown") this.bar.setPointerCapture(event.pointerId);
    if (!this.bar.hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.bar.getBoundingClientRect();
    this.until = null;
    this.player.currentTime = ((event.clientX - left) / width) * this.player.duration;
  }

  #draw() {
    const { duration, currentTime } = this.player;
    const places = { "--from": this.#start, "--until": this.#end, "--now": currentTime };
    for (const [name, seconds] of Object.entries(places)) {
      const share = duration ? Math.min(1, Math.max(0, seconds / duration)) : 0;
      this.bar.style.setProperty(name, `${100 * share}%`);
    }
    const said = this.querySelector("[data-kept]");
    const kept = Math.max(0, this.#end - this.#start);
    const words = said.dataset.words.replace("{kept}", clock(kept)).replace("{whole}", clock(duration));
    if (said.textContent !== words) said.textContent = words;
  }
}

function clock(seconds) {
  return asTime(seconds).replace(/\.\d+$/, "");
}

customElements.define("moke-trim", MokeTrim);
