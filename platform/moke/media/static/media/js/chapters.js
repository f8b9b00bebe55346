import { clock } from "./clock.js";

/** A menu of the recording's chapters: shows the one that plays, and leads to others. */
export class Chapters {
  constructor({ player, menu }) {
    Object.assign(this, { player, menu });
    this.track = player.querySelector('track[kind="chapters"]');
    menu.addEventListener("change", () => this.#go());
    player.addEventListener("timeupdate", () => this.#follow());
    player.addEventListener("seeked", () => this.#follow());
    this.track.addEventListener("load", () => this.#fill());
    if (this.track.readyState === HTMLTrackElement.LOADED) this.#fill();
  }

  get #cues() {
    return [...(this.track.track.cues ?? [])];
  }

  #fill() {
    while (this.menu.options.length > 1) this.menu.options[1].remove();
    for (const { startTime, text } of this.#cues) {
      const title = new DOMParser().parseFromString(text, "text/html").body.textContent;
      this.menu.add(new Option(`${clock(startTime)} ${title}`, startTime));
    }
    this.menu.hidden = this.menu.options.length < 2;
    this.#follow();
  }

  #follow() {
    const now = this.player.currentTime;
    const here = this.#cues.findLast(({ startTime }) => startTime <= now);
    const value = here ? String(here.startTime) : "";
    if (this.menu.value !== value && !this.menu.matches(":open")) this.menu.value = value;
  }

  #go() {
    if (this.menu.value) this.player.currentTime = Number(this.menu.value);
  }
}
