import { fetchPage } from "./send.js";

const QUIET_BEFORE_WORRY_S = 5;
const RECONNECT_S = 10;

/**
 * Hears from the server that something changed in this room and fetches only that.
 * Events: "news" with the page, "lost" and "back" for the connection, "closed" when the
 * person may not be here any more.
 */
export class News extends EventTarget {
  #worry = 0;
  #lost = false;
  #fetching = null;
  #again = false;

  constructor({ comments, events, cursor }) {
    super();
    Object.assign(this, { comments, events, cursor });
  }

  listen() {
    this.source = new EventSource(`${this.events}?since=${this.cursor}`);
    this.source.addEventListener("open", () => this.#onOpen());
    this.source.addEventListener("error", () => this.#onCut());
    this.source.addEventListener("change", () => this.fetch());
    this.source.addEventListener("closed", ({ data }) => {
      this.stop();
      this.dispatchEvent(new CustomEvent("closed", { detail: data || undefined }));
    });
  }

  stop() {
    clearTimeout(this.#worry);
    this.source?.close();
  }

  /** Fetches what changed since the cursor; one request at a time. */
  async fetch() {
    if (this.#fetching) {
      this.#again = true;
      return;
    }
    this.#fetching = fetchPage(`${this.comments}?since=${this.cursor}`);
    const page = await this.#fetching.catch(() => null);
    this.#fetching = null;
    if (page) {
      this.cursor = page.querySelector("ol.news")?.dataset.change ?? this.cursor;
      this.dispatchEvent(new CustomEvent("news", { detail: page }));
    }
    if (this.#again) {
      this.#again = false;
      this.fetch();
    }
  }

  #onOpen() {
    clearTimeout(this.#worry);
    this.#worry = 0;
    if (!this.#lost) return;
    this.#lost = false;
    this.dispatchEvent(new Event("back"));
    this.fetch();
  }

  #onCut() {
    this.#worry ||= setTimeout(() => {
      this.#lost = true;
      this.dispatchEvent(new Event("lost"));
    }, QUIET_BEFORE_WORRY_S * 1000);
    if (this.source.readyState === EventSource.CLOSED) {
      setTimeout(() => this.listen(), RECONNECT_S * 1000);
    }
  }
}
