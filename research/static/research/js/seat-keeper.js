import { csrfToken } from "../../ui/js/csrf.js";
import { Drafts } from "./drafts.js";

const RETRY_MS = 5000;
const HEARTBEAT_MS = 15000;
const MOST_AT_ONCE = 50;
const PATIENCE_MS = 20000;

/**
 * Marks of an observer: kept on this device at once, sent again until the server has them.
 * A mark is {token, kind, at, body, private, is_gone, version, sent, problem}; its token makes
 * sending it twice harmless. Tells "news" whenever something has changed, with `state`: "sent",
 * "unsent", "signed-out" or "refused".
 */
export class SeatKeeper extends EventTarget {
  #pending = 0;
  #isSending = false;
  #roundTrip = Infinity;

  constructor({ url, person, marks, now, isRunning }) {
    super();
    this.url = url;
    this.drafts = new Drafts(url, person);
    this.offset = now - Date.now();
    this.isRunning = isRunning;
    this.state = "sent";
    this.marks = new Map(marks.map((mark) => [mark.token, { ...mark, version: 0, sent: true }]));
    for (const token of this.drafts.names()) this.#takeUp(token);
    window.addEventListener("online", () => this.flush());
    window.addEventListener("pagehide", () => this.flush({ keepalive: true }));
    setInterval(() => !document.hidden && this.flush(), HEARTBEAT_MS);
  }

  /** The time by the server's clock, in milliseconds since 1970. */
  get now() {
    return Date.now() + this.offset;
  }

  /** The marks in order, newest first. */
  get list() {
    return [...this.marks.values()].filter((mark) => !mark.is_gone).sort((a, b) => b.at - a.at);
  }

  get unsent() {
    return [...this.marks.values()].filter((mark) => !mark.sent && !mark.problem);
  }

  add(kind) {
    const at = Math.round(this.now);
    const mark = { token: crypto.randomUUID(), kind, at, body: "", private: false, version: 0 };
    this.marks.set(mark.token, mark);
    this.change(mark, {});
    return mark;
  }

  change(mark, values, wait = 0) {
    Object.assign(mark, values, { sent: false, problem: "", version: mark.version + 1 });
    this.drafts.keep(mark.token, mark);
    this.#tell(this.state === "sent" ? "unsent" : this.state);
    this.#later(wait);
  }

  /** Sends what is not sent; with nothing to send it asks for the time and how things stand. */
  async flush(options) {
    clearTimeout(this.#pending);
    this.#pending = 0;
    if (this.#isSending) return;
    this.#isSending = true;
    const batch = this.unsent.slice(0, MOST_AT_ONCE).map((mark) => ({ ...mark }));
    const begun = Date.now();
    const { status, data } = await this.#post(batch, options);
    this.#isSending = false;
    if (status === 200) this.#settle(batch, data, begun);
    else if (status === 401) this.#tell("signed-out");
    else if ([403, 404, 410].includes(status)) this.#tell("refused");
    else this.#tell(this.unsent.length ? "unsent" : "sent");
    if (this.unsent.length) this.#later(status === 200 ? 0 : RETRY_MS);
  }

  #settle(batch, data, begun) {
    this.#measure(data.now, begun);
    this.isRunning = data.is_running;
    for (const { token, version } of batch) {
      const mark = this.marks.get(token);
      if (mark.version !== version) continue;
      mark.problem = data.refused[token] ?? "";
      mark.sent = !mark.problem;
      if (mark.problem) continue;
      this.drafts.forget(token);
      if (mark.is_gone) this.marks.delete(token);
    }
    this.#tell(this.unsent.length ? "unsent" : "sent");
  }

  /** The quickest answer says best what time it is there. */
  #measure(now, begun) {
    const ended = Date.now();
    if (ended - begun >= this.#roundTrip) return;
    this.#roundTrip = ended - begun;
    this.offset = now + this.#roundTrip / 2 - ended;
  }

  #takeUp(token) {
    const draft = this.drafts.read(token);
    if (!draft || this.marks.get(token)?.is_placed) this.drafts.forget(token);
    else this.marks.set(token, { ...draft, sent: false, problem: "" });
  }

  #later(ms) {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => this.flush(), ms);
  }

  #tell(state) {
    this.state = state;
    this.dispatchEvent(new Event("news"));
  }

  /** Only who leaves asks for `keepalive`: browsers refuse it to more than 64 KB. */
  async #post(batch, options = { signal: AbortSignal.timeout(PATIENCE_MS) }) {
    const headers = {
      "Content-Type": "application/json",
      "X-Requested-With": "fetch",
      "X-CSRFToken": csrfToken(),
    };
    try {
      const body = JSON.stringify(batch);
      const answer = await fetch(this.url, { method: "POST", headers, body, ...options });
      return { status: answer.status, data: answer.ok ? await answer.json() : {} };
    } catch {
      return { status: 0, data: {} };
    }
  }
}
