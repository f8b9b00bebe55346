import { clock } from "../../media/js/clock.js";
import { CodingKeeper, fillGaps } from "./coding-keeper.js";
import { CodingStrip } from "./coding-strip.js";
import { Drafts } from "./drafts.js";

const NOTHING = "-";
const PRESSED_MS = 160;
const TYPED_IN = "select, textarea, input:not([type=checkbox])";
const SLIDES = "[role=slider], media-time-range, media-volume-range";
const ACTIONS = {
  backspace: "undo",
  arrowleft: "back",
  arrowright: "on",
  n: "next",
};

/**
 * Codes a recording interval by interval while it plays.
 *
 * Attributes: data-keep (address), data-coding and data-person (keys), data-codes and
 * data-version (what the server has), data-interval-s, and the sentences to say. The keys are those of the page's buttons
 * with data-code. A key codes the interval that plays; at the end of one without a code the
 * recording waits.
 */
class MokeCoder extends HTMLElement {
  async connectedCallback() {
    if (this.player) return;
    this.player = this.querySelector("moke-player");
    await customElements.whenDefined("moke-player");
    this.intervalS = Number(this.dataset.intervalS);
    this.said = this.querySelector("#coder-says");
    this.waitsForCode = this.querySelector("[data-waits-for-code]");
    this.keys = new Map();
    for (const key of this.querySelectorAll("[data-code]")) this.keys.set(key.dataset.code, key);
    this.steps = [];
    this.#bindKeeper();
    this.#bindStrip();
    this.#bindPlayer();
    this.#bindButtons();
    document.addEventListener("keydown", (event) => this.#onKey(event), true);
    this.goTo(this.#firstGap());
  }

  #bindKeeper() {
    const { keep, coding, person, codes, version } = this.dataset;
    const drafts = new Drafts(`coding-${coding}`, person);
    this.keeper = new CodingKeeper({ url: keep, drafts, codes, version: Number(version) });
    this.keeper.addEventListener("news", ({ detail }) => this.#onNews(detail));
    this.codes = this.keeper.begin();
  }

  #bindStrip() {
    const tones = new Map();
    for (const [code, key] of this.keys) tones.set(code, key.dataset.tone);
    const { intervalS } = this;
    const intervals = this.codes.length;
    const strip = this.querySelector(".code-strip");
    this.strip = new CodingStrip(strip, { intervals, intervalS, tones });
    this.strip.addEventListener("choose", ({ detail }) => this.goTo(detail));
  }

  #bindPlayer() {
    this.player.addEventListener("timeupdate", () => this.#follow());
    this.player.addEventListener("seeked", () => this.#onSeeked());
    this.player.addEventListener("play", () => this.#onPlay());
    const speed = this.player.querySelector("[data-speed]");
    speed.addEventListener("change", () => speed.blur()); // so that the keys code again
  }

  #bindButtons() {
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.code) this.code(button.dataset.code);
      if (button?.dataset.act) this.act(button.dataset.act);
    });
    const form = this.querySelector("form");
    form.addEventListener("submit", (event) => this.#finish(event, form));
  }

  /** Gives the present interval a code; the recording goes on if it waited for it. */
  code(code) {
    this.steps.push({ at: this.at, before: this.codes[this.at] });
    this.#put(this.at, code);
    this.#say("");
    if (this.isWaiting) {
      this.isWaiting = false;
      this.at = Math.min(this.at + 1, this.codes.length - 1);
      this.player.play();
    } else if (this.player.paused) {
      this.goTo(this.at + 1);
    }
    this.#draw();
    if (!this.codes.includes(NOTHING)) this.#say("complete");
  }

  act(name) {
    const acts = {
      undo: () => this.undo(),
      back: () => this.goTo(this.at - 1),
      on: () => this.goTo(this.at + 1),
      next: () => this.goTo(this.#firstGap()),
      merge: () => this.#settle(fillGaps(this.keeper.newer.codes, this.codes)),
      newer: () => this.#settle(this.keeper.newer.codes),
    };
    acts[name]();
  }

  undo() {
    const step = this.steps.pop();
    if (step) {
      this.#put(step.at, step.before);
      this.goTo(step.at);
    }
    this.#say(step ? "undone" : "nothing");
  }

  /** Shows an interval and plays from its start. */
  goTo(place) {
    this.at = Math.max(0, Math.min(place, this.codes.length - 1));
    this.isWaiting = false;
    this.player.currentTime = this.at * this.intervalS;
    this.#draw();
  }

  #put(place, code) {
    this.codes = this.codes.slice(0, place) + code + this.codes.slice(place + 1);
    this.keeper.keep(this.codes);
  }

