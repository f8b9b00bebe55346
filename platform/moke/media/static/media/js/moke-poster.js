import { asTime, inSeconds } from "./cues.js";

/** The moment of a recording's cover picture: where the player stands, or typed. */
class MokePoster extends HTMLElement {
  async connectedCallback() {
    if (this.player) return;
    this.field = this.querySelector("[name=at]");
    await customElements.whenDefined("moke-player");
    this.player = this.querySelector("moke-player");
    for (const name of ["timeupdate", "seeked"]) {
      this.player.addEventListener(name, () => this.#follow());
    }
    this.field.addEventListener("change", () => this.#lead());
    this.#lead();
  }

  #follow() {
    if (document.activeElement !== this.field) this.field.value = asTime(this.player.currentTime);
  }

  #lead() {
    const seconds = inSeconds(this.field.value);
    if (Number.isFinite(seconds)) this.player.currentTime = seconds;
  }
}

customElements.define("moke-poster", MokePoster);
