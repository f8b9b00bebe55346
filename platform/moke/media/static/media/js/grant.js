import { csrfToken } from "../../ui/js/csrf.js";

const RETRY_S = 3;
const RETRY_LIMIT_S = 30;

/**
 * Keeps the leave to watch alive: asks for it once, then again at half its life for as
 * long as the page is seen or the recording plays. Says "denied" when the server has
 * taken it away; a network that fails is waited out in silence, and "back" says when it is over.
 */
export class Grant extends EventTarget {
  #timer = 0;
  #failures = 0;

  constructor({ url, lifetimeS, isNeeded }) {
    super();
    Object.assign(this, { url, lifetimeS, isNeeded });
    this.onVisible = () => this.isNeeded() && this.renew();
  }

  start() {
    document.addEventListener("visibilitychange", this.onVisible);
    window.addEventListener("online", this.onVisible);
    return this.renew();
  }

  stop() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.onVisible);
    window.removeEventListener("online", this.onVisible);
  }

  /** "granted", "denied" or "offline". */
  async renew() {
    const outcome = await this.#ask();
    if (outcome === "denied") {
      this.stop();
      this.dispatchEvent(new Event("denied"));
      return outcome;
    }
    const wasAway = this.#failures > 0;
    this.#failures = outcome === "granted" ? 0 : this.#failures + 1;
    if (wasAway && outcome === "granted") this.dispatchEvent(new Event("back"));
    const wait = this.#failures
      ? Math.min(RETRY_S * this.#failures, RETRY_LIMIT_S)
      : this.lifetimeS / 2;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.isNeeded() && this.renew(), wait * 1000);
    return outcome;
  }

  async #ask() {
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        headers: { "X-CSRFToken": csrfToken() },
        redirect: "manual",
      });
      if (answer.ok) return "granted";
      return answer.status >= 500 ? "offline" : "denied";
    } catch {
      return "offline";
    }
  }
}
