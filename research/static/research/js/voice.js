const SAID_S = 6;

/** Says the room's sentences, politely: they stand in the `data-` attributes of `live`. */
export class Voice {
  constructor(live) {
    this.live = live;
  }

  /** Says the sentence of that name, or the server's words; one that passes is taken away again. */
  say(name, passes = true, words = this.live.dataset[name] ?? "") {
    clearTimeout(this.silence);
    this.live.textContent = words;
    if (passes) this.silence = setTimeout(() => (this.live.textContent = ""), SAID_S * 1000);
  }
}
