const NAMES = ["show", "kind", "verdict", "tag", "by", "phase"];
const SHOWS = {
  all: ({ dataset }) => !("deleted" in dataset),
  waiting: ({ dataset }) => dataset.state === "waiting",
  unread: ({ dataset }) => "unread" in dataset,
  private: ({ dataset }) => "private" in dataset && !("deleted" in dataset),
  mine: ({ dataset }) => "mine" in dataset && !("deleted" in dataset),
  carried: ({ dataset }) => "carried" in dataset,
};
/**
 * What somebody wants to see of a room's comments: `show` as the tabs say, and of each facet one
 * value, or "" for any. `starts` are the milliseconds at which the phases of the take begin.
 */
export class Facets {
  constructor(wanted = {}, starts = []) {
    this.starts = starts;
    for (const name of NAMES) this[name] = wanted[name] ?? "";
    if (!(this.show in SHOWS)) this.show = "all";
  }

  static ofAddress(starts) {
    return new Facets(Object.fromEntries(new URLSearchParams(window.location.search)), starts);
  }

  with(changed) {
    return new Facets({ ...this, ...changed }, this.starts);
  }

  /** Whether anything but the tabs leaves comments out. */
  get isNarrow() {
    return NAMES.slice(1).some((name) => this[name]);
  }

  /** Whether a note or pin is shown; traces of what was deleted stand where all are shown. */
  pass(mark) {
    if (this.show === "all" && !this.isNarrow) return true;
    const { isGone, values } = this.#factsOf(mark);
    if (isGone && this.isNarrow) return false;
    return NAMES.every((name, at) => !this[name] || values[at].includes(this[name]));
  }

  /**
   * How many of the marks there are of each value of each facet, if the other facets stay as they
   * are: {show: Map, kind: Map, …}, and those that pass them all as `all`.
   */
  count(marks) {
    const counts = NAMES.map(() => new Map());
    let all = 0;
    for (const mark of marks) {
      const { isGone, values } = this.#factsOf(mark);
      if (isGone) continue;
      const failed = values.flatMap((own, at) => {
        const wanted = this[NAMES[at]];
        return wanted && !own.includes(wanted) ? [at] : [];
      });
      if (!failed.length) all += 1;
      if (failed.length > 1) continue;
      const counted = failed.length ? failed : counts.keys();
      for (const at of counted) {
        for (const value of values[at]) counts[at].set(value, (counts[at].get(value) ?? 0) + 1);
      }
    }
    return { all, ...Object.fromEntries(NAMES.map((name, at) => [name, counts[at]])) };
  }

  /** The page's address with the facets that are not as usual. */
  get address() {
    const url = new URL(window.location.href);
    for (const name of NAMES) {
      const value = this[name] === "all" ? "" : this[name];
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    return url;
  }

  /** What a mark says of the facets, read once: thousands of datasets take a browser long. */
  #factsOf(mark) {
    mark.facts ??= {
      isGone: "deleted" in mark.dataset,
      values: [
        Object.keys(SHOWS).filter((show) => SHOWS[show](mark)),
        [mark.dataset.kind],
        [mark.dataset.state],
        mark.dataset.tags?.split(" ") ?? [],
        [mark.dataset.by],
        this.#phaseOf(mark.dataset),
      ],
    };
    return mark.facts;
  }

  #phaseOf({ at, carried }) {
    if (carried || !this.starts.length) return [];
    return [String(this.starts.findLastIndex((start) => start <= Number(at)) + 1)];
  }
}
