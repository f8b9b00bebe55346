import { momentOf, secondsOf } from "./moment.js";

/**
 * What somebody is typing, kept in the browser under room, person and form until the
 * server has it. Storage that is full or forbidden costs the safety net, not the page.
 */
export class Drafts {
  constructor(room, person) {
    this.prefix = `moke-draft:${room}:${person}:`;
  }

  keep(name, values) {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify(values));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** The kept values, or null. */
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  forget(name) {
    try {
      localStorage.removeItem(this.prefix + name);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** Names of the forms that hold a draft. */
  names() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }
}

/** A form's own fields as plain values; several of one name as a list. */
export function valuesOf(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken") continue;
    values[name] = name in values ? [values[name], value].flat() : value;
  }
  return values;
}

/** Puts kept values back into a form. */
export function fill(form, values) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken") continue;
    const kept = [values[field.name] ?? []].flat();
    if (["radio", "checkbox"].includes(field.type)) field.checked = kept.includes(field.value);
    else if (field.name in values && field.type !== "submit") field.value = values[field.name];
  }
}

/** Fill in a draft; one of before the recording was cut counts its moments from elsewhere. */
export function fillSince(form, kept, moments) {
  const now = form.elements.zero.value;
  fill(form, { ...kept, zero: now });
  const shift = (Number(kept.zero ?? now) - Number(now)) / 1000;
  for (const field of shift ? moments : []) {
    const seconds = secondsOf(field.value);
    if (field.value && seconds !== null) field.value = momentOf(Math.max(0, seconds + shift));
  }
}
