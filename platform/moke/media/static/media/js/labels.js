import { clock } from "./clock.js";

/**
 * Puts the page's language into controls that label themselves in English.
 *
 * `words` maps the English label, in lower case, to ours. A position is spoken as
 * numbers, which need no language.
 */
export function relabel(control, words, video) {
  const inner = control.shadowRoot?.querySelector("[role=slider], input[type=range], #range");
  for (const element of [control, inner].filter(Boolean)) {
    translate(element, words, video);
    new MutationObserver(() => translate(element, words, video)).observe(element, {
      attributes: true,
      attributeFilter: ["aria-label", "aria-valuetext"],
    });
  }
}

function translate(element, words, video) {
  const label = element.getAttribute("aria-label");
  const ours = label && words[label.toLowerCase()];
  if (ours && ours !== label) {
    element.setAttribute("aria-label", ours);
    if (element.localName.endsWith("-button")) element.title = ours;
  }
  const spoken = element.getAttribute("aria-valuetext");
  const numbers = `${clock(video.currentTime)} / ${clock(video.duration)}`;
  if (spoken && /[a-z]/i.test(spoken) && spoken !== numbers) {
    element.setAttribute("aria-valuetext", numbers);
  }
}
