import { Drafts, fill, valuesOf } from "./drafts.js";
import { beginFrom, noteSent, same, statesOf } from "./overlap.js";

const RETRY_MS = 15_000;
const REFUSED = [401, 403, 404, 410];

/**
 * Stands in a form that htmx sends while one types. What is typed stays in the browser until the
 * server has it, is sent again when the network returns, and is back after a reload; what another
 * window changed meanwhile comes into the fields that were not touched here.
 *
 * Attributes: data-person, data-sheet (which form it is), data-back and data-unsent (what to say).
 */
class MokeSheet extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.closest("form");
    this.kept = this.querySelector("#kept");
    this.drafts = new Drafts(window.location.pathname, this.dataset.person);
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.#keep());
    this.form.addEventListener("click", (event) => this.#onClick(event));
    this.form.addEventListener("htmx:beforeRequest", (event) => this.#onSend(event));
    this.form.addEventListener("htmx:afterRequest", (event) => this.#onAnswer(event));
    window.addEventListener("online", () => this.#send());
    this.#restore();
  }

  /** Takes up what was typed before, where it is not what the server has. */
  #restore() {
    const draft = this.drafts.read(this.dataset.sheet);
    if (!draft) return;
    const [from] = JSON.parse(draft.before || "[]");
    const shown = valuesOf(this.form);
    const typed = this.#names().filter(
      (name) => from && !same(draft[name], from[name]) && !same(draft[name], shown[name]),
    );
    if (!typed.length) {
      this.drafts.forget(this.dataset.sheet);
      return;
    }
    beginFrom(this.form, { ...statesOf(this.form)[0], ...pick(from, typed) });
    fill(this.form, { ...shown, ...pick(draft, typed), before: this.form.elements.before.value });
    this.kept.textContent = this.dataset.back;
    this.#keep();
    this.#send();
  }

  #keep() {
    this.drafts.keep(this.dataset.sheet, valuesOf(this.form));
  }

  #send() {
    clearTimeout(this.pending);
    if (this.drafts.read(this.dataset.sheet)) this.form.dispatchEvent(new Event("again"));
  }

  #onSend({ target }) {
    if (target !== this.form) return;
    this.sent = valuesOf(this.form);
    [this.from] = statesOf(this.form);
    noteSent(this.form, this.sent);
    this.#keep();
  }

  #onAnswer({ target, detail: { xhr, successful } }) {
    if (target !== this.form) return;
    if (successful || xhr.status === 422) this.#takeNewer();
    this.#showOverlap();
    if (successful) this.#settle();
    else if (xhr.status !== 422) this.#wait(xhr.status);
  }

  /** Shows what was changed elsewhere in fields that were not changed here. */
  #takeNewer() {
    const [stands] = statesOf(this.form);
    const now = valuesOf(this.form);
    const isUntouched = (name) => same(now[name], this.from?.[name]) && same(now[name], this.sent[name]);
    const newer = this.#names().filter((name) => isUntouched(name) && !same(now[name], stands[name]));
    if (newer.length) fill(this.form, { ...now, ...pick(stands, newer) });
  }

  /** Brings what overlaps into sight, once. */
  #showOverlap() {
    const box = this.form.querySelector(".overtaken");
    if (box && !this.overlaps) box.scrollIntoView({ block: "nearest" });
    this.overlaps = Boolean(box);
  }

  /** Forgets what has arrived. */
  #settle() {
    const now = valuesOf(this.form);
    if (this.#names().every((name) => same(now[name], this.sent[name]))) this.drafts.forget(this.dataset.sheet);
    else this.#keep();
  }

  #wait(status) {
    const isRefused = REFUSED.includes(status); // the page says why
    this.kept.textContent = isRefused ? "" : this.dataset.unsent;
    if (!isRefused) this.pending = setTimeout(() => this.#send(), RETRY_MS);
  }

  #onClick(event) {
    const box = event.target.closest("[data-leave]")?.closest(".overtaken");
    if (!box) return;
    event.preventDefault();
    const newer = JSON.parse(box.querySelector("[name=over]").value);
    fill(this.form, { ...valuesOf(this.form), ...newer });
    beginFrom(this.form, { ...statesOf(this.form)[0], ...newer });
    box.remove();
    this.#keep();
    this.#send();
  }

  /** Names of what is filled in: not what marks a moment, nor what goes along unseen. */
  #names() {
    const fields = [...this.form.elements].filter((field) => field.form === this.form);
    const names = fields.filter(({ type }) => !["hidden", "submit"].includes(type));
    return [...new Set(names.map(({ name }) => name).filter((name) => /_\d+$/.test(name)))];
  }
}

function pick(values, names) {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
}

customElements.define("moke-sheet", MokeSheet);
