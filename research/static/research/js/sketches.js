import { startOf } from "./notes.js";
import { fetchData } from "./send.js";
import { shapesIn, textOf } from "./sketch-shapes.js";
import { SketchView } from "./sketch-view.js";

const SAME_MOMENT_S = 0.06;

/**
 * Drawings in a room: shows what is drawn at a comment's moment while the player stands there,
 * and lets forms have one drawn: `[data-draw]` opens the tools, `[data-undraw]` takes it away.
 */
export class Sketches {
  constructor({ room, player, composer }) {
    Object.assign(this, { room, player, composer, shown: null });
    this.desk = room.querySelector("moke-sketch");
    if (!this.desk) return;
    this.view = new SketchView(player);
    room.addEventListener("click", ({ target }) => this.#onClick(target.closest("button")));
    room.addEventListener("submit", () => this.desk.finish(), { capture: true });
    for (const name of ["timeupdate", "seeking", "play"]) {
      player.addEventListener(name, () => this.#onMove());
    }
  }

  /** Stands still at a note's moment and shows what is drawn there. */
  async show(note) {
    this.wanted = note;
    this.#hide();
    if (!this.desk || !note || !("drawn" in note.dataset) || note.dataset.carried) return;
    this.player.pause();
    const shapes = await this.#fetch(note);
    if (shapes && this.wanted === note) this.#lay(shapes, startOf(note));
  }

  /** Opens the tools for a form. */
  async draw(form) {
    if (!this.desk || this.desk.isOpen || !form) return;
    const note = form.closest(".note");
    const at = note ? startOf(note) : this.composer.stop();
    const shapes = await this.#shapesFor(form, note);
    if (!shapes) return;
    this.player.pause();
    this.player.currentTime = at;
    this.wanted = null;
    this.shown = null;
    this.room.classList.add("drawing");
    const onChange = (changed) => this.#keep(form, changed);
    const drawn = await this.desk.draw({ view: this.view, shapes, onChange });
    this.room.classList.remove("drawing");
    this.#hide();
    if (drawn.length && form.isConnected) this.#lay(drawn, at);
    form.querySelector("[data-draw]").focus({ preventScroll: true });
  }

  #onClick(button) {
    if (!button?.form) return;
    if ("draw" in button.dataset) this.draw(button.form);
    else if ("cancel" in button.dataset) this.desk.finish();
    else if ("undraw" in button.dataset) {
      this.desk.clear();
      this.desk.finish();
      this.#keep(button.form, []);
      this.#hide();
      button.form.querySelector("[data-draw]").focus();
    }
  }

  #onMove() {
    if (this.desk.isOpen) {
      if (!this.player.paused) this.desk.finish();
    } else if (this.shown !== null && !this.#isThere()) this.#hide();
  }

  #isThere() {
    return this.player.paused && Math.abs(this.player.currentTime - this.shown) < SAME_MOMENT_S;
  }

  #lay(shapes, at) {
    this.shown = at;
    if (this.#isThere()) this.view.show(shapes, this.desk.dataset.drawing);
  }

  #hide() {
    this.shown = null;
    this.view?.hide();
  }

  /** The shapes that a form stands for: its own, or those that its note has. */
  async #shapesFor(form, note) {
    const { value } = form.elements.sketch;
    if (value || !note || !("drawn" in note.dataset)) return shapesIn(value);
    return this.#fetch(note);
  }

  async #fetch(note) {
    const url = this.desk.dataset.url.replace("/0/", `/${note.id.split("-")[1]}/`);
    return (await fetchData(url).catch(() => null))?.shapes;
  }

  #keep(form, shapes) {
    const field = form.elements.sketch;
    field.value = shapes.length || form.closest(".note") ? textOf(shapes) : "";
    dressDrawing(form);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Offers in a form to draw, or to change what is drawn; `note` has what the form does not say. */
export function dressDrawing(form, note = form.closest(".note")) {
  const draw = form.querySelector("[data-draw]");
  if (!draw) return;
  const { value } = form.elements.sketch;
  const isDrawn = value ? shapesIn(value).length > 0 : Boolean(note && "drawn" in note.dataset);
  const [fresh, again] = draw.querySelectorAll("span");
  draw.hidden = Boolean(note?.dataset.carried);
  fresh.hidden = isDrawn;
  again.hidden = !isDrawn;
  form.querySelector("[data-undraw]").hidden = draw.hidden || !isDrawn;
}
