const TIMES = /^\s*([\d:.,]+)\s+-->\s+([\d:.,]+)/;
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const BACK = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Seconds of a time as people write it, "1:05.5", or as WebVTT does; NaN where it is none. */
export function inSeconds(time) {
  if (!/^\s*(\d+:){0,2}\d+([.,]\d+)?\s*$/.test(time)) return Number.NaN;
  return time.replace(",", ".").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** A time for people: "1:05.50". */
export function asTime(seconds) {
  const hundredths = Math.round(seconds * 100);
  const minutes = Math.floor(hundredths / 6000);
  const rest = ((hundredths % 6000) / 100).toFixed(2).padStart(5, "0");
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours}:${String(minutes % 60).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** The cues of WebVTT as people type them: {start, end, words}. */
export function readCues(text) {
  return text
    .split(/\n\s*\n/)
    .map((block) => {
      const lines = block.split("\n");
      const at = lines.findIndex((line) => TIMES.test(line));
      if (at < 0) return null;
      const [, start, end] = lines[at].match(TIMES);
      const words = lines.slice(at + 1).join("\n").trim();
      return {
        start: asTime(inSeconds(start)),
        end: asTime(inSeconds(end)),
        words: words.replace(/&(amp|lt|gt);/g, (sign) => BACK[sign]),
      };
    })
    .filter(Boolean);
}

/** WebVTT of cues as they were typed, in the order of their times; those without words are left out. */
export function writeCues(cues) {
  const written = cues
    .filter(({ words }) => words.trim())
    .map(({ start, end, words }) => [inSeconds(start), inSeconds(end), words])
    .sort(([a], [b]) => a - b)
    .map(([start, end, words]) => {
      const lines = words.split("\n").map((line) => line.trim()).filter(Boolean);
      const said = lines.join("\n").replace(/[&<>]/g, (sign) => SIGNS[sign]);
      return `${stamp(start)} --> ${stamp(end)}\n${said}\n`;
    });
  return ["WEBVTT\n", ...written].join("\n");
}

function stamp(seconds) {
  const ms = Math.round(seconds * 1000);
  const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60];
  const clock = parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  return `${clock}.${String(ms % 1000).padStart(3, "0")}`;
}
