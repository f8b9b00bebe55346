import { fill, valuesOf } from "./drafts.js";
import { momentOf } from "./moment.js";
import { beginFrom } from "./overlap.js";
import { dressDrawing } from "./sketches.js";

/** The state of a comment that wants a verdict. */
export const WAITING = "waiting";

/**
 * Fills a bare form of the room in: with what the comment or reply says that it is about, and
 * with what was `kept` of an earlier visit.
 */
export function prefill(form, host, { kept, player }) {
  const { body, at, token, kind, before } = form.elements;
  if (form.dataset.form.endsWith("edit")) {
    body.value = host.querySelector(":scope > .body").textContent.trim();
    const tags = host.dataset.tags?.split(" ") ?? [];
    offerDrops(form, host);
    if (kind) fill(form, { ...valuesOf(form), kind: host.dataset.kind, tags });
  }
  if (at && player) at.value = momentOf(Math.floor(player.currentTime));
  if (token) token.value = crypto.randomUUID();
  if (before) beginFrom(form, { ...valuesOf(form), ...verdictOn(host) });
  if (kept) fill(form, { ...valuesOf(form), ...kept });
  dressDrawing(form, host);
}

/** Lists in a form what goes with its comment, to be taken away. */
function offerDrops(form, host) {
  const box = form.querySelector(".drops");
  if (!box) return;
  const enclosed = [...host.querySelectorAll(":scope > .enclosed > li > :is(a, audio)")];
  for (const one of enclosed) {
    const choice = box.querySelector("template").content.cloneNode(true);
    choice.querySelector("input").value = (one.href ?? one.src).split("/").at(-2);
    choice.querySelector("span").textContent = one.querySelector("img")?.alt ?? one.ariaLabel;
    box.append(choice);
  }
  box.hidden = !enclosed.length;
}

/** The verdict that stands on a comment, by the names of the form's fields. */
function verdictOn(host) {
  const { state } = host.dataset;
  const reason = host.querySelector(":scope > .verdict > .reason")?.textContent.trim() ?? "";
  return { choice: state === WAITING ? "" : state, reason };
}
