import { fetchFragment } from "./send.js";

const MOMENT = /^\/(?:takes\/\d+\/room|lessons\/\d+)\/$/;

/** Is this the address of a moment in a lesson of this site? */
export function isMoment(text) {
  if (!/^(https?:\/\/|\/)\S+$/.test(text) || !URL.canParse(text, location.href)) return false;
  const { origin, pathname, searchParams } = new URL(text, location.href);
  return origin === location.origin && MOMENT.test(pathname) && searchParams.has("t");
}

/**
 * The clips of a composer: cards under its text. The server says what an address quotes.
 * Events: "change" when there are others than before.
 *
 * The box names its addresses: data-card, data-lessons, data-cutter.
 */
export class Clips extends EventTarget {
  constructor(box) {
    super();
    this.box = box;
    box.addEventListener("click", ({ target }) => this.#onClick(target));
  }

  get addresses() {
    return [...this.box.querySelectorAll("[name=clips]")].map((input) => input.value);
  }

  /** Adds the clip of an address, or says by its side why that cannot be quoted. */
  async add(address) {
    const asked = `${this.box.dataset.card}?address=${encodeURIComponent(address)}`;
    const { ok, page } = await fetchFragment(asked).catch(() => ({ ok: false }));
    this.box.querySelector(".clip-problem")?.remove();
    const answer = page?.querySelector(ok ? ".card-clip" : ".clip-problem");
    if (!answer) return this.#keepAsText(address);
    if (ok && this.addresses.includes(answer.dataset.cardOf)) return null;
    this.box.append(document.adoptNode(answer));
    if (!ok) answer.append(` ${address}`);
    this.#changed();
    return answer;
  }

  /** Brings back the clips of a draft, beside those that are there. */
  async restore(addresses) {
    for (const address of addresses) {
      if (!address.startsWith("#") && !this.addresses.includes(address)) await this.add(address);
    }
  }

  async pick() {
    const { Picker } = await import("./picker.js");
    const { lessons, cutter } = this.box.dataset;
    new Picker({ lessons, cutter, take: (address) => this.add(address) }).open();
  }

  clear() {
    this.box.replaceChildren();
  }

  /** Without network the address stays; the server reads it when the post is sent. */
  #keepAsText(address) {
    const input = document.createElement("input");
    Object.assign(input, { type: "text", name: "clips", value: address, className: "control" });
    this.box.append(input);
    this.#changed();
    return input;
  }

  #onClick(target) {
    if (!target.closest("[data-remove]")) return;
    target.closest(".card-clip").remove();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
