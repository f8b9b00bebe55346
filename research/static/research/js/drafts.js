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

/** A form's own fields as plain values. */
export function valuesOf(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken") values[name] = value;
  }
  return values;
}

/** Puts kept values back into a form. */
export function fill(form, values) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken") continue;
    if (field.type === "radio") field.checked = field.value === values[field.name];
    else if (field.type === "checkbox") field.checked = field.name in values;
    else if (field.name in values && field.type !== "submit") field.value = values[field.name];
  }
}
