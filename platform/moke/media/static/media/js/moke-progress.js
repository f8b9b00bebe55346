const POLL_MS = 3000;
const FAILURES_BEFORE_POLLING = 3;

/** Keeps the steps of a recording up to date: by events, or by asking where those fail. */
class MokeProgress extends HTMLElement {
  #source = null;
  #timer = 0;
  #failures = 0;

  connectedCallback() {
    this.steps = this.querySelector("[data-steps]");
    this.#offer();
    if (!this.#isSettled) this.#listen();
  }

  disconnectedCallback() {
    this.#stop();
  }

  get #isSettled() {
    return Boolean(this.steps.querySelector("[data-settled]"));
  }

  #listen() {
    this.#source = new EventSource(this.dataset.events);
    this.#source.addEventListener("progress", (event) => {
      this.#failures = 0;
      this.#swap(event.data);
    });
    this.#source.addEventListener("error", () => {
      this.#failures += 1;
      const isClosed = this.#source.readyState === EventSource.CLOSED;
      if (isClosed || this.#failures >= FAILURES_BEFORE_POLLING) this.#poll();
    });
  }

  #poll() {
    this.#stop();
    this.#timer = setInterval(async () => {
      const answer = await fetch(this.dataset.url).catch(() => null);
      if (answer?.ok && !answer.redirected) this.#swap(await answer.text());
    }, POLL_MS);
  }

  #stop() {
    this.#source?.close();
    clearInterval(this.#timer);
  }

  #swap(fragment) {
    const before = this.#said;
    const wasHeld = this.steps.contains(document.activeElement);
    this.steps.innerHTML = fragment;
    this.#offer();
    if (wasHeld) this.steps.querySelector("[data-offer] :is(a, button)")?.focus();
    if (this.#said !== before) this.querySelector("[data-live]").textContent = this.#said;
    if (!this.#isSettled) return;
    this.#stop();
    const { state } = this.steps.querySelector("[data-state]").dataset;
    this.dispatchEvent(new CustomEvent("moke:settled", { bubbles: true, detail: { state } }));
  }

  get #said() {
    return this.steps.querySelector("[data-said]")?.textContent.trim() ?? "";
  }

  /** Put what can be done now beside what happened. */
  #offer() {
    const place = this.steps.querySelector("[data-offer]");
    const offer = place && this.querySelector(`[data-offer-for="${place.dataset.offer}"]`);
    if (offer) place.replaceChildren(offer.content.cloneNode(true));
  }
}

customElements.define("moke-progress", MokeProgress);
