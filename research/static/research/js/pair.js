const TICK_MS = 100;
const CLOSE_S = 0.02; // apart by less, both are left alone
const FAR_S = 0.5; // apart by more, the one that follows jumps
const HASTE_PER_S = 2; // share of the speed by which it catches up otherwise, for each second
const MOST_HASTE = 0.3;
const SAME_S = 0.05;
const CAN_PLAY = 3; // HAVE_FUTURE_DATA

/**
 * Two players that run together: the second is always `delta` seconds ahead of the first.
 * Whoever plays, pauses or seeks in one drives both. While one waits for its picture the other
 * waits too; before its start and after its end a player stands still while the other goes on.
 *
 * `deltaFor(side, seconds)` says how far ahead the second is to be when side "a" or "b" jumps
 * to that second. Events: "moved", and "change" when both begin to play or pause.
 */
export class Pair extends EventTarget {
  #timer = 0;
  #placed = new Map(); // where we sent a player, so that its seeking is not taken for a wish
  #held = new Set(); // those that we paused ourselves

  constructor({ a, b, deltaFor }) {
    super();
    Object.assign(this, { a, b, deltaFor, delta: 0, rate: 1, playing: false, heard: a, leader: a });
    for (const player of this.players) {
      player.addEventListener("seeking", () => this.#onSeeking(player));
      player.addEventListener("play", () => this.playing || this.play());
      player.addEventListener("pause", () => this.#onPause(player));
      for (const name of ["seeked", "timeupdate"]) {
        player.addEventListener(name, () => this.dispatchEvent(new Event("moved")));
      }
    }
    this.hear("a");
  }

  get players() {
    return [this.a, this.b];
  }

  /** The second of the first take; before its start and after its end by the other's clock. */
  get moment() {
    return this.leader === this.a ? this.a.currentTime : this.b.currentTime - this.delta;
  }

  /** Takes both to where the side's take is at that second. */
  seek(side, seconds) {
    this.delta = this.deltaFor(side, seconds);
    this.#place(side === "a" ? seconds : seconds - this.delta);
  }

  /** Keeps the moment and moves the second take. */
  shift(delta) {
    const { moment } = this;
    this.delta = delta;
    this.#place(moment);
  }

  play() {
    if (!this.players.some((player) => this.#isWithin(player, this.moment))) {
      this.#place(Math.min(0, -this.delta));
    }
    this.playing = true;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.dispatchEvent(new Event("change"));
    this.#tick();
  }

  /** Both stand at the same moment then, to be looked at. */
  pause() {
    this.playing = false;
    clearInterval(this.#timer);
    for (const player of this.players) {
      player.pause();
      player.video.playbackRate = this.rate;
    }
    this.#place(this.moment);
    this.dispatchEvent(new Event("change"));
  }

  /** Only one side is heard; it is the other that catches up, where nobody hears it. */
  hear(side) {
    this.heard = this[side];
    for (const player of this.players) player.video.muted = player !== this.heard;
  }

  set pace(rate) {
    this.rate = rate;
    for (const { video } of this.players) {
      video.playbackRate = rate;
      video.defaultPlaybackRate = rate; // which a recording that loads later begins with
    }
  }

  #goalOf(player, moment) {
    return player === this.a ? moment : moment + this.delta;
  }

  #isWithin(player, moment) {
    const goal = this.#goalOf(player, moment);
    return goal > -SAME_S && goal < player.duration - SAME_S;
  }

  #place(moment) {
    for (const player of this.players) {
      if (this.playing) this.#hold(player);
      const goal = Math.min(player.duration, Math.max(0, this.#goalOf(player, moment)));
      this.#placed.set(player, goal);
      if (Math.abs(player.currentTime - goal) > 0.001) player.currentTime = goal;
    }
    const within = this.players.filter((player) => this.#isWithin(player, moment));
    this.leader = within.includes(this.heard) ? this.heard : (within[0] ?? this.a);
    this.dispatchEvent(new Event("moved"));
  }

  #onSeeking(player) {
    const placed = this.#placed.get(player);
    if (placed !== undefined && Math.abs(player.currentTime - placed) < SAME_S) return;
    this.seek(player === this.a ? "a" : "b", player.currentTime);
  }

  #onPause(player) {
    const isOurs = this.#held.has(player) || !player.paused || player.video.ended;
    if (this.playing && !isOurs) this.pause();
  }

  #hold(player) {
    this.#held.add(player);
    if (!player.paused) player.pause();
  }

  #run(player) {
    this.#held.delete(player);
    if (player.paused) player.play();
  }

  #tick() {
    const { moment } = this;
    const within = this.players.filter((player) => this.#isWithin(player, moment));
    if (!within.length) {
      this.pause();
      return;
    }
    if (!within.includes(this.leader)) [this.leader] = within;
    const isReady = within.every(({ video }) => video.readyState >= CAN_PLAY && !video.seeking);
    for (const player of this.players) {
      if (isReady && within.includes(player)) this.#run(player);
      else this.#hold(player);
    }
    if (isReady) within.filter((player) => player !== this.leader).forEach((it) => this.#follow(it, moment));
  }

  #follow(player, moment) {
    const goal = this.#goalOf(player, moment);
    const ahead = player.currentTime - goal;
    if (Math.abs(ahead) > FAR_S) {
      this.#placed.set(player, goal);
      player.currentTime = goal;
    }
    const wanted = Math.abs(ahead) < CLOSE_S ? 0 : ahead * HASTE_PER_S;
    const haste = Math.max(-MOST_HASTE, Math.min(MOST_HASTE, wanted));
    player.video.playbackRate = this.rate * (1 - haste);
  }
}
