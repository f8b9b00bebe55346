import { fill, fillSince, valuesOf } from "./drafts.js";
import { momentOf, secondsOf } from "./moment.js";
import { send } from "./send.js";
import { dressDrawing } from "./sketches.js";
import { showTrouble } from "./trouble.js";

const DRAFT = "comment";

/**
 * Where a comment is written. Its time follows the player until somebody types, nudges
 * it or marks a span; then it stays. Typing pauses the player, sending lets it go on.
 *
 * `attach({player, drafts, url})` wires it. Events: "mark" when the moment or span
 * changed, "sent" with the answered page, "kept" when a draft came back, "leave".
 */
class MokeComposer extends HTMLElement {
  attach({ player, drafts, url }) {
    Object.assign(this, { player, drafts, url, pinned: false, wasPlaying: false });
    this.addEventListener("input", (event) => this.#onInput(event));
    this.addEventListener("change", ({ target }) => this.#onChange(target));
    this.addEventListener("record", () => this.#beginToType(), { capture: true });
    this.addEventListener("paste", (event) => this.#onPaste(event));
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("submit", (event) => this.#onSubmit(event));
    player?.addEventListener("timeupdate", () => this.follow());
    this.#restore();
    this.#dress();
    this.follow();
    this.#stayAboveKeyboard();
  }

  get form() {
    return this.querySelector("form");
  }

  get body() {
    return this.form.elements.body;
  }

  get enclosures() {
    return this.querySelector("moke-enclosures");
  }

  /** Whether something is written, drawn or enclosed. */
  get isBegun() {
    const { body, sketch } = this.form.elements;
    return Boolean(body.value || sketch.value) || !this.enclosures.isEmpty;
  }

  /** {start, end} in seconds; end is null for a moment; start is null while nothing is held. */
  get span() {
    if (!this.pinned) return { start: null, end: null };
    const { at, until } = this.form.elements;
    return { start: secondsOf(at.value), end: secondsOf(until.value) };
  }

  follow() {
    if (this.pinned || !this.player) return;
    this.form.elements.at.value = momentOf(Math.floor(this.player.currentTime));
  }

  /** Holds the start of a span at the player's moment. */
  markStart() {
    const { until } = this.form.elements;
    const now = this.player.currentTime;
    if ((secondsOf(until.value) ?? Infinity) <= now) until.value = "";
    this.#hold(now);
  }

  /** Ends the span at the player's moment; without a start it began where the chip stands. */
  markEnd() {
    const { at, until } = this.form.elements;
    const now = this.player.currentTime;
    const start = this.pinned ? secondsOf(at.value) : null;
    if (start === null || start >= now) return;
    until.value = momentOf(now);
    this.#hold(start);
  }

  /** Stands still at the comment's moment; returns its second. */
  stop() {
    const { at } = this.form.elements;
    this.wasPlaying ||= !this.player.paused;
    this.player.pause();
    this.#hold(this.pinned ? (secondsOf(at.value) ?? 0) : this.player.currentTime);
    return secondsOf(at.value);
  }

  /** Forgets the span, and the moment too while nothing is written. Was there any? */
  clearSpan() {
    const { until } = this.form.elements;
    if (!this.pinned) return false;
    const had = Boolean(until.value) || !this.isBegun;
    until.value = "";
    if (!this.isBegun) this.pinned = false;
    this.follow();
    this.#changed();
    return had;
  }

  #hold(seconds) {
    this.pinned = true;
    this.form.elements.at.value = momentOf(seconds);
    this.#changed();
  }

  #onInput({ target }) {
    if (target.name === "at" || target.name === "until") this.pinned = true;
    if (target === this.body) this.#beginToType();
    this.#changed();
  }

  #onChange(target) {
    if (target !== this.enclosures) {
      this.#keep();
      return;
    }
    if (!target.isEmpty) this.#beginToType();
    this.#changed();
  }

  #onPaste(event) {
    const { files } = event.clipboardData;
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    this.enclosures.take(files);
  }

  #beginToType() {
    if (this.player && !this.player.paused) {
      this.wasPlaying = true;
      this.player.pause();
    }
    if (!this.pinned) this.#hold(this.player ? this.player.currentTime : 0);
  }

