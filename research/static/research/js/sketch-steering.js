const STEP = 200;
const SMALL_STEP = 40;
const MIDDLE = [5000, 5000];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const WRITES = "textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]";
const PRESSES = "button, a, summary, input";

/**
 * Drawing by keys: the arrows move a cross over the picture, Enter begins a shape at it and
 * ends the shape. While the tools are open no key reaches the player, except where one writes.
 */
export class Steering {
  constructor(desk) {
    this.desk = desk;
    this.cross = document.createElement("i");
    this.cross.className = "cross";
  }

  begin(signal) {
    this.spot = [...MIDDLE];
    this.desk.view.box.append(this.cross);
    this.hide();
    document.addEventListener("keydown", (event) => this.#onKey(event), { capture: true, signal });
  }

  hide() {
    this.cross.hidden = true;
  }

  #onKey(event) {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const isUndo = key.toLowerCase() === "z" && (ctrlKey || metaKey);
    if (target.closest?.(WRITES) || key === "Tab") return;
    if (!isUndo && (ctrlKey || metaKey || altKey)) return;
    event.stopPropagation();
    if (isUndo) this.desk.undo();
    else if (key === "Escape") this.desk.finish();
    else if (target.closest?.(PRESSES) || !this.#steer(event)) return;
    event.preventDefault();
  }

  /** Whether the key was one that draws. */
  #steer({ key, shiftKey }) {
    if (key in STEPS) {
      const step = shiftKey ? SMALL_STEP : STEP;
      this.spot = this.spot.map((at, axis) => clamp(at + STEPS[key][axis] * step));
      this.desk.extend(this.spot);
    } else if (key === "Enter" || key === " ") {
      if (this.desk.current) this.desk.end();
      else this.desk.begin(this.spot);
    } else return false;
    this.cross.hidden = false;
    this.cross.style.left = `${this.spot[0] / 100}%`;
    this.cross.style.top = `${this.spot[1] / 100}%`;
    return true;
  }
}

function clamp(at) {
  return Math.min(10_000, Math.max(0, at));
}
