import { valuesOf } from "./drafts.js";

/**
 * What a form was filled in from, as the server reads it: a list of states in its field `before`.
 * The first is what the form showed; those after it were sent, and may have arrived.
 */
export function statesOf(form) {
  return JSON.parse(form.elements.before.value || "[]");
}

/** Says that a form is filled in from what it shows now. */
export function beginFrom(form, state = valuesOf(form)) {
  const { before, ...shown } = state;
  form.elements.before.value = JSON.stringify([shown]);
}

/** Says that values were sent: if no answer comes, they may stand there all the same. */
export function noteSent(form, { before, ...sent }) {
  const [first, ...tried] = statesOf(form);
  if (first) form.elements.before.value = JSON.stringify([first, ...tried.slice(-2), sent]);
}

/** Whether two values of a field are the same to the server. */
export function same(one, other) {
  return key(one) === key(other);
}

function key(value) {
  const words = [value ?? []].flat().map((each) => each.replaceAll("\r\n", "\n").trim());
  return JSON.stringify(words.filter(Boolean).sort());
}
