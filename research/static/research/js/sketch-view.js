import { drawShapes } from "./sketch-shapes.js";

const USUAL_ASPECT = 16 / 9;

/**
 * A sheet of glass over the picture that a player shows, in its place and size at any size of
 * the player: bars beside or above the picture stay free.
 */
export class SketchView {
  constructor(player) {
    this.player = player;
    this.video = player.querySelector("video");
    this.box = document.createElement("div");
    this.box.className = "sketch-view";
    this.box.hidden = true;
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.box.append(this.svg);
    player.append(this.box);
    new ResizeObserver(() => this.#align()).observe(this.video);
    for (const name of ["loadedmetadata", "resize"]) {
      this.video.addEventListener(name, () => this.#align());
    }
  }

  get aspect() {
    const { videoWidth, videoHeight } = this.video;
    return videoWidth && videoHeight ? videoWidth / videoHeight : USUAL_ASPECT;
  }

  /** Shows shapes; `label` tells in words what is seen. */
  show(shapes, label) {
    this.shapes = shapes;
    this.svg.setAttribute("role", "img");
    this.svg.setAttribute("aria-label", [label, ...shapes.map(({ text }) => text ?? "")].join(" ").trim());
    this.box.hidden = false;
    this.#align();
  }

  hide() {
    this.box.hidden = true;
  }

  #align() {
    if (this.box.hidden) return;
    const [outer, inner] = [this.player, this.video].map((one) => one.getBoundingClientRect());
    const width = Math.min(inner.width, inner.height * this.aspect);
    const height = width / this.aspect;
    Object.assign(this.box.style, {
      left: `${inner.left - outer.left + (inner.width - width) / 2}px`,
      top: `${inner.top - outer.top + (inner.height - height) / 2}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    drawShapes(this.svg, this.shapes, this.aspect);
  }
}
