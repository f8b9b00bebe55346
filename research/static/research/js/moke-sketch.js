import { FULL, isFull, letIn } from "./sketch-shapes.js";
import { Steering } from "./sketch-steering.js";

const APART = 25; // points of a line lie at least so far from each other
const LEAST = 100; // what is smaller was a slip of the hand
const LONGEST = 800;

/**
 * The tools with which somebody draws over a picture, by pointer or by keys.
 *
 * `draw({view, shapes, onChange})` resolves with the shapes when the person is done, and hands
 * them to `onChange` whenever they change. Attributes:
 * data-canvas (what the picture is called meanwhile), data-full (said when nothing more fits).
 */
class MokeSketch extends HTMLElement {
  connectedCallback() {
    if (this.words) return;
    this.words = this.querySelector("[data-words]");
    this.said = this.querySelector("[data-said]");
    this.addEventListener("click", ({ target }) => this.#onClick(target.closest("button")));
    this.words.addEventListener("keydown", (event) => this.#onWordsKey(event));
    this.words.addEventListener("blur", () => this.#writeWords());
    this.steering = new Steering(this);
  }

  get isOpen() {
    return !this.hidden;
  }

  get tool() {
    return this.querySelector("[name=sketch-tool]:checked").value;
  }

  get colour() {
    return this.querySelector("[name=sketch-colour]:checked").value;
  }

  draw({ view, shapes, onChange }) {
    Object.assign(this, { view, shapes, onChange, earlier: [], current: null });
    this.hidden = false;
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      view.svg.addEventListener(name, (event) => this.#onPointer(event), { signal });
    }
    view.box.classList.add("open");
    view.box.append(this.words);
    view.svg.tabIndex = 0;
    this.steering.begin(signal);
    this.#show();
    view.svg.focus({ preventScroll: true });
    return new Promise((resolve) => (this.resolve = resolve));
  }

  /** Leaves the tools; what is drawn stays. */
  finish() {
    if (!this.isOpen) return;
    this.#writeWords();
    this.end();
    this.listening.abort();
    this.steering.hide();
    this.view.box.classList.remove("open");
    this.view.svg.removeAttribute("tabindex");
    this.prepend(this.words);
    this.hidden = true;
    this.resolve(this.shapes);
  }

  /** Begins a shape at a place, or asks there for words. */
  begin(spot) {
    if (this.current || this.#isFull()) return;
    const { tool, colour } = this;
    if (tool === "text") this.#askForWords(spot);
    else this.current = { tool, colour, points: [...spot, ...spot] };
    this.#show();
  }

  /** Draws the shape on to a place. */
  extend(spot) {
    if (!this.current) return;
    const { tool, points } = this.current;
    if (tool !== "pen") points.splice(2, 2, ...spot);
    else if (distance(points.slice(-2), spot) >= APART) points.push(...spot);
    if (points.length >= LONGEST) this.current.points = thinned(points);
    this.#show();
  }

  /** Keeps the shape, unless nobody would see it. */
  end() {
    const shape = this.current;
    this.current = null;
    if (!shape) return;
    const isSeen = shape.tool === "pen" || distance(shape.points, shape.points.slice(2)) >= LEAST;
    this.#set(isSeen ? [...this.shapes, shape] : this.shapes);
  }

  undo() {
    this.current = null;
    if (this.earlier.length) this.#change(this.earlier.pop());
    else this.#show();
  }

  clear() {
    if (this.isOpen) this.#set([]);
  }

  #onClick(button) {
    const { act } = button?.dataset ?? {};
    if (act === "undo") this.undo();
    else if (act === "clear") this.clear();
    else if (act === "done") this.finish();
  }

  #onPointer(event) {
    const { type, pointerId } = event;
    if (type === "pointerdown") {
      if (event.button || this.pointer !== undefined) return;
      event.preventDefault();
      this.#writeWords();
      this.pointer = this.tool === "text" ? undefined : pointerId;
      if (this.pointer !== undefined) this.view.svg.setPointerCapture(pointerId);
      this.steering.hide();
      this.begin(this.#spotOf(event));
    } else if (pointerId === this.pointer && type === "pointermove") {
      for (const one of event.getCoalescedEvents?.() ?? [event]) this.extend(this.#spotOf(one));
    } else if (pointerId === this.pointer) {
      this.pointer = undefined;
      this.end();
    }
  }

  #spotOf({ clientX, clientY }) {
    const { left, top, width, height } = this.view.svg.getBoundingClientRect();
    return [part((clientX - left) / width), part((clientY - top) / height)];
  }

  #set(shapes) {
    if (shapes === this.shapes) return this.#show();
    this.earlier.push(this.shapes);
    this.#change(shapes);
  }

  #change(shapes) {
    this.shapes = shapes;
    this.#show();
    this.onChange(shapes);
  }

  #show() {
    this.view.show(this.current ? [...this.shapes, this.current] : this.shapes, this.dataset.canvas);
    this.view.svg.setAttribute("role", "application");
    this.querySelector("[data-act=undo]").disabled = !this.earlier.length;
    this.querySelector("[data-act=clear]").disabled = !this.shapes.length;
    this.said.textContent = isFull(this.shapes) ? this.dataset.full : "";
  }

  #isFull() {
    return isFull(this.shapes);
  }

  #askForWords(spot) {
    this.words.spot = spot;
    this.words.value = "";
    this.words.hidden = false;
    this.words.style.left = `min(${spot[0] / 100}%, 100% - ${this.words.offsetWidth}px)`;
    this.words.style.top = `min(${spot[1] / 100}%, 100% - ${this.words.offsetHeight}px)`;
    this.words.focus({ preventScroll: true });
  }

  #onWordsKey(event) {
    event.stopPropagation();
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") this.#dropWords();
    this.#writeWords();
    this.view.svg.focus({ preventScroll: true });
  }

  #dropWords() {
    this.words.value = "";
    this.words.hidden = true;
  }

  #writeWords() {
    const text = this.words.value.trim();
    this.#dropWords();
    if (!text || !this.isOpen) return;
    const { shapes, view } = this;
    const shape = { tool: "text", colour: this.colour, points: this.words.spot, text };
    view.show([shape], ""); // to be measured
    this.#set([...shapes, letIn(shape, view.svg, view.aspect)]);
  }
}

function part(share) {
  return Math.round(Math.min(1, Math.max(0, share)) * FULL);
}

function distance([x, y], [u, v]) {
  return Math.hypot(x - u, y - v);
}

/** A line with half of its points. */
function thinned(points) {
  return points.filter((_, at) => at % 4 < 2 || at >= points.length - 2);
}

customElements.define("moke-sketch", MokeSketch);
