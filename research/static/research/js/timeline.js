import { clock } from "../../media/js/clock.js";
import { endOf, startOf } from "./notes.js";

const GLYPHS = { highlight: "★", suggestion: "✎", question: "?", note: "·" };
const SETTLED = ["adopted", "partly", "not-adopted"];
const LANES = 3;
const PIN_PX = 26;
const CRUMB_PX = 6;

/**
 * The recording as a line: a marker for each comment, a bar for each span, the moment now,
 * and the span that is being marked. Pointing at the line moves the player; the arrow
 * keys walk from marker to marker.
 */
export class Timeline extends EventTarget {
  constructor(line) {
    super();
    this.line = line;
    this.markers = line.querySelector("#markers");
    this.head = piece(line, "head-time");
    this.draft = piece(line, "draft-span");
    this.draft.hidden = true;
    this.notes = [];
    this.duration = 0;
    this.lanes = Number(line.style.getPropertyValue("--lanes")); // what the page keeps room for
    line.addEventListener("pointerdown", (event) => this.#grasp(event));
    line.addEventListener("pointermove", (event) => this.held && this.#seek(event));
    for (const name of ["pointerup", "pointercancel"]) {
      line.addEventListener(name, () => (this.held = false));
    }
    this.markers.addEventListener("click", (event) => this.#choose(event));
    this.markers.addEventListener("keydown", (event) => this.#walk(event));
    new ResizeObserver(() => this.draw(this.notes, this.duration)).observe(line);
  }

  draw(notes, duration) {
    const had = this.markers.contains(document.activeElement) && document.activeElement.value;
    Object.assign(this, { notes, duration });
    const shown = duration
      ? notes.filter((note) => !note.out && !note.dataset.carried && !("deleted" in note.dataset))
      : [];
    const places = arrange(shown, duration, this.line.clientWidth);
    const lanes = Math.max(this.lanes, ...places.map(({ lane }) => (lane ?? 0) + 1));
    this.line.style.setProperty("--lanes", lanes);
    this.markers.replaceChildren(...places.map((place) => this.#marker(place)));
    this.#pinOf(had)?.focus({ preventScroll: true });
    this.#letIn(this.#pinOf(had) ?? this.markers.querySelector("button"));
  }

  /** Moves the line of now; `played` in seconds. */
  follow(seconds) {
    this.head.style.left = share(seconds, this.duration);
    for (const phase of this.line.querySelectorAll("#phases > li")) {
      const box = phase.getBoundingClientRect();
      const x = this.head.getBoundingClientRect().left;
      phase.classList.toggle("now", box.left <= x && x < box.right);
    }
  }

  /** Shows the span being marked, or hides it. */
  mark(start, end) {
    this.draft.hidden = start === null;
    if (start === null) return;
    this.draft.style.left = share(start, this.duration);
    this.draft.style.width = share(Math.max(0, (end ?? start) - start), this.duration);
  }

  choose(note) {
    for (const pin of this.markers.querySelectorAll("button")) {
      pin.toggleAttribute("aria-current", pin.value === note?.id);
    }
    this.#letIn(this.#pinOf(note?.id));
  }

  #marker({ note, left, width, lane, number }) {
    const item = document.createElement("li");
    item.style.left = `${left}px`;
    if (lane === null) {
      item.className = "crumb";
      item.classList.toggle("heap", number > 2);
      item.dataset.number = number;
      return item;
    }
    item.style.setProperty("--lane", lane);
    const pin = document.createElement("button");
    pin.type = "button";
    pin.value = note.id;
    pin.className = "pin";
    pin.tabIndex = -1;
    pin.dataset.kind = note.dataset.kind;
    pin.classList.toggle("done", SETTLED.includes(note.dataset.state));
    pin.classList.toggle("span", Boolean(endOf(note)));
    pin.classList.toggle("mine", "private" in note.dataset);
    if (endOf(note)) pin.style.width = `${width}px`;
    pin.setAttribute("aria-label", spoken(note));
    pin.title = note.querySelector?.(".body")?.textContent.trim().slice(0, 120) ?? "";
    pin.toggleAttribute("aria-current", Boolean(note.classList?.contains("now")));
    pin.append(GLYPHS[note.dataset.kind]);
    item.append(pin);
    return item;
  }

  #grasp(event) {
    if (event.button || event.target.closest("button") || !this.duration) return;
    this.held = true;
    this.line.setPointerCapture(event.pointerId);
    this.#seek(event);
  }

  #seek(event) {
    const left = this.line.getBoundingClientRect().left + this.line.clientLeft;
    const part = Math.min(1, Math.max(0, (event.clientX - left) / this.line.clientWidth));
    this.dispatchEvent(new CustomEvent("seek", { detail: part * this.duration }));
  }

  #choose(event) {
    const pin = event.target.closest("button");
    if (pin) this.dispatchEvent(new CustomEvent("choose", { detail: pin.value }));
  }

  #walk(event) {
    const pins = [...this.markers.querySelectorAll("button")];
    const here = pins.indexOf(document.activeElement);
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: pins.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = pins[Math.min(pins.length - 1, Math.max(0, steps[event.key]))];
    this.#letIn(next);
    next.focus();
  }

  /** One marker alone stands in the order of the Tab key. */
  #letIn(pin) {
    if (!pin) return;
    for (const other of this.markers.querySelectorAll("button")) other.tabIndex = -1;
    pin.tabIndex = 0;
  }

  #pinOf(id) {
    return id ? [...this.markers.querySelectorAll("button")].find((pin) => pin.value === id) : null;
  }
}

function piece(line, name) {
  const element = document.createElement("div");
  element.className = name;
  line.append(element);
  return element;
}

function share(seconds, duration) {
  return `${duration ? (Math.min(seconds, duration) / duration) * 100 : 0}%`;
}

/** What a marker is called; a comment that is not in the margin yet has only its time. */
function spoken(note) {
  if (!note.querySelector) return clock(startOf(note));
  const words = [".at", ".kind", ".who b"].map((part) => note.querySelector(part)?.textContent.trim());
  return words.filter(Boolean).join(" ");
}

/**
 * Gives each marker a place that covers no other. What finds none becomes a crumb, and crumbs
 * that would lie upon each other become one, with their number.
 */
function arrange(notes, duration, widthPx) {
  const ends = Array(LANES).fill(-Infinity);
  let crumb = { left: -Infinity };
  return notes.flatMap((note) => {
    const at = (startOf(note) / duration) * widthPx;
    const length = endOf(note) ? ((endOf(note) - startOf(note)) / duration) * widthPx : 0;
    const width = Math.max(PIN_PX - 2, length);
    const left = Math.max(0, Math.min(endOf(note) ? at : at - PIN_PX / 2, widthPx - width));
    const lane = ends.findIndex((end) => end <= left);
    if (lane < 0 && at - crumb.left < CRUMB_PX) {
      crumb.number += 1;
      return [];
    }
    if (lane < 0) {
      crumb = { note, left: at, width, lane: null, number: 1 };
      return [crumb];
    }
    ends[lane] = left + width + 2;
    return [{ note, left, width, lane }];
  });
}
