import { clock } from "../../media/js/clock.js";
import { SeatKeeper } from "./seat-keeper.js";

const TICK_MS = 250;
const TYPING_MS = 800;

/**
 * An observer's page in the classroom: a tap marks the moment, words may follow.
 *
 * Attributes: data-url, data-person, data-started and data-now (milliseconds since 1970 by the
 * server's clock), data-running, and the words of each state.
 */
class MokeSeat extends HTMLElement {
  connectedCallback() {
    if (this.keeper) return;
    const { url, person, started, now } = this.dataset;
    this.started = Number(started);
    this.buttons = [...this.querySelectorAll("button[data-kind]")];
    this.list = this.querySelector("[data-marks]");
    this.template = this.querySelector("template");
    this.rows = new Map();
    this.keeper = new SeatKeeper({
      url,
      person,
      marks: JSON.parse(this.querySelector("#seat-data").textContent),
      now: Number(now),
      isRunning: "running" in this.dataset,
    });
    this.keeper.addEventListener("news", () => this.#show());
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.keeper.add(button.dataset.kind));
    }
    setInterval(() => this.#tick(), TICK_MS);
    this.#tick();
    this.#show();
    this.keeper.flush();
  }

  #tick() {
    if (!this.keeper.isRunning) return;
    this.querySelector("[data-clock]").textContent = this.#clockOf(this.keeper.now);
  }

  #clockOf(at) {
    return clock((at - this.started) / 1000);
  }

  #show() {
    const { keeper } = this;
    const marks = keeper.list;
    for (const button of this.buttons) button.disabled = !keeper.isRunning;
    for (const [token, row] of this.rows) {
      if (marks.some((mark) => mark.token === token)) continue;
      row.remove();
      this.rows.delete(token);
    }
    for (const [place, mark] of marks.entries()) this.#showMark(mark, place);
    this.#say(this.#state(marks));
  }

  #state(marks) {
    const { state, isRunning } = this.keeper;
    if (state === "signed-out") return "signedOut";
    if (state !== "sent") return state;
    if (!isRunning) return "over";
    return marks.length ? "kept" : "none";
  }

  #say(name) {
    const place = this.querySelector("[data-state]");
    place.dataset.state = name;
    if (place.textContent !== this.dataset[name]) place.textContent = this.dataset[name];
  }

  #showMark(mark, place) {
    const row = this.rows.get(mark.token) ?? this.#makeRow(mark);
    if (this.list.children[place] !== row) this.list.insertBefore(row, this.list.children[place] ?? null);
    const said = row.querySelector("[data-sent]");
    said.textContent = mark.is_placed ? said.dataset.placed : mark.sent ? said.dataset.sent : said.dataset.unsent;
    const problem = row.querySelector("[data-problem]");
    problem.textContent = mark.problem ?? "";
    problem.hidden = !mark.problem;
  }

  #makeRow(mark) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    const button = this.buttons.find(({ dataset }) => dataset.kind === mark.kind);
    row.dataset.kind = mark.kind;
    row.querySelector("[data-at]").textContent = this.#clockOf(mark.at);
    row.querySelector("[data-name]").textContent = button.textContent;
    const [words, mine] = row.querySelectorAll("textarea, input");
    const label = `${words.getAttribute("aria-label")} · ${this.#clockOf(mark.at)}`;
    words.setAttribute("aria-label", label);
    words.value = mark.body;
    mine.checked = mark.private;
    words.addEventListener("input", () => this.keeper.change(mark, { body: words.value }, TYPING_MS));
    mine.addEventListener("change", () => this.keeper.change(mark, { private: mine.checked }));
    const remove = row.querySelector("[data-remove]");
    remove.addEventListener("click", () => this.keeper.change(mark, { is_gone: true }));
    for (const field of [words, mine, remove]) field.disabled = Boolean(mark.is_placed);
    this.rows.set(mark.token, row);
    return row;
  }
}

customElements.define("moke-seat", MokeSeat);
