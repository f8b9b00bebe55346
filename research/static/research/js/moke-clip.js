/**
 * A clip of a lesson. The link in it fetches the player in place; when another clip is
 * asked for, this one is a picture again: one player to a page.
 */
class MokeClip extends HTMLElement {
  connectedCallback() {
    this.poster ??= this.innerHTML;
    this.addEventListener("htmx:beforeRequest", () => {
      for (const other of document.querySelectorAll("moke-clip")) if (other !== this) other.close();
    });
  }

  close() {
    if (!this.querySelector("moke-player")) return;
    this.innerHTML = this.poster;
    window.htmx.process(this);
  }
}

customElements.define("moke-clip", MokeClip);
