import { Clips, isMoment } from "./clips.js";
import { Drafts, fill, valuesOf } from "./drafts.js";
import { send } from "./send.js";
import { showTrouble } from "./trouble.js";

const DRAFT = "letter";

/**
 * Where a post is written: text, clips, and whatever else its form asks for. What is typed
 * outlives a reload, a lost network and an expired sign-in, under the form's address and
 * data-person. Events: "sent" with the answered page, "cancel".
 */
class MokeLetter extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.editor = this.querySelector("moke-editor");
    this.said = this.querySelector("[data-said]");
    this.clips = new Clips(this.querySelector("[data-clips]"));
    this.drafts = new Drafts(this.form.getAttribute("action"), this.dataset.person);
    this.clips.addEventListener("change", () => this.#keep());
    this.addEventListener("input", (event) => this.#onInput(event));
    this.addEventListener("address", ({ detail }) => this.clips.add(detail));
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("submit", (event) => this.#onSubmit(event));
    this.addEventListener("change", () => this.#showChosen());
    this.#showChosen();
    customElements.whenDefined("moke-editor").then(() => this.#begin());
  }

  get isEmpty() {
    const title = this.form.elements.title?.value ?? "";
    return this.editor.isEmpty && !title.trim() && !this.clips.addresses.length;
  }

  async #begin() {
    this.editor.wants = isMoment;
    const kept = this.drafts.read(DRAFT);
    const { token } = this.form.elements;
    if (token && !kept) token.value = crypto.randomUUID();
    if (!kept) return;
    const { clips = [], body = "", markup = "", ...rest } = kept;
    fill(this.form, { ...valuesOf(this.form), ...rest });
    this.#showChosen();
    this.said.textContent = this.said.dataset.kept;
    if (body) await this.editor.restore(body, markup);
    await this.clips.restore([clips].flat());
  }

  #onInput({ target }) {
    this.#keep();
    if (target.isContentEditable) this.said.textContent = "";
  }

  #onClick(event) {
    const { target } = event;
    if (target.closest("[data-clip]")) this.clips.pick();
    else if (target.closest("[data-retry]")) this.form.requestSubmit();
    else if (target.closest("[data-cancel], [data-leave]")) {
      this.drafts.forget(DRAFT);
      if (!this.dispatchEvent(new Event("cancel", { bubbles: true, cancelable: true }))) {
        event.preventDefault();
      }
    }
  }

  #onKey(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  async #onSubmit(event) {
    event.preventDefault();
    if (this.sending) return;
    if (this.isEmpty) {
      this.editor.focus();
      return;
    }
    this.sending = true;
    this.form.setAttribute("aria-busy", "true");
    const { outcome, page } = await send(this.form.getAttribute("action"), new FormData(this.form));
    this.sending = false;
    this.form.removeAttribute("aria-busy");
    showTrouble(this.form, null);
    if (outcome === "done") this.#finish(page);
    else if (outcome === "invalid") this.#correct(page);
    else showTrouble(this.form, outcome, page);
  }

  #finish(page) {
    this.drafts.forget(DRAFT);
    const onward = page.querySelector("#onward");
    if (onward) {
      this.sending = true; // until the next page is there
      location.assign(onward.getAttribute("href"));
      return;
    }
    this.#showProblems();
    this.form.reset();
    this.editor.clear();
    this.clips.clear();
    if (this.form.elements.token) this.form.elements.token.value = crypto.randomUUID();
    this.said.textContent = "";
    this.drafts.forget(DRAFT);
    this.dispatchEvent(new CustomEvent("sent", { bubbles: true, detail: page }));
  }

  #correct(page) {
    const refused = page.querySelector("#refused");
    if (refused?.dataset.seen) this.form.elements.seen.value = refused.dataset.seen;
    this.#showProblems(...(refused?.children ?? []));
    this.querySelector("[data-problems]").scrollIntoView({ block: "nearest" });
  }

  #showProblems(...problems) {
    const box = this.querySelector("[data-problems]");
    box.replaceChildren(...problems.map((problem) => document.adoptNode(problem)));
  }

  /** What is chosen in a folded list stands in its first line. */
  #showChosen() {
    for (const list of this.querySelectorAll("[data-audience]")) {
      const line = list.querySelector("[data-chosen]");
      const chosen = [...list.querySelectorAll(":checked")].map((box) => box.parentElement.textContent);
      line.textContent = chosen.join(line.dataset.between) || line.dataset.none;
    }
  }

  #keep() {
    if (this.isEmpty) this.drafts.forget(DRAFT);
    else this.drafts.keep(DRAFT, valuesOf(this.form));
  }
}

customElements.define("moke-letter", MokeLetter);
