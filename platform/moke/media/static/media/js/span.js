import { clock } from "./clock.js";

const TICK_S = 0.05;

/**
 * Holds a player to a part of its recording: it stops where the part ends, begins anew
 * from there where it starts, and its bar is as long as the part.
 */
export class Span {
  constructor(player) {
    const { video } = player;
    this.start = Number(player.dataset.start);
    this.end = Number(player.dataset.end);
    this.bar = player.querySelector("[data-span-bar]");
    this.now = player.querySelector("[data-span-now]");
    this.bar.addEventListener("input", () => (player.currentTime = Number(this.bar.value)));
    video.addEventListener("timeupdate", () => this.#follow(video));
    video.addEventListener("play", () => this.#beginAnew(video));
  }

  #follow(video) {
    const seconds = video.currentTime;
    this.bar.value = seconds;
    this.now.textContent = clock(seconds);
    this.bar.setAttribute("aria-valuetext", this.now.textContent);
    if (seconds >= this.end - TICK_S && !video.paused) video.pause();
  }

  #beginAnew(video) {
    if (!video.readyState) return;
    if (video.currentTime >= this.end - TICK_S || video.currentTime < this.start - TICK_S) {
      video.currentTime = this.start;
    }
  }
}
