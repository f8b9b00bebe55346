/**
 * Shows what is said in the recording that the page plays, to search and to jump to.
 *
 * Attributes: data-url, where its lines come from once it is opened; data-failed, the words for
 * when they do not come.
 */
class MokeTranscript extends HTMLElement {
  connectedCallback() {
    this.cues = this.querySelector("[data-cues]");
    this.details = this.querySelector("details");
    this.details.addEventListener("toggle", () => this.details.open && this.#load());
    this.addEventListener("click", ({ target }) => this.#jump(target.closest("[data-at]")));
    this.addEventListener("input", ({ target }) => target.matches("[data-search]") && this.#search(target.value));
    this.addEventListener("change", ({ target }) => target.matches("[data-language]") && this.#load(target.value));
  }

  get player() {
    return document.querySelector("moke-player");
  }

  async #load(language = "") {
    if (this.isLoaded && !language) return;
    const answer = await fetch(`${this.dataset.url}?language=${language}`).catch(() => null);
    if (!answer?.ok) {
      this.cues.textContent = this.dataset.failed;
      return;
    }
    this.cues.innerHTML = await answer.text();
    this.lines = [...this.cues.querySelectorAll("[data-at]")];
    if (!this.isLoaded) this.player.addEventListener("timeupdate", () => this.#follow());
    this.isLoaded = true;
    this.#follow();
  }

  #jump(line) {
    if (!line) return;
    this.player.currentTime = Number(line.dataset.at);
    this.player.play();
  }

  #search(typed) {
    const words = typed.trim().toLowerCase();
    let count = 0;
    for (const line of this.lines) {
      const isFound = line.textContent.toLowerCase().includes(words);
      line.parentElement.hidden = !isFound;
      count += isFound;
    }
    const found = this.cues.querySelector("[data-found]");
    found.textContent = words ? found.dataset.words.replace("{count}", count) : "";
  }

  #follow() {
    const now = this.player.currentTime + 0.05;
    const current = this.lines.findLast((line) => Number(line.dataset.at) <= now);
    if (current === this.current) return;
    this.current?.removeAttribute("aria-current");
    this.current = current;
    current?.setAttribute("aria-current", "true");
    const list = current?.closest("ol");
    if (list && !list.matches(":hover, :focus-within")) list.scrollTop = current.offsetTop - list.clientHeight / 2;
  }
}

customElements.define("moke-transcript", MokeTranscript);
