/**
 * How loud the recording is from end to end, what was played already in another colour. Pointing
 * at it moves the player that it lies in; the keyboard has the player's own line for that.
 *
 * The picture comes from the page, in `--waveform`.
 */
class MokeWaveform extends HTMLElement {
  connectedCallback() {
    this.player = this.closest("moke-player") ?? document.querySelector("moke-player");
    for (const name of ["timeupdate", "seeked", "durationchange"]) {
      this.player.addEventListener(name, () => this.#follow());
    }
    if (!this.closest("moke-player")) return;
    this.addEventListener("pointerdown", (event) => {
      this.setPointerCapture(event.pointerId);
      this.#seek(event);
    });
    this.addEventListener("pointermove", (event) => {
      if (this.hasPointerCapture(event.pointerId)) this.#seek(event);
    });
  }

  #follow() {
    const { currentTime, duration } = this.player;
    this.style.setProperty("--played", `${duration ? (100 * currentTime) / duration : 0}%`);
  }

  #seek({ clientX }) {
    const { left, width } = this.getBoundingClientRect();
    this.player.currentTime = ((clientX - left) / width) * this.player.duration;
  }
}

customElements.define("moke-waveform", MokeWaveform);
