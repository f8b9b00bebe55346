import { Chapters } from "./chapters.js";
import { Engine } from "./engine.js";
import { Grant } from "./grant.js";
import { listenForKeys } from "./keys.js";
import { relabel } from "./labels.js";
import "./moke-waveform.js";
import { Pictures } from "./pictures.js";
import { Position } from "./position.js";
import { Span } from "./span.js";

const PHONE = "(max-width: 800px), (max-height: 480px)";
const ECHOED = ["timeupdate", "seeked", "seeking", "play", "pause", "ended", "durationchange"];

/**
 * Plays one recording for as long as its viewer may see it.
 *
 * Attributes: data-engine (hls.js), data-master, data-grant, data-grant-lifetime (seconds),
 * data-store and data-position (where the viewer stopped, seconds), data-duration;
 * data-frugal where the smallest picture comes first, as it does on phones; the words for what
 * can go wrong in data-denied, data-failed and data-offline. Behaves like a media
 * element: currentTime, duration, paused, play(), pause() and their events. The page's
 * `?t=` goes before the stored position. With data-start and data-end (seconds) it plays
 * that part alone, at once, and stores no position. With data-shut it plays nothing: the page
 * says why.
 */
class MokePlayer extends HTMLElement {
  connectedCallback() {
    if (this.video) return;
    this.video = this.querySelector("video");
    this.controller = this.querySelector("media-controller");
    this.controller.fullscreenElement = this.closest("[data-fullscreen]") ?? this;
    for (const name of ECHOED) {
      this.video.addEventListener(name, () => this.dispatchEvent(new Event(name)));
    }
    this.#rememberPlay();
    this.pictures = new Pictures(this.video);
    if (this.dataset.end) this.span = new Span(this);
    this.#speakThePagesLanguage();
    this.#bindMenus();
    this.querySelector("[data-retry]").addEventListener("click", () => this.#retry());
    if ("shut" in this.dataset) return;
    this.grant = new Grant({
      url: this.dataset.grant,
      lifetimeS: Number(this.dataset.grantLifetime) || 60,
      isNeeded: () => !document.hidden || !this.paused,
    });
    this.grant.addEventListener("denied", () => this.#refuse());
    this.grant.addEventListener("back", () => this.#goOn());
    this.stopKeys = this.isLed ? () => {} : listenForKeys(this);
    this.#begin();
  }

  disconnectedCallback() {
    this.stopKeys?.();
    this.grant?.stop();
    this.engine?.destroy();
  }

  get isLed() {
    return "led" in this.dataset;
  }

  get currentTime() {
    return this.engine && this.video.readyState ? this.video.currentTime : this.startS;
  }

  set currentTime(seconds) {
    const last = this.span?.end ?? (this.duration || seconds);
    const target = Math.max(this.span?.start ?? 0, Math.min(seconds, last));
    if (this.engine && this.video.readyState) this.video.currentTime = target;
    else this.#startAt(target);
  }

  get duration() {
    return this.video.duration || Number(this.dataset.duration) || 0;
  }

  get paused() {
    return this.video.paused;
  }

  play() {
    return this.video.play().catch(() => {});
  }

  pause() {
    this.video.pause();
  }

  toggle() {
    if (this.paused) this.play();
    else this.pause();
  }

  skip(seconds) {
    this.currentTime += seconds;
  }

  /** One picture on (1) or back (-1). */
  step(direction) {
    this.pause();
    this.currentTime = this.momentBeside(direction);
  }

  momentBeside(direction) {
    return this.video.readyState ? this.pictures.beside(direction) : this.currentTime;
  }

  toggleMuted() {
    this.video.muted = !this.video.muted;
  }

  press(name) {
    this.querySelector(name)?.click();
  }

  /** Captions on or off: those of the first language, where there are several. */
  toggleCaptions() {
    this.press("media-captions-button");
    if (!this.captions) return;
    this.captions.selectedIndex = this.captions.selectedIndex ? 0 : 1;
    this.#showCaptions();
  }

  /** It says that it is a button and whether it is checked, which buttons are not. */
  async #callSwitchesSwitches(name) {
    await customElements.whenDefined(name);
    this.querySelector(name)?.setAttribute("role", "switch");
  }

  #showCaptions() {
    for (const track of this.video.textTracks) {
      if (track.kind === "captions") track.mode = track.language === this.captions.value ? "showing" : "disabled";
    }
  }

  /** One step along the list of speeds, up (1) or down (-1). */
  changeSpeed(step) {
    const { options, selectedIndex } = this.speed;
    const next = options[selectedIndex + step];
    if (next) this.video.playbackRate = Number(next.value);
  }

  get startS() {
    this.chosenStart ??= firstMoment(this.dataset);
    return this.chosenStart;
  }

  #startAt(seconds) {
    this.chosenStart = seconds;
    if (this.engine) {
      this.video.addEventListener("loadedmetadata", () => (this.video.currentTime = seconds), {
        once: true,
      });
    }
    this.dispatchEvent(new Event("timeupdate"));
  }

