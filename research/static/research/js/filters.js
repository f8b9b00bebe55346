import { Facets } from "./facets.js";

const FOLLOW_MS = 100;

/**
 * The tabs over the margin and the facets beneath them: what they choose is shown, stands in the
 * page's address, and each says how many comments it would leave. Event: "change".
 */
export class Filters extends EventTarget {
  constructor({ room, notes }) {
    super();
    Object.assign(this, { room, notes });
    this.box = room.querySelector("#facets");
    this.form = this.box.querySelector("form");
    const margin = room.querySelector("#margin");
    margin.addEventListener("click", (event) => this.#onClick(event));
    this.form.addEventListener("change", () => this.#choose(valuesOf(this.form)));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.querySelector("[type=submit]").hidden = true;
    notes.apply(Facets.ofAddress(JSON.parse(this.form.dataset.starts)));
    this.tell();
  }

  /** Says in tabs and facets what is chosen, and how much there is. */
  tell() {
    const { facets, marks } = this.notes;
    const isWhole = this.#knowsAll;
    const counts = facets.count(marks);
    this.#markTabs();
    for (const tab of this.#tabs) {
      const { filter } = tab.dataset;
      const number = tab.querySelector(":scope > b");
      if (isWhole && number) number.textContent = counts.show.get(filter) ?? 0;
    }
    if (!isWhole) return;
    for (const select of this.form.querySelectorAll("select")) this.#dress(select, counts[select.name]);
    this.form.querySelector("[data-clear]").hidden = !facets.isNarrow;
    this.#sum(counts.all, marks);
  }

  /** Whether every comment of the room is known, so that counting tells the truth. */
  get #knowsAll() {
    const { list, pending } = this.notes;
    return pending.size > 0 || !(list.querySelector("#later") ?? list.querySelector("#earlier"));
  }

  #onClick(event) {
    if (event.ctrlKey || event.metaKey) return;
    const tab = event.target.closest("[data-filter]");
    const clear = event.target.closest("[data-clear]");
    if (!tab && !clear) return;
    event.preventDefault();
    if (tab) this.#choose({ show: tab.dataset.filter });
    else {
      this.#choose({ show: "all", kind: "", verdict: "", tag: "", by: "", phase: "" });
      this.form.querySelector("select").focus();
    }
  }

  #choose(changed) {
    this.notes.apply(this.notes.facets.with(changed));
    this.#markTabs();
    clearTimeout(this.following);
    this.following = setTimeout(() => this.#follow(), FOLLOW_MS);
  }

  /** What need not be there with the first frame: to browsers, a new address means work. */
  #follow() {
    window.history.replaceState(window.history.state, "", this.notes.facets.address);
    this.tell();
    this.dispatchEvent(new Event("change"));
  }

  /** Sought in their own corners: the room has tens of thousands of elements. */
  get #tabs() {
    const corners = ["#filters", "#own-notes"].map((corner) => this.room.querySelector(corner));
    return corners.flatMap((corner) => [...(corner?.querySelectorAll("[data-filter]") ?? [])]);
  }

  #markTabs() {
    for (const tab of this.#tabs) {
      if (tab.dataset.filter === this.notes.facets.show) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  }

  #dress(select, counts) {
    const chosen = this.notes.facets[select.name];
    const known = new Set([...select.options].map(({ value }) => value));
    for (const value of counts.keys()) if (value && !known.has(value)) this.#add(select, value);
    for (const option of select.options) {
      const number = counts.get(option.value) ?? 0;
      if (!option.value) continue;
      option.textContent = `${option.dataset.name} (${number})`;
      option.hidden = option.disabled = !number && option.value !== chosen;
    }
    select.value = chosen;
    select.closest("label").hidden = !counts.size && !chosen;
  }

  /** A person or tag that the page did not name yet. */
  #add(select, value) {
    const name = this.notes.marks.map((mark) => namesIn(mark, select.name)[value]).find(Boolean);
    if (!name) return;
    const option = new Option(name, value);
    option.dataset.name = name;
    select.append(option);
  }

  #sum(shown, marks) {
    const line = this.box.querySelector("output");
    const all = marks.filter(({ dataset }) => !("deleted" in dataset)).length;
    const words = { shown, all };
    line.textContent = this.notes.facets.isNarrow
      ? line.dataset.said.replace(/\{(\w+)\}/g, (_, name) => words[name])
      : "";
  }
}

function valuesOf(form) {
  const selects = [...form.querySelectorAll("select")];
  return Object.fromEntries(selects.map(({ name, value }) => [name, value]));
}

/** What a note or pin calls its author or its tags, by their keys. */
function namesIn(mark, facet) {
  if (facet === "by") {
    const name = mark.said?.author ?? mark.querySelector?.(":scope > .who > b").textContent;
    return { [mark.dataset.by]: name };
  }
  if (facet !== "tag") return {};
  if (mark.said) return Object.fromEntries((mark.said.tags ?? []).map(({ id, name }) => [id, name]));
  const tags = [...(mark.querySelectorAll?.(":scope > .tags > li") ?? [])];
  return Object.fromEntries(tags.map((tag) => [tag.dataset.tag, tag.textContent]));
}
