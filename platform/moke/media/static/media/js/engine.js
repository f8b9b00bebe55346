const DESK_BITS_PER_S = 5_000_000;
const WAITING_BUFFER_S = 8; // before the recording plays: its picture stands, and it can begin
const PLAYING_BUFFER_S = 60;
const RECOVERIES = 3;
const RECOVERY_WAIT_S = 2;
const AV1 = "av01";
const LARGE_IN_AV1 = {
  type: "media-source",
  video: {
    contentType: 'video/mp4; codecs="av01.0.08M.08"',
    width: 1920,
    height: 1080,
    bitrate: 3_000_000,
    framerate: 30,
  },
};

/**
 * Brings an HLS recording into a video element: hls.js where Media Source Extensions
 * exist, else the browser's own HLS. Events: "qualities" when the choice is known,
 * "refused" when the server wants a fresh grant, "failed" when nothing more can be done.
 */
export class Engine extends EventTarget {
  #recoveries = 0;

  /**
   * `library` is where hls.js lies, as an ES module. A `frugal` viewer gets the smallest
   * rendition first and climbs from there; others begin with what their desk's line will bear.
   */
  constructor({ video, library, url, startS, frugal }) {
    super();
    Object.assign(this, { video, library, url, startS, frugal });
    video.addEventListener("playing", () => this.#onPlaying());
    video.addEventListener("error", () => this.#playsAv1 && this.#goOnWithoutAv1());
  }

  async load() {
    const library = import(this.library).then((module) => module.default, () => null);
    const [Hls, isSmooth] = await Promise.all([library, playsSmoothly(LARGE_IN_AV1)]);
    Object.assign(this, { Hls, prefersAv1: isSmooth });
    if (!Hls) this.dispatchEvent(new Event("failed"));
    else if (Hls.isSupported()) this.#loadWithHls();
    else this.#loadNatively();
  }

  /** [{index, height}], highest first. Empty where the browser chooses alone. */
  get qualities() {
    const levels = this.hls?.levels ?? [];
    return levels
      .map((level, index) => ({ index, height: level.height }))
      .filter((quality) => quality.height)
      .sort((a, b) => b.height - a.height);
  }

  /** -1 lets the connection decide. */
  set quality(index) {
    if (this.hls) this.hls.nextLevel = index;
  }

  /** Go on after a grant was renewed or the viewer asked again. */
  retry() {
    this.#recoveries = 0;
    this.#restart();
  }

  destroy() {
    this.hls?.destroy();
  }

  #onPlaying() {
    this.#recoveries = 0;
    if (this.hls) this.hls.config.maxBufferLength = PLAYING_BUFFER_S;
  }

  #loadWithHls() {
    const { Hls } = this;
    const hls = new Hls({
      startPosition: this.startS || -1,
      capLevelToPlayerSize: true,
      maxBufferLength: WAITING_BUFFER_S,
      maxBufferSize: 0, // else it fetches 60 MB ahead, however many seconds that is
      backBufferLength: 60,
      ...(this.frugal ? { startLevel: 0 } : { abrEwmaDefaultEstimate: DESK_BITS_PER_S }),
    });
    this.hls = hls;
    hls.on(Hls.Events.MANIFEST_PARSED, () => {
      this.#keepOneCodec();
      this.dispatchEvent(new Event("qualities"));
    });
    hls.on(Hls.Events.ERROR, (_, problem) => this.#onError(problem, Hls.ErrorTypes));
    hls.loadSource(this.url);
    hls.attachMedia(this.video);
  }

  /** One codec from here on: hls.js would not leave it anyway, and menus name a height once. */
  #keepOneCodec() {
    const isOther = (level) => isInAv1(level) !== this.prefersAv1;
    if (this.hls.levels.every(isOther)) return;
    for (let index = this.hls.levels.length; index--; ) {
      if (isOther(this.hls.levels[index])) this.hls.removeLevel(index);
    }
  }

  #loadNatively(startS = this.startS) {
    this.video.addEventListener("error", () => this.#recover(), { once: true });
    this.video.src = this.url;
    this.video.addEventListener(
      "loadedmetadata",
      () => startS && (this.video.currentTime = startS),
      { once: true },
    );
  }

  #onError({ type, fatal, response }, { MEDIA_ERROR }) {
    if ([401, 403, 404, 410].includes(response?.code)) this.dispatchEvent(new Event("refused"));
    if (!fatal) return;
    if (type === MEDIA_ERROR && this.#playsAv1) {
      this.#goOnWithoutAv1();
      return;
    }
    if (type === MEDIA_ERROR && this.#recoveries < RECOVERIES) {
      this.#recoveries += 1;
      this.hls.recoverMediaError();
      return;
    }
    this.#recover();
  }

  get #playsAv1() {
    return this.prefersAv1 && Boolean(this.hls?.levels.some(isInAv1));
  }

  /** A browser may know AV1, and its decoder fail all the same: begin anew where it stopped. */
  #goOnWithoutAv1() {
    const goesOn = !this.video.paused;
    this.prefersAv1 = false;
    this.startS = this.video.currentTime || this.startS;
    this.hls.destroy();
    this.#loadWithHls();
    if (goesOn) this.video.play().catch(() => {});
  }

  #recover() {
    this.#recoveries += 1;
    if (this.#recoveries > RECOVERIES) this.dispatchEvent(new Event("failed"));
    else setTimeout(() => this.#restart(), RECOVERY_WAIT_S * 1000 * this.#recoveries);
  }

  #restart() {
    if (this.hls && !this.hls.levels.length) this.hls.loadSource(this.url);
    else if (this.hls) this.hls.startLoad(this.video.currentTime || this.startS);
    else if (this.video.error) this.#loadNatively(this.video.currentTime);
    else if (!this.video.src) this.load();
  }
}

function isInAv1({ videoCodec }) {
  return Boolean(videoCodec?.startsWith(AV1));
}

/** Whether the browser says that it keeps up; no where it does not say. */
function playsSmoothly(picture) {
  const answer = navigator.mediaCapabilities?.decodingInfo(picture);
  return Promise.resolve(answer).then((info) => Boolean(info?.supported && info.smooth), () => false);
}
