import { asTime, inSeconds, readCues, writeCues } from "./cues.js";

const USUAL_LENGTH_S = 3;

/**
 * Edits the WebVTT in its form's textarea cue by cue, beside the page's player.
 *
 * Attributes: data-draft, the name under which this browser keeps what is not saved yet. The
 * words for times that cannot be are on the row's template, in data-bad-time and
 * data-backwards. Without this script the textarea itself is edited.
 */
class MokeCaptions extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.basedOn = this.form.elements.based_on;
    this.rows = this.querySelector("[data-rows]");
    this.template = this.querySelector("template[data-row]");
    this.saved = { cues: readCues(this.text.value), basedOn: this.basedOn.value };
    this.#hideText();
    this.#show(this.#unsaved() ?? this.saved);
    this.addEventListener("click", (event) => this.#onClick(event));
    this.rows.addEventListener("input", () => this.#keep());
    this.rows.addEventListener("change", ({ target }) => this.#check(target.closest("li")));
    this.form.addEventListener("submit", (event) => this.#onSubmit(event));
    this.player.addEventListener("timeupdate", () => this.#follow());
  }

  get player() {
    return document.querySelector("moke-player");
  }

  get draft() {
    return `captions/${this.dataset.draft}`;
  }

  /** What this browser kept and nobody saved; a page that was just refused shows what was sent. */
  #unsaved() {
    if (this.form.querySelector(".notice.warning:not([hidden]), [aria-invalid]")) return null;
    const kept = JSON.parse(localStorage.getItem(this.draft) ?? "null");
    if (!kept || writeCues(kept.cues) === writeCues(this.saved.cues)) {
      localStorage.removeItem(this.draft);
      return null;
    }
    this.querySelector("[data-restored]").hidden = false;
    return kept;
  }

  #hideText() {
    this.form.querySelector(`[for="${this.text.id}"]`).hidden = true;
    this.text.hidden = true;
    this.rows.hidden = false;
    this.querySelector("[data-add]").hidden = false;
  }

  #show({ cues, basedOn }) {
    this.basedOn.value = basedOn;
    this.rows.replaceChildren(...cues.map((cue) => this.#row(cue)));
    if (!cues.length) this.#add();
    this.text.value = writeCues(cues);
  }

  #row({ start, end, words }) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-start]").value = start;
    row.querySelector("[data-end]").value = end;
    row.querySelector("[data-words]").value = words;
    return row;
  }

  #add() {
    const start = this.player.currentTime || 0;
    const row = this.#row({ start: asTime(start), end: asTime(start + USUAL_LENGTH_S), words: "" });
    const next = [...this.rows.children].find((other) => spanOf(other)[0] > start);
    this.rows.insertBefore(row, next ?? null);
    return row;
  }

  #onClick({ target }) {
    const row = target.closest("li");
    if (target.closest("[data-add]")) this.#add().querySelector("[data-words]").focus();
    else if (target.closest("[data-forget]")) this.#forget();
    else if (target.closest("[data-play]")) this.#play(spanOf(row)[0]);
    else if (target.closest("[data-remove]")) this.#remove(row);
  }

  #remove(row) {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (neighbour?.querySelector("[data-words]") ?? this.querySelector("[data-add]")).focus();
    this.#keep();
  }

  #play(seconds) {
    if (Number.isNaN(seconds)) return;
    this.player.currentTime = seconds;
    this.player.play();
  }

  #forget() {
    localStorage.removeItem(this.draft);
    this.querySelector("[data-restored]").hidden = true;
    this.#show(this.saved);
  }

  #keep() {
    const cues = [...this.rows.children].map(typedIn);
    this.text.value = writeCues(cues);
    localStorage.setItem(this.draft, JSON.stringify({ cues, basedOn: this.basedOn.value }));
  }

  #check(row) {
    const [start, end] = spanOf(row);
    const [first, last] = [row.querySelector("[data-start]"), row.querySelector("[data-end]")];
    const { badTime, backwards } = this.template.dataset;
    first.setCustomValidity(Number.isNaN(start) ? badTime : "");
    last.setCustomValidity(Number.isNaN(end) ? badTime : end <= start ? backwards : "");
  }

  #onSubmit(event) {
    for (const row of this.rows.children) this.#check(row);
    if (this.form.reportValidity()) this.#keep();
    else event.preventDefault();
  }

  #follow() {
    const now = this.player.currentTime;
    for (const row of this.rows.children) {
      const [start, end] = spanOf(row);
      row.classList.toggle("now", start <= now && now < end);
    }
  }
}

function typedIn(row) {
  const [start, end, words] = ["start", "end", "words"].map((name) => row.querySelector(`[data-${name}]`).value);
  return { start, end, words };
}

function spanOf(row) {
  const { start, end } = typedIn(row);
  return [inSeconds(start), inSeconds(end)];
}

customElements.define("moke-captions", MokeCaptions);
