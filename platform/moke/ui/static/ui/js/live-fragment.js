/**
 * <live-fragment src="…" events="…" on="changed finished">: a part of the page that renews itself.
 *
 * Listens to the server's events at `events`; on each one named in `on` it asks htmx for `src`
 * and puts the answer inside itself. After `finished` it listens no more. While the page is
 * hidden the connection is closed: a browser has few of them.
 */
class LiveFragment extends HTMLElement {
  connectedCallback() {
    this.finished = false;
    this.onVisibility = () => (document.hidden ? this.close() : this.open({ renew: true }));
    document.addEventListener("visibilitychange", this.onVisibility);
    if (!document.hidden) this.open({ renew: false });
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.close();
  }

  open({ renew }) {
    if (this.source || this.finished) return;
    if (renew) this.renew();
    this.source = new EventSource(this.getAttribute("events"));
    for (const name of (this.getAttribute("on") ?? "changed finished").split(/\s+/)) {
      this.source.addEventListener(name, () => this.hear(name));
    }
  }

  close() {
    this.source?.close();
    this.source = null;
  }

  hear(name) {
    this.renew();
    if (name !== "finished") return;
    this.finished = true;
    this.close();
  }

  renew() {
    window.htmx.ajax("GET", this.getAttribute("src"), { target: this, swap: "innerHTML" });
  }
}

customElements.define("live-fragment", LiveFragment);
