import { isTaken } from "./keys.js";

/** Lists the page's keys in a dialog, which is in its template: by its button, or by `?`. */
class MokeKeys extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button.hidden) return;
    button.hidden = false;
    button.addEventListener("click", () => this.#list());
    document.addEventListener("keydown", (event) => {
      if (event.key === "?" && !isTaken(event)) this.#list();
    });
  }

  #list() {
    const words = this.querySelector("template").content.cloneNode(true);
    const dialog = words.querySelector("dialog");
    document.body.append(words);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  }
}

customElements.define("moke-keys", MokeKeys);
