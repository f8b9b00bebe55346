import { clock } from "../../media/js/clock.js";

const NEAR = 4; // intervals to each side of the present one

/**
 * Shows what is coded: the intervals around the present one, and all of them in little.
 * Event: "choose" with the interval that was clicked.
 */
export class CodingStrip extends EventTarget {
  constructor(element, { intervals, intervalS, tones }) {
    super();
    Object.assign(this, { element, intervals, intervalS, tones });
    this.near = element.querySelector(".strip-near");
    this.all = element.querySelector(".strip-all");
    this.all.append(...Array.from({ length: intervals }, () => document.createElement("i")));
    this.near.append(...Array.from({ length: 2 * NEAR + 1 }, makeCell));
    this.all.addEventListener("click", ({ target }) => {
      this.#choose([...this.all.children].indexOf(target));
    });
    this.near.addEventListener("click", ({ target }) => {
      const place = [...this.near.children].indexOf(target.closest("span"));
      this.#choose(this.at - NEAR + place);
    });
  }

  /** Draws the codes, a string of a character for each interval, around the interval `at`. */
  draw(codes, at) {
    this.at = at;
    for (const [place, mark] of [...this.all.children].entries()) {
      mark.className = `${this.tones.get(codes[place]) ?? ""}${place === at ? " at" : ""}`;
    }
    for (const [place, cell] of [...this.near.children].entries()) {
      this.#drawCell(cell, at - NEAR + place, codes);
    }
    const coded = codes.replaceAll("-", "").length;
    this.element.querySelector("[data-coded]").textContent = coded;
  }

  #drawCell(cell, place, codes) {
    const code = codes[place];
    cell.className = this.tones.get(code) ?? "";
    cell.classList.toggle("none", code === undefined);
    cell.classList.toggle("at", place === this.at);
    if (this.tones.has(code)) cell.dataset.code = code;
    else delete cell.dataset.code;
    cell.firstElementChild.textContent = this.tones.has(code) ? code : "";
    cell.lastElementChild.textContent = clock(place * this.intervalS);
  }

  #choose(place) {
    if (place < 0 || place >= this.intervals) return;
    this.dispatchEvent(new CustomEvent("choose", { detail: place }));
  }
}

function makeCell() {
  const cell = document.createElement("span");
  cell.append(document.createElement("b"), document.createElement("small"));
  return cell;
}
