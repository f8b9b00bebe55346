/**
 * Drawings over a picture: what they hold, and how they look at any size.
 *
 * A shape has a `tool` (pen, arrow, box, text), a `colour`, and `points`: a flat list of x and y
 * in ten-thousandths of the picture's width and height; words have `text`. The server's
 * `research/domain/sketch.py` says what is allowed, and `domain/queries/sketch.py` draws the
 * same on paper.
 */
export const FULL = 10_000;
export const MOST_LETTERS = 24;
const VERSION = 1;
const MOST_SHAPES = 60;
const MOST_NUMBERS = 6_000;
const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDE = 1000; // the picture's width in units of the viewBox
const HEAD = 32;
const SPREAD = 0.5; // radians
const LETTER = 36;
const AIR = 8;

/** The shapes that a form's field holds. */
export function shapesIn(text) {
  return text ? JSON.parse(text).shapes : [];
}

/** What a form's field holds of shapes. */
export function textOf(shapes) {
  return JSON.stringify({ version: VERSION, shapes });
}

/** Whether there is room for one more stroke. */
export function isFull(shapes) {
  const numbers = shapes.reduce((sum, { points }) => sum + points.length, 0);
  return shapes.length >= MOST_SHAPES || numbers > MOST_NUMBERS - 800;
}

/** Draws shapes into an svg that lies on a picture `aspect` times as wide as high. */
export function drawShapes(svg, shapes, aspect) {
  svg.setAttribute("viewBox", `0 0 ${WIDE} ${Math.round(WIDE / aspect)}`);
  svg.replaceChildren(...shapes.map((shape) => group(shape, aspect)));
}

/** Moves words that were just drawn, the last of the svg, until the picture holds them. */
export function letIn(shape, svg, aspect) {
  const { width } = svg.lastElementChild.lastElementChild.getBBox();
  const x = Math.min(shape.points[0], FULL - ((width + AIR) / WIDE) * FULL);
  const line = ((LETTER / WIDE) * FULL * aspect) / 2;
  const y = Math.max(line, Math.min(shape.points[1], FULL - line));
  return { ...shape, points: [Math.max(0, Math.round(x)), Math.round(y)] };
}

function group(shape, aspect) {
  const whole = element("g", { class: "shape" });
  whole.dataset.colour = shape.colour;
  const corners = [];
  for (let at = 0; at < shape.points.length; at += 2) {
    const [x, y] = [shape.points[at], shape.points[at + 1]];
    corners.push([(x / FULL) * WIDE, ((y / FULL) * WIDE) / aspect]);
  }
  // The same twice: a light rim lets it be seen on any picture.
  for (const layer of ["rim", "ink"]) {
    const part = shape.tool === "text" ? words(shape.text, corners[0]) : line(shape.tool, corners);
    part.setAttribute("class", layer);
    whole.append(part);
  }
  return whole;
}

function words(text, [x, y]) {
  const written = element("text", { x: place(x), y: place(y + LETTER * 0.35), "font-size": LETTER });
  written.textContent = text;
  return written;
}

function line(tool, corners) {
  return element("path", { d: WAYS[tool](corners), fill: "none" });
}

const WAYS = {
  pen: (corners) => `M${corners.map(spot).join("L")}`,
  box: ([[left, top], [right, bottom]]) =>
    `M${spot([left, top])}H${place(right)}V${place(bottom)}H${place(left)}Z`,
  arrow: ([from, to]) => {
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    const barbs = [angle + SPREAD, angle - SPREAD].map((side) =>
      spot([to[0] - HEAD * Math.cos(side), to[1] - HEAD * Math.sin(side)]),
    );
    return `M${spot(from)}L${spot(to)}M${barbs[0]}L${spot(to)}L${barbs[1]}`;
  },
};

function spot(corner) {
  return corner.map(place).join(" ");
}

function place(number) {
  return Math.round(number * 10) / 10;
}

function element(name, attributes) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
