import { clock } from "../../media/js/clock.js";
import { isTaken, listenForKeys } from "../../media/js/keys.js";
import { Pair } from "./pair.js";
import { RemarkFacet } from "./remark-facet.js";

const NUDGE_S = 0.5;
const BACK_S = 2; // so far into a phase "back" leads to its start
const EARLY_S = 0.05;
const KEEP_EVERY_MS = 1000;
const SIDES = ["a", "b"];

/**
 * Two takes side by side, driven together: by phase, where every jump brings both to the same
 * place of a phase, or by the clock, with an offset. What is chosen stands in the address.
 *
 * Attributes: data-a and data-b, the numbers of the takes; data-by-phase where they share a
 * phase. Where phases begin, in seconds for each side, is in #phase-starts.
 */
class MokeCompare extends HTMLElement {
  async connectedCallback() {
    if (this.starts) return;
    this.starts = JSON.parse(this.querySelector("#phase-starts").textContent);
    this.shared = this.starts.filter(({ a, b }) => a !== null && b !== null);
    this.field = this.querySelector("#offset-field");
    await customElements.whenDefined("moke-player");
    const [a, b] = SIDES.map((side) => this.querySelector(`#player-${side}`));
    this.pair = new Pair({ a, b, deltaFor: (side, seconds) => this.#deltaFor(side, seconds) });
    this.pair.addEventListener("moved", () => this.#show());
    this.pair.addEventListener("change", () => this.#showPlaying());
    this.facet = new RemarkFacet(this.querySelector("#remarks"));
    this.facet.addEventListener("change", () => this.#keepAddress());
    this.#readAddress();
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("change", (event) => this.#onChange(event));
    listenForKeys(this);
    document.addEventListener("keydown", (event) => this.#onKey(event));
    this.#show();
  }

  get byPhase() {
    return this.by === "phase";
  }

  toggle() {
    if (this.pair.playing) this.pair.pause();
    else this.pair.play();
  }

  pause() {
    this.pair.pause();
  }

  skip(seconds) {
    this.#seek("a", this.pair.moment + seconds);
  }

  step(direction) {
    this.pause();
    const { a } = this.pair;
    this.skip(a.momentBeside(direction) - a.currentTime);
  }

  toggleMuted() {
    this.#hear(this.pair.heard === this.pair.a ? "b" : "a");
  }

  toggleCaptions() {
    for (const player of this.pair.players) player.toggleCaptions();
  }

  press(name) {
    this.querySelector(name)?.click();
  }

  changeSpeed(step) {
    const select = this.querySelector("[data-pace]");
    const next = select.options[select.selectedIndex + step];
    if (next) this.#runAt(next.value);
  }

  #runAt(pace) {
    this.querySelector("[data-pace]").value = pace;
    this.pair.pace = Number(pace);
    this.#keepAddress();
  }

  /** Both at the start of a phase; where only one take has it, the other where it then is. */
  #playPhase(key) {
    const { a, b } = this.starts[key];
    if (!this.byPhase && a !== null && b !== null) this.#setOffset(b - a);
    this.#seek(a === null ? "b" : "a", a ?? b);
    this.pair.play();
  }

  #seek(side, seconds) {
    this.pair.seek(side, seconds);
    this.#keepAddress();
  }

  /** How far ahead the later take is when a side jumps to a second. */
  #deltaFor(side, seconds) {
    if (!this.byPhase) return this.offset;
    const begun = this.shared.filter((phase) => phase[side] <= seconds + EARLY_S);
    const phase = begun.sort((one, other) => other[side] - one[side])[0] ?? this.#first(side);
    return phase.b - phase.a;
  }

  #first(side) {
    return this.shared.reduce((one, other) => (other[side] < one[side] ? other : one));
  }

  #stepPhase(step) {
    const now = this.pair.a.currentTime;
    const starts = this.shared.toSorted((one, other) => one.a - other.a);
    const next =
      step > 0
        ? starts.find(({ a }) => a > now + EARLY_S)
        : (starts.findLast(({ a }) => a < now - BACK_S) ?? starts[0]);
    if (next) this.#playPhase(this.starts.indexOf(next));
  }

  #setOffset(seconds) {
    this.offset = Math.round(seconds * 100) / 100;
    this.field.value = this.offset;
  }