  #onClick({ target }) {
    const button = target.closest("button");
    if (!button) return;
    const { nudge, mark } = button.dataset;
    if (nudge) this.#nudge(Number(nudge));
    else if (mark === "start") this.markStart();
    else if (mark === "end") this.markEnd();
    else if (mark === "clear") this.clearSpan();
    else if ("retry" in button.dataset) this.form.requestSubmit();
  }

  #nudge(seconds) {
    const { at, until } = this.form.elements;
    const start = Math.max(0, (secondsOf(at.value) ?? 0) + seconds);
    if ((secondsOf(until.value) ?? Infinity) <= start) return;
    this.#hold(start);
    if (this.player?.paused) this.player.currentTime = start;
  }

  #onKey(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (!this.clearSpan()) this.dispatchEvent(new Event("leave"));
    }
  }

  async #onSubmit(event) {
    event.preventDefault();
    if (this.sending || (!this.body.value.trim() && this.enclosures.isEmpty)) {
      this.body.focus();
      return;
    }
    this.sending = true;
    this.form.setAttribute("aria-busy", "true");
    const data = new FormData(this.form);
    await this.enclosures.addTo(data);
    const { outcome, page } = await send(this.url, data);
    this.sending = false;
    this.form.removeAttribute("aria-busy");
    if (outcome === "done") this.#finish(page);
    else if (outcome === "invalid") this.#correct(page);
    else showTrouble(this.form, outcome, page);
  }

  #finish(page) {
    this.drafts.forget(DRAFT);
    showTrouble(this.form, null);
    const { kind, private: hidden } = valuesOf(this.form);
    this.form.reset();
    this.enclosures.clear();
    fill(this.form, { kind, ...(hidden ? { private: hidden } : {}), token: crypto.randomUUID(), sketch: "" });
    this.pinned = false;
    this.follow();
    this.#changed();
    this.dispatchEvent(new CustomEvent("sent", { detail: page }));
    if (this.wasPlaying) this.player.play();
    this.wasPlaying = false;
    // Under a thumb the composer covers the timeline until it folds.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
  }

  #correct(page) {
    const fresh = document.adoptNode(page.querySelector("form"));
    fresh.querySelector("moke-enclosures").replaceWith(this.enclosures);
    this.form.replaceWith(fresh);
    this.#dress();
    (fresh.querySelector("[aria-invalid=true]") ?? this.body).focus();
  }

  #changed() {
    this.#keep();
    this.#dress();
    this.dispatchEvent(new Event("mark"));
  }

  /** Shows of the form what there is to see. */
  #dress() {
    const { until } = this.form.elements;
    until.closest("label").hidden = !until.value;
    this.querySelector("[data-mark=clear]").hidden = !until.value;
    this.form.classList.toggle("full", this.isBegun);
    dressDrawing(this.form);
  }

  #keep() {
    if (this.isBegun) this.drafts.keep(DRAFT, valuesOf(this.form));
    else this.drafts.forget(DRAFT);
  }

  /** Where a phone's keyboard lies over the page, the composer rises with it. */
  #stayAboveKeyboard() {
    const seen = window.visualViewport;
    seen?.addEventListener("resize", () => {
      const covered = seen.scale === 1 ? window.innerHeight - seen.height - seen.offsetTop : 0;
      this.style.setProperty("--keyboard", `${Math.max(0, Math.round(covered))}px`);
    });
  }

  #fill(kept) {
    const { at, until } = this.form.elements;
    fillSince(this.form, kept, [at, until]);
  }

  #restore() {
    const kept = this.drafts.read(DRAFT);
    if (kept?.body || kept?.sketch) {
      this.#fill(kept);
      this.pinned = true;
      this.dispatchEvent(new Event("kept"));
      this.dispatchEvent(new Event("mark"));
    } else {
      this.form.elements.token.value = crypto.randomUUID();
    }
  }
}

customElements.define("moke-composer", MokeComposer);
