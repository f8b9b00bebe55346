/** Plays the recording from the moment of a mark that is chosen. */
class MokeMarks extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const at = target.closest("[data-at]")?.dataset.at;
      const player = this.querySelector("moke-player");
      if (!at || !player) return;
      player.currentTime = Number(at);
      player.play();
    });
  }
}

customElements.define("moke-marks", MokeMarks);
