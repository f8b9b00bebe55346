const USUAL_S = 1 / 25; // where nothing is known
const LONGEST_S = 1 / 4; // what is further apart is no neighbour
const INSIDE_S = 0.001; // browsers round: so far into a picture, it is surely that one

/** The pictures of a video: how long each stands, which it learns as they are shown. */
export class Pictures {
  constructor(video) {
    this.video = video;
    this.#watch();
  }

  /** The moment of the picture after the one shown (1), or of the one before (-1). */
  beside(step) {
    const { currentTime, seeking } = this.video;
    if (!this.lengthS) return currentTime + step * USUAL_S;
    const since = Math.floor((currentTime - this.shownS + INSIDE_S) / this.lengthS);
    const passed = seeking ? since : Math.max(0, since); // a picture may be shown before its time
    return this.shownS + (passed + step) * this.lengthS + INSIDE_S;
  }

  #watch() {
    this.video.requestVideoFrameCallback?.((_now, { mediaTime }) => {
      this.#learn(mediaTime);
      this.#watch();
    });
  }

  /** Pictures are left out when a machine is slow, never put in: the shortest time is the true one. */
  #learn(shownS) {
    const apartS = Math.abs(shownS - this.shownS);
    this.shownS = shownS;
    if (apartS > INSIDE_S && apartS < LONGEST_S) this.lengthS = Math.min(apartS, this.lengthS ?? apartS);
  }
}
