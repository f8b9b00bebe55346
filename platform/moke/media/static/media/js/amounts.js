const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];
const BYTES_PER_STEP = 1024;

function inUnit(value, unit, digits = 0, display = "short") {
  const language = document.documentElement.lang || undefined;
  const style = { style: "unit", unit, unitDisplay: display, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, style).format(value);
}

/** Bytes in the unit that a person would choose, in the page's language. */
export function inBytes(bytes) {
  let value = bytes;
  let step = 0;
  while (value >= BYTES_PER_STEP && step < UNITS.length - 1) {
    value /= BYTES_PER_STEP;
    step += 1;
  }
  return inUnit(value, UNITS[step], value < 10 && step > 1 ? 1 : 0);
}

/** Seconds as a rough time in words, in the page's language. */
export function inTime(seconds) {
  if (seconds < 60) return inUnit(Math.max(1, Math.round(seconds)), "second", 0, "long");
  if (seconds < 5400) return inUnit(Math.round(seconds / 60), "minute", 0, "long");
  return inUnit(seconds / 3600, "hour", 1, "long");
}

/** Measures how fast a growing number grew over the last ten seconds. */
export class Pace {
  #samples = [];

  note(bytes, now = performance.now()) {
    this.#samples.push([now, bytes]);
    while (now - this.#samples[0][0] > 10_000) this.#samples.shift();
  }

  /** Bytes per second, or 0 while too little is known. */
  get speed() {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || last[0] - first[0] < 1000) return 0;
    return ((last[1] - first[1]) / (last[0] - first[0])) * 1000;
  }
}
