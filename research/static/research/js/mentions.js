import { fetchPage } from "./send.js";

const CALL = /[@＠]([^\s@＠]{0,20})$/;

/**
 * Offers the people of the room when somebody writes an @, and puts the chosen name in its
 * place. The list comes from the server, and what was typed after the @ narrows it.
 */
export class Mentions {
  constructor(room, url) {
    Object.assign(this, { room, url, list: null, field: null });
    room.addEventListener("input", ({ target }) => target.matches("textarea") && this.#look(target));
    room.addEventListener("keydown", (event) => this.#onKey(event), { capture: true });
    room.addEventListener("focusout", ({ target }) => target === this.field && this.#close());
  }

  get options() {
    return [...(this.list?.children ?? [])];
  }

  async #look(field) {
    const call = callIn(field);
    if (!call) {
      this.#close();
      return;
    }
    const asked = `${this.url}?${new URLSearchParams({ words: call[1] })}`;
    const page = await fetchPage(asked).catch(() => null);
    if (callIn(field)?.[0] !== call[0] || document.activeElement !== field) return;
    this.#close();
    const list = page?.querySelector("#people");
    if (list?.children.length) this.#show(field, document.adoptNode(list));
  }

  #show(field, list) {
    Object.assign(this, { field, list });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = event.target.closest("[role=option]");
      if (option) this.#take(option);
    });
    if (field.closest("label")) field.closest("label").after(list);
    else field.before(list);
    field.setAttribute("aria-controls", list.id);
    this.#mark(list.firstElementChild);
  }

  #close() {
    this.list?.remove();
    for (const name of ["aria-controls", "aria-activedescendant"]) this.field?.removeAttribute(name);
    Object.assign(this, { field: null, list: null });
  }

  #mark(option) {
    for (const other of this.options) other.setAttribute("aria-selected", other === option);
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  #onKey(event) {
    if (!this.list || event.target !== this.field || event.isComposing) return;
    const here = this.options.findIndex((option) => option.ariaSelected === "true");
    const steps = { ArrowDown: here + 1, ArrowUp: here + this.options.length - 1 };
    if (event.key in steps) this.#mark(this.options[steps[event.key] % this.options.length]);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) {
      this.#take(this.options[here]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take(option) {
    const { field } = this;
    const end = field.selectionStart;
    const start = end - callIn(field)[0].length;
    field.setRangeText(`@${option.dataset.name} `, start, end, "end");
    this.#close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** The @ before the caret with what follows it, or null. */
function callIn(field) {
  return field.value.slice(0, field.selectionStart).match(CALL);
}