  #firstGap() {
    const gap = this.codes.indexOf(NOTHING);
    return gap < 0 ? this.codes.length - 1 : gap;
  }

  /** The interval that plays is the present one, unless the one before it still needs a code. */
  #follow() {
    if (this.isWaiting) return;
    const last = this.codes.length - 1;
    const here = Math.min(Math.floor(this.player.currentTime / this.intervalS + 0.01), last);
    if (here === this.at) return;
    const needsCode = this.waitsForCode.checked && this.codes[this.at] === NOTHING;
    if (here === this.at + 1 && needsCode && !this.player.paused) {
      this.isWaiting = true;
      this.player.pause();
      this.#say("waits");
      return;
    }
    this.at = here;
    this.#draw();
  }

  /** Who moves in the recording no longer waits where they were. */
  #onSeeked() {
    this.isWaiting = false;
    this.#follow();
  }

  /** Who plays on without a code leaves the interval as it is. */
  #onPlay() {
    if (!this.isWaiting) return;
    this.isWaiting = false;
    this.at = Math.min(this.at + 1, this.codes.length - 1);
    this.#draw();
  }

  #onKey(event) {
    const key = event.key.toLowerCase();
    const isUndo = key === "z" && (event.ctrlKey || event.metaKey);
    if (event.target.closest(TYPED_IN) || document.querySelector("dialog:modal")) return;
    if (!isUndo && (event.ctrlKey || event.metaKey || event.altKey)) return;
    const code = event.key.toUpperCase();
    if (isUndo) this.act("undo");
    else if (this.keys.has(code)) this.#press(code, event.repeat);
    else if (ACTIONS[key] && !event.target.closest(SLIDES)) this.act(ACTIONS[key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A key held down codes once. */
  #press(code, isHeld) {
    if (isHeld) return;
    const key = this.keys.get(code);
    key.classList.add("pressed");
    setTimeout(() => key.classList.remove("pressed"), PRESSED_MS);
    this.code(code);
  }

  #onNews({ name, detail }) {
    const saved = this.querySelector("#saved");
    const isSent = this.keeper.isSent;
    saved.textContent = isSent ? this.dataset.sent : this.dataset.unsent;
    this.querySelector("#conflict").hidden = name !== "conflict" && !this.keeper.newer;
    if (["offline", "signed-out", "refused"].includes(name)) this.#worry(name, detail);
    else if (name === "sent" && this.trouble) this.#calm();
  }

  #worry(name, words) {
    this.trouble = name;
    this.said.classList.add("trouble");
    this.#write(words ?? this.dataset[camel(name)]);
  }

  #calm() {
    this.trouble = "";
    this.said.classList.remove("trouble");
    this.#write(this.dataset.back);
  }

  /** What troubles stays until it is over. */
  #say(name) {
    if (!this.trouble) this.#write(name && this.dataset[name]);
  }

  #write(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  async #settle(codes) {
    this.codes = codes;
    this.steps = [];
    this.goTo(this.#firstGap());
    await this.keeper.settle(codes);
  }

  async #finish(event, form) {
    event.preventDefault();
    if (await this.keeper.flush()) form.submit();
  }

  #draw() {
    const start = this.at * this.intervalS;
    this.querySelector("[data-number]").textContent = this.at + 1;
    this.querySelector("[data-times]").textContent =
      `${clock(start)}–${clock(start + this.intervalS)}`;
    for (const [code, key] of this.keys) {
      key.setAttribute("aria-pressed", String(this.codes[this.at] === code));
    }
    this.strip.draw(this.codes, this.at);
  }
}

function camel(name) {
  return name.replace(/-(.)/g, (_match, letter) => letter.toUpperCase());
}

customElements.define("moke-coder", MokeCoder);
