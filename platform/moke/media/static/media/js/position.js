import { csrfToken } from "../../ui/js/csrf.js";

const SAVE_EVERY_S = 10;
const WORTH_SAVING_S = 1;

/** Tells the server where the viewer stopped: every ten seconds, on pause and on leaving. */
export class Position {
  #saved = null;
  #savedAt = 0;

  constructor({ url, video }) {
    Object.assign(this, { url, video });
    video.addEventListener("timeupdate", () => {
      if (performance.now() - this.#savedAt > SAVE_EVERY_S * 1000) this.save();
    });
    video.addEventListener("pause", () => this.save());
    video.addEventListener("ended", () => this.save());
    window.addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
  }

  save() {
    const seconds = this.video.currentTime;
    this.#savedAt = performance.now();
    const moved = this.#saved === null ? seconds : Math.abs(seconds - this.#saved);
    if (!this.video.readyState || moved < WORTH_SAVING_S) return;
    this.#saved = seconds;
    const body = new URLSearchParams({ position_s: seconds.toFixed(2) });
    fetch(this.url, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": csrfToken() },
      body,
    }).catch(() => {
      this.#saved = null;
    });
  }
}
