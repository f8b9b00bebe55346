import { asTime as exactly, inSeconds } from "./cues.js";

const LASTS_S = 10;
const LEAST_SHARE = 0.01;
const MIDDLE = { left: 0.4, top: 0.35, width: 0.2, height: 0.3 };
const SIDES = ["left", "top", "width", "height"];

/**
 * Boxes over faces: drawn with the pointer over the picture, or put in its middle and moved by
 * their numbers. Each is a row of the form, which works without this script too.
 */
class MokeBlur extends HTMLElement {
  async connectedCallback() {
    if (this.boxes) return;
    this.boxes = this.querySelector("[data-boxes]");
    this.form = this.querySelector("#blur-form");
    this.rows = this.querySelector("[data-rows]");
    await customElements.whenDefined("moke-player");
    this.player = this.querySelector("moke-player");
    for (const name of ["timeupdate", "seeked"]) this.player.addEventListener(name, () => this.#draw());
    this.player.video.addEventListener("loadedmetadata", () => this.#fit());
    new ResizeObserver(() => this.#fit()).observe(this.player);
    if (this.form) this.#bindForm();
    this.#fit();
  }

  #bindForm() {
    for (const row of this.#all) if (isEmpty(row)) row.remove();
    this.addEventListener("click", (event) => this.#onClick(event));
    this.form.addEventListener("input", () => this.#draw());
    this.boxes.addEventListener("pointerdown", (event) => this.#begin(event));
    this.boxes.addEventListener("pointermove", (event) => this.#stretch(event));
    this.boxes.addEventListener("pointerup", () => this.#end());
    this.boxes.addEventListener("pointercancel", () => this.#setDrawing(false));
    for (const button of this.querySelectorAll("button[data-act]")) button.hidden = false;
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.#setDrawing(false));
  }

  get #all() {
    return [...this.rows.querySelectorAll("[data-box]")];
  }

  #onClick({ target }) {
    const act = target.closest("button[data-act]")?.dataset.act;
    const row = target.closest("[data-box]");
    if (act === "draw") this.#setDrawing(!this.isDrawing);
    if (act === "add") this.#add(MIDDLE, true);
    if (act === "start" || act === "end") fieldOf(row, act).value = asTime(this.player.currentTime);
    if (act === "play") this.player.currentTime = inSeconds(fieldOf(row, "start").value) || 0;
    if (act === "remove") this.#remove(row);
    this.#draw();
  }

  #remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector("input") ?? this.querySelector("[data-act=draw]")).focus();
  }

  #setDrawing(isDrawing) {
    this.isDrawing = isDrawing;
    this.drawn = null;
    if (isDrawing) this.player.pause();
    this.boxes.classList.toggle("drawing", isDrawing);
    const button = this.querySelector("[data-act=draw]");
    button.setAttribute("aria-pressed", isDrawing);
    const said = this.querySelector("[data-said]");
    said.textContent = isDrawing ? said.dataset.drawing : "";
    this.#draw();
  }

  #begin(event) {
    if (!this.isDrawing || event.button) return;
    this.boxes.setPointerCapture(event.pointerId);
    this.drawn = { from: this.#placeOf(event), to: this.#placeOf(event) };
  }

  #stretch(event) {
    if (!this.drawn) return;
    this.drawn.to = this.#placeOf(event);
    this.#draw();
  }

  #end() {
    if (!this.drawn) return;
    const box = boxOf(this.drawn);
    this.#setDrawing(false);
    if (box.width >= LEAST_SHARE && box.height >= LEAST_SHARE) this.#add(box);
  }

  #placeOf({ clientX, clientY }) {
    const { left, top, width, height } = this.boxes.getBoundingClientRect();
    const share = (at, whole) => Math.min(1, Math.max(0, at / whole));
    return { x: share(clientX - left, width), y: share(clientY - top, height) };
  }

  #add(box, isToBeMoved = false) {
    const total = this.form.elements["form-TOTAL_FORMS"];
    const markup = this.form.querySelector("template[data-row]").innerHTML;
    this.rows.insertAdjacentHTML("beforeend", markup.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    const row = this.rows.lastElementChild;
    for (const button of row.querySelectorAll("button[data-act]")) button.hidden = false;
    const { currentTime, duration } = this.player;
    fieldOf(row, "start").value = asTime(currentTime);
    fieldOf(row, "end").value = asTime(Math.min(currentTime + LASTS_S, duration || Infinity));
    for (const side of SIDES) fieldOf(row, side).value = String(Math.round(box[side] * 1000) / 10);
    row.querySelector("[data-place]").open = isToBeMoved;
    fieldOf(row, isToBeMoved ? "left" : "end").focus();
    this.#draw();
  }

  /** The boxes lie on the picture itself, wherever it stands in the player. */
  #fit() {
    const { video } = this.player;
    const frame = video.getBoundingClientRect();
    const stage = this.boxes.parentElement.getBoundingClientRect();
    const ratio = video.videoWidth / video.videoHeight || frame.width / frame.height;
    const width = Math.min(frame.width, frame.height * ratio);
    const height = width / ratio;
    Object.assign(this.boxes.style, {
      left: `${frame.left - stage.left + (frame.width - width) / 2}px`,
      top: `${frame.top - stage.top + (frame.height - height) / 2}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.#draw();
  }

  #draw() {
    const now = this.player.currentTime;
    const shown = this.rows ? this.#all.filter((row) => isNow(row, now)) : [];
    for (const row of this.rows ? this.#all : []) row.classList.toggle("now", shown.includes(row));
    const none = this.querySelector("[data-none]");
    if (none) none.hidden = this.#all.length > 0;
    const boxes = shown.map(sidesOf);
    if (this.drawn) boxes.push(boxOf(this.drawn));
    this.boxes.replaceChildren(...boxes.map(outline));
  }
}

/** A time without what is no part of a second: "1:05", "1:05.50". */
function asTime(seconds) {
  return exactly(seconds).replace(/\.00$/, "");
}

function fieldOf(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

function isEmpty(row) {
  return [...row.querySelectorAll("input")].every((input) => !input.value.trim());
}

function isNow(row, seconds) {
  const [start, end] = ["start", "end"].map((name) => inSeconds(fieldOf(row, name).value));
  return start <= seconds && seconds <= end;
}

function sidesOf(row) {
  return Object.fromEntries(SIDES.map((side) => [side, Number(fieldOf(row, side).value) / 100]));
}

function boxOf({ from, to }) {
  const left = Math.min(from.x, to.x);
  const top = Math.min(from.y, to.y);
  return { left, top, width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
}

function outline(box) {
  const element = document.createElement("i");
  for (const side of SIDES) element.style[side] = `${box[side] * 100}%`;
  return element;
}

customElements.define("moke-blur", MokeBlur);
