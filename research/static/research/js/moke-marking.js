import { momentOf } from "./moment.js";

/** Takes the moment at which the recording stands, and stops it there for words to be written. */
class MokeMarking extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-act=now]").addEventListener("click", () => this.#take("at"));
    this.querySelector("[data-act=until]").addEventListener("click", () => this.#take("until"));
  }

  #take(name) {
    const player = document.querySelector("moke-player");
    player.pause();
    this.querySelector(`[name=${name}]`).value = momentOf(player.currentTime);
    this.querySelector("[name=body]").focus();
  }
}

customElements.define("moke-marking", MokeMarking);