  /** A source that comes after somebody pressed play would stop what had not begun. */
  #rememberPlay() {
    let isWanted = false;
    this.video.addEventListener("play", () => (isWanted = !this.video.readyState));
    this.video.addEventListener("pause", () => (isWanted = false));
    this.video.addEventListener("canplay", () => isWanted && this.play(), { once: true });
  }

  async #begin() {
    const outcome = await this.grant.start();
    if (outcome === "denied" || this.engine) return;
    if (outcome === "offline") {
      this.#say(this.dataset.offline);
      return;
    }
    this.#say("");
    for (const track of this.querySelectorAll("track[data-src]")) track.src = track.dataset.src;
    this.engine = new Engine({
      video: this.video,
      library: this.dataset.engine,
      url: this.dataset.master,
      startS: this.startS,
      frugal: "frugal" in this.dataset || isSmallOrSlow(),
    });
    this.engine.addEventListener("qualities", () => this.#offerQualities());
    this.engine.addEventListener("refused", () => this.#renewAndGoOn());
    this.engine.addEventListener("failed", () => this.#say(this.dataset.failed));
    if (!this.span && !this.isLed) this.position ??= new Position({ url: this.dataset.store, video: this.video });
    if (this.span) this.video.addEventListener("canplay", () => this.play(), { once: true });
    this.engine.load();
  }

  async #renewAndGoOn() {
    this.renewing ??= this.grant.renew().finally(() => (this.renewing = null));
    if ((await this.renewing) === "granted") this.engine?.retry();
  }

  async #retry() {
    this.#say("");
    if (!this.engine) this.#begin();
    else if ((await this.grant.renew()) === "offline") this.#say(this.dataset.offline);
    else this.engine?.retry();
  }

  /** The network is back: nobody has to ask again. */
  #goOn() {
    this.#say("");
    if (this.engine) this.engine.retry();
    else this.#begin();
  }

  /** Stops for good; a viewer who is let in again begins anew where it stopped. */
  #refuse() {
    this.pause();
    this.chosenStart = this.currentTime;
    this.engine?.destroy();
    this.engine = null;
    this.#say(this.dataset.denied);
  }

  #say(words) {
    const message = this.querySelector(".player-message");
    message.hidden = !words;
    message.querySelector("p").textContent = words;
  }

  #speakThePagesLanguage() {
    const words = {};
    for (const entry of this.querySelector("template[data-words]").content.querySelectorAll("dt")) {
      words[entry.textContent] = entry.nextElementSibling.textContent;
    }
    for (const control of this.controller.querySelectorAll("*")) {
      if (control.localName.startsWith("media-")) relabel(control, words, this.video);
    }
    relabel(this.controller, words, this.video);
  }

  #bindMenus() {
    this.speed = this.querySelector("[data-speed]");
    this.quality = this.querySelector("[data-quality]");
    const chapters = this.querySelector("[data-chapters]");
    if (chapters) new Chapters({ player: this, menu: chapters });
    this.speed.addEventListener("change", () => {
      this.video.playbackRate = Number(this.speed.value);
    });
    this.video.addEventListener("ratechange", () => {
      this.speed.value = String(this.video.playbackRate);
    });
    this.captions = this.querySelector("[data-captions]");
    this.#callSwitchesSwitches("media-captions-button");
    this.captions?.addEventListener("change", () => this.#showCaptions());
    this.quality.addEventListener("change", () => {
      this.engine.quality = Number(this.quality.value);
    });
  }

  #offerQualities() {
    const { qualities } = this.engine;
    this.quality.hidden = qualities.length < 2;
    while (this.quality.options.length > 1) this.quality.options[1].remove();
    for (const { index, height } of qualities) this.quality.add(new Option(`${height}p`, index));
  }
}

/** Whether this is a phone, a slow line, or somebody who asked their browser to save data. */
function isSmallOrSlow() {
  const { saveData, effectiveType = "4g" } = navigator.connection ?? {};
  return saveData || effectiveType !== "4g" || window.matchMedia(PHONE).matches;
}

function firstMoment({ position, start, asked }) {
  return Number(start ?? asked ?? position) || 0;
}

customElements.define("moke-player", MokePlayer);
