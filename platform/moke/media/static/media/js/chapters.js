import { clock } from "./clock.js";

/** So wide is a player, at the most, in whose bar there is no place for them; as in its style. */
const NARROW_PX = 560;

/** A menu of the recording's chapters: shows the one that plays, and leads to others. It stands
 * in the bar, of a narrow player in a strip under the picture. */
export class Chapters {
  constructor({ player, menu }) {
    Object.assign(this, { player, menu });
    this.strip = player.querySelector(".player-strip");
    this.space = player.querySelector(".player-space");
    new ResizeObserver(() => this.#settle()).observe(player);
    this.track = player.querySelector('track[kind="chapters"]');
    menu.addEventListener("change", () => this.#go());
    player.addEventListener("timeupdate", () => this.#follow());
    player.addEventListener("seeked", () => this.#follow());
    this.track.addEventListener("load", () => this.#fill());
    if (this.track.readyState === HTMLTrackElement.LOADED) this.#fill();
  }

  #settle() {
    const isNarrow = this.player.clientWidth <= NARROW_PX;
    if (isNarrow === this.strip.contains(this.menu)) return;
    if (isNarrow) this.strip.append(this.menu);
    else this.space.before(this.menu);
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
