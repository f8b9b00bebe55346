import { momentOf } from "./moment.js";

/** Takes the moment at which the recording stands, and stops it there for words to be written. */
class MokeMarking extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-act=now]").addEventListener("click", () => this.#take());
  }

  #take() {
    const player = document.querySelector("moke-player");
    player.pause();
    this.querySelector("[name=at]").value = momentOf(player.currentTime);
    this.querySelector("[name=body]").focus();
  }
}

customElements.define("moke-marking", MokeMarking);
