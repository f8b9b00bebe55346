import { csrfToken } from "../../ui/js/csrf.js";

const PAUSE_MS = 3000;
const RETRY_MS = 5000;
const NAME = "codes";

/**
 * Keeps codes on this device at once, and with the server every few seconds.
 * The server takes all codes with the version that they were made from. Events, each with
 * what there is to say as detail: "unsent", "sent", "offline", "signed-out", "refused" (with
 * the server's words), and "conflict" with the newer {codes, version}.
 */
export class CodingKeeper extends EventTarget {
  #codes;
  #pending = 0;
  #sending = null;
  #trying = []; // what may have reached the server though no answer came

  constructor({ url, drafts, codes, version }) {
    super();
    Object.assign(this, { url, drafts, version });
    this.kept = codes;
    this.#codes = codes;
    for (const name of ["online", "pagehide"]) window.addEventListener(name, () => this.flush());
  }

  /** Takes up what this device kept of an earlier visit; returns the codes to begin with. */
  begin() {
    const draft = this.drafts.read(NAME);
    if (!draft || draft.codes === this.kept || draft.codes.length !== this.kept.length) {
      this.drafts.forget(NAME);
      return this.kept;
    }
    const server = this.version;
    this.#trying = draft.trying;
    this.#codes = draft.codes;
    if (draft.version !== server && !draft.trying.includes(this.kept)) {
      this.version = draft.version;
      this.#clash({ codes: this.kept, version: server });
    } else {
      this.#later(0);
    }
    return this.#codes;
  }

  get isSent() {
    return this.#codes === this.kept;
  }

  keep(codes) {
    this.#codes = codes;
    this.#remember();
    this.#tell("unsent");
    if (!this.newer) this.#later(PAUSE_MS);
  }

  /** Goes on from the newer codes, with `codes` on top. */
  settle(codes) {
    this.kept = this.newer.codes;
    this.version = this.newer.version;
    this.newer = null;
    this.keep(codes);
    return this.flush();
  }

  /** Sends what is not sent; resolves to whether the server has all. */
  async flush() {
    clearTimeout(this.#pending);
    this.#pending = 0;
    await this.#sending;
    if (this.isSent || this.newer) return this.isSent;
    this.#sending = this.#send(this.#codes);
    await this.#sending;
    this.#sending = null;
    return this.isSent;
  }

  async #send(codes) {
    if (!this.#trying.includes(codes)) this.#trying.push(codes);
    this.#remember();
    const answer = await post(this.url, { codes, version: this.version });
    const { status, data } = answer;
    if (status === 200) this.#settled(codes, data.version);
    else if (status === 409) this.#compare(data);
    else if (status === 401) this.#tell("signed-out");
    else if (status === 422) this.#tell("refused", data.problem);
    else if (status === 403 || status === 404) this.#tell("refused");
    else this.#tell("offline");
    if (![200, 403, 404, 409, 422].includes(status)) this.#later(RETRY_MS);
  }

  #settled(codes, version) {
    this.kept = codes;
    this.version = version;
    this.#trying = [];
    if (this.isSent) this.drafts.forget(NAME);
    else this.#later(PAUSE_MS);
    this.#tell(this.isSent ? "sent" : "unsent");
  }

  /** What we sent ourselves, and heard no answer to, is no clash. */
  #compare(newer) {
    if (!this.#trying.includes(newer.codes)) {
      this.#clash(newer);
      return;
    }
    this.kept = newer.codes;
    this.version = newer.version;
    this.#later(0);
  }

  #clash(newer) {
    this.newer = newer;
    this.#tell("conflict", newer);
  }

  #later(ms) {
    this.#pending ||= setTimeout(() => this.flush(), ms);
  }

  #remember() {
    const { version } = this;
    this.drafts.keep(NAME, { codes: this.#codes, version, trying: this.#trying.slice(-3) });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent("news", { detail: { name, detail } }));
  }
}

/** The newer codes, and in their gaps those of `mine`. */
export function fillGaps(newer, mine) {
  return [...newer].map((code, place) => (code === "-" ? mine[place] : code)).join("");
}

async function post(url, values) {
  const body = new URLSearchParams(values);
  const headers = { "X-Requested-With": "fetch", "X-CSRFToken": csrfToken() };
  try {
    const answer = await fetch(url, { method: "POST", headers, body, keepalive: true });
    const isData = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, data: isData ? await answer.json() : {} };
  } catch {
    return { status: 0, data: {} };
  }
}
