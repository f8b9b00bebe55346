import { fetchFragment } from "./send.js";

/**
 * The dialog in which a clip is picked: find a lesson, choose a take, play, mark start and
 * end. Hands the address of the clip to `take`.
 */
export class Picker {
  constructor({ lessons, cutter, take }) {
    Object.assign(this, { lessons, cutter, take });
    const words = document.getElementById("picker-template").content.cloneNode(true);
    this.dialog = words.querySelector("dialog");
    this.found = words.querySelector("[data-found]");
    document.body.append(words);
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.dialog.addEventListener("click", ({ target }) => this.#onClick(target));
    this.dialog.addEventListener("pick", ({ detail }) => this.#pick(detail));
    this.dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#list(new FormData(event.target).get("words"));
    });
  }

  open() {
    this.dialog.showModal();
    this.#list("");
  }

  #onClick(target) {
    if (target.closest("[data-close]") || target === this.dialog) this.dialog.close();
    const { take } = target.closest("[data-take]")?.dataset ?? {};
    if (take) this.#show(`${this.cutter}?address=${encodeURIComponent(take)}`);
  }

  #list(words) {
    this.#show(`${this.lessons}?words=${encodeURIComponent(words)}`);
  }

  async #show(url) {
    const { page } = await fetchFragment(url).catch(() => ({}));
    if (!page) return;
    const scripts = [...page.querySelectorAll("script")];
    for (const script of scripts) script.remove();
    const nodes = [...page.head.childNodes, ...page.body.childNodes];
    this.found.replaceChildren(...nodes.map((node) => document.adoptNode(node)));
    this.found.append(...scripts.map(anew));
  }

  #pick(address) {
    this.dialog.close();
    this.take(address);
  }
}

/** Scripts of a fetched page run only when they are made anew. */
function anew(script) {
  const fresh = document.createElement("script");
  for (const { name, value } of script.attributes) fresh.setAttribute(name, value);
  return fresh;
}