  #nudge(seconds) {
    this.#setOffset(seconds);
    this.pair.shift(this.offset);
    this.#keepAddress();
  }

  #runBy(by) {
    this.by = by;
    this.querySelector(`[name=by][value=${by}]`).checked = true;
    this.querySelector("#offset").hidden = this.byPhase;
    if (!this.byPhase) return;
    this.pair.seek("a", this.pair.moment);
  }

  #hear(side) {
    this.querySelector(`[name=sound][value=${side}]`).checked = true;
    this.pair.hear(side);
    this.#keepAddress();
  }

  #onClick(event) {
    const { target } = event;
    const { do: act, phase } = target.closest("button")?.dataset ?? {};
    const spot = target.closest(".bars [data-of]");
    const time = target.closest("[data-at]");
    if (phase ?? spot) this.#playPhase(Number(phase ?? spot.dataset.of));
    else if (act) this.#act(act);
    else if (time && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.#seek(time.dataset.side, Number(time.dataset.at));
      this.querySelector(".screens").scrollIntoView({ block: "nearest" });
    }
  }

  #act(name) {
    const acts = {
      toggle: () => this.toggle(),
      back: () => this.#stepPhase(-1),
      on: () => this.#stepPhase(1),
      earlier: () => this.#nudge(this.offset - NUDGE_S),
      later: () => this.#nudge(this.offset + NUDGE_S),
    };
    acts[name]();
  }

  #onChange({ target }) {
    if (target.name === "by") {
      if (target.value === "clock") this.#setOffset(this.pair.delta);
      this.#runBy(target.value);
      this.#keepAddress();
    } else if (target.name === "sound") this.#hear(target.value);
    else if ("pace" in target.dataset) this.#runAt(target.value);
    else if (target === this.field) {
      const typed = Number(target.value.replace(",", ".").replace("−", "-"));
      this.#nudge(Number.isFinite(typed) ? typed : this.offset);
    }
  }

  #onKey(event) {
    if (isTaken(event)) return;
    if (event.key === "[") this.#stepPhase(-1);
    else if (event.key === "]") this.#stepPhase(1);
    else if (/^[1-9]$/.test(event.key)) this.querySelectorAll("[data-phase]")[event.key - 1]?.click();
  }

  #readAddress() {
    const asked = new URLSearchParams(window.location.search);
    const number = (name) => (Number.isFinite(Number(asked.get(name))) ? Number(asked.get(name)) : 0);
    this.#setOffset(number("offset"));
    const mayByPhase = "byPhase" in this.dataset;
    this.by = mayByPhase && asked.get("by") !== "clock" ? "phase" : "clock";
    this.pair.seek("a", number("at"));
    this.#runBy(this.by);
    const side = asked.get("sound") === "b" ? "b" : "a";
    this.querySelector(`[name=sound][value=${side}]`).checked = true;
    this.pair.hear(side);
    const paces = [...this.querySelector("[data-pace]").options].map(({ value }) => value);
    if (paces.includes(asked.get("speed"))) this.#runAt(asked.get("speed"));
  }

  #keepAddress() {
    this.keptAt = performance.now();
    const { a, b } = this.dataset;
    const side = this.pair.heard === this.pair.a ? "a" : "b";
    const state = { a, b, by: this.by, at: Math.round(this.pair.moment * 10) / 10, sound: side };
    if (!this.byPhase) state.offset = this.offset;
    if (this.pair.rate !== 1) state.speed = this.pair.rate;
    if (this.facet.tag) state.tag = this.facet.tag;
    history.replaceState(null, "", `?${new URLSearchParams(state)}`);
  }

  #showPlaying() {
    const button = this.querySelector("[data-do=toggle]");
    this.classList.toggle("playing", this.pair.playing);
    const { play, pause } = button.dataset;
    button.querySelector("[data-toggle-words]").textContent = this.pair.playing ? pause : play;
    this.#keepAddress();
  }

  /** Where both are: their clocks, their phases, and these in the bars and the table. */
  #show() {
    const now = new Set();
    for (const side of SIDES) {
      const { currentTime } = this.pair[side];
      const key = this.#phaseAt(side, currentTime);
      now.add(String(key));
      this.querySelector(`[data-clock=${side}]`).textContent = clock(currentTime);
      this.querySelector(`[data-now=${side}]`).textContent =
        this.querySelector(`[data-phase="${key}"]`)?.dataset.name ?? "";
    }
    for (const spot of this.querySelectorAll("[data-of], [data-row]")) {
      spot.classList.toggle("now", now.has(spot.dataset.of ?? spot.dataset.row));
    }
    if (this.keptAt && performance.now() - this.keptAt > KEEP_EVERY_MS) this.#keepAddress();
  }

  #phaseAt(side, seconds) {
    let found = null;
    this.starts.forEach((phase, key) => {
      const start = phase[side];
      if (start === null || start > seconds + EARLY_S) return;
      if (found === null || start > this.starts[found][side]) found = key;
    });
    return found;
  }
}

customElements.define("moke-compare", MokeCompare);
