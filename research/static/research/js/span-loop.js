const LOST_S = 1; // whoever goes so far out of the span wants to be elsewhere

/** Plays a span again and again, until it is switched off or somebody leaves the span. */
export class SpanLoop {
  constructor({ player, button }) {
    Object.assign(this, { player, button, span: null });
    button.disabled = false;
    player.addEventListener("timeupdate", () => this.#follow());
    player.addEventListener("ended", () => this.span && this.#begin());
  }

  /** Repeats the span ({start, end} in seconds), or stops repeating; false where there is no span to repeat. */
  toggle(span) {
    if (!this.span && !span) return false;
    this.#set(this.span ? null : span);
    if (this.span) this.#begin();
    return true;
  }

  #begin() {
    this.player.currentTime = this.span.start;
    this.player.play();
  }

  #follow() {
    if (!this.span) return;
    const now = this.player.currentTime;
    if (now < this.span.start - LOST_S || now > this.span.end + LOST_S) this.#set(null);
    else if (now >= this.span.end && !this.player.paused) this.player.currentTime = this.span.start;
  }

  #set(span) {
    this.span = span;
    this.button.setAttribute("aria-pressed", Boolean(span));
  }
}
