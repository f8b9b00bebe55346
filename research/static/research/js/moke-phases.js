import { isTaken } from "../../media/js/keys.js";
import { Drafts, fillSince, valuesOf } from "./drafts.js";
import { momentOf, secondsOf } from "./moment.js";

const NAME = "phases";

/**
 * Marks where phases begin while the recording plays, by button, by key or by typing. What is
 * typed stays in the browser until the server has kept it.
 *
 * Attributes: data-draft (the address under which it stays), data-person, and data-kept, which
 * changes with the marks that are kept.
 */
class MokePhases extends HTMLElement {
  async connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.rows = [...this.querySelectorAll(".phase-row")];
    this.band = this.querySelector("[data-band]");
    this.drafts = new Drafts(this.dataset.draft, this.dataset.person);
    await customElements.whenDefined("moke-player");
    this.player = this.querySelector("moke-player");
    this.#restore();
    this.form.addEventListener("input", ({ target }) => this.#onInput(target.closest(".phase-row")));
    this.form.addEventListener("click", (event) => this.#onClick(event));
    document.addEventListener("keydown", (event) => this.#onKey(event));
    for (const name of ["timeupdate", "seeked", "durationchange"]) {
      this.player.addEventListener(name, () => this.#draw());
    }
    this.#draw();
  }

  #onClick({ target }) {
    const button = target.closest("[data-act]");
    const row = button?.closest(".phase-row");
    if (button?.dataset.act === "mark") this.#mark(row);
    if (button?.dataset.act === "play") this.#play(row);
  }

  #onKey(event) {
    const row = this.rows[Number(event.key) - 1];
    if (!row || isTaken(event)) return;
    event.preventDefault();
    this.#mark(row);
  }

  #mark(row) {
    fieldOf(row).value = momentOf(this.player.currentTime);
    this.#onInput(row);
  }

  #play(row) {
    const start = secondsOf(fieldOf(row).value);
    if (start === null) return;
    this.player.currentTime = start;
    this.player.play();
  }

  /** A time that somebody typed is no longer a suggestion. */
  #onInput(row) {
    row.querySelector("[data-suggested]")?.remove();
    this.drafts.keep(NAME, { kept: this.dataset.kept, values: valuesOf(this.form) });
    this.#draw();
  }

  /** A draft of other marks than those that are kept now is out of date. */
  #restore() {
    const draft = this.drafts.read(NAME);
    if (!draft) return;
    if (draft.kept !== this.dataset.kept) {
      this.drafts.forget(NAME);
      return;
    }
    for (const row of this.rows) {
      const { name, value } = fieldOf(row);
      if (draft.values[name] !== value) row.querySelector("[data-suggested]")?.remove();
    }
    fillSince(this.form, draft.values, this.rows.map(fieldOf));
    const said = this.querySelector("[data-said]");
    said.textContent = said.dataset.back;
  }

  /** The phases as a band under the picture, as far as their times follow one another. */
  #draw() {
    const { duration, currentTime } = this.player;
    const marked = this.rows
      .map((row) => ({ row, start: secondsOf(fieldOf(row).value) }))
      .filter(({ start }) => start !== null && start < duration);
    const ends = marked.map((_, at) => marked[at + 1]?.start ?? duration);
    const pieces = marked.map(({ row, start }, at) => {
      const isNow = currentTime >= start && currentTime < ends[at];
      row.classList.toggle("now", isNow);
      return piece(row.dataset.name, Math.max(0, ends[at] - start), isNow);
    });
    const before = marked[0]?.start > 0 ? [piece("", marked[0].start, false)] : [];
    this.band.replaceChildren(...before, ...pieces);
  }
}

function fieldOf(row) {
  return row.querySelector("input");
}

function piece(name, seconds, isNow) {
  const item = document.createElement("li");
  item.style.flexGrow = seconds;
  item.textContent = name;
  item.classList.toggle("gap", !name);
  item.classList.toggle("now", isNow);
  return item;
}

customElements.define("moke-phases", MokePhases);
