/** Closes the <details> inside it on Escape, on a click elsewhere and when the focus leaves. */
class DropMenu extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("details");
    this.onElsewhere = (event) => {
      if (!this.contains(event.target)) this.menu.open = false;
    };
    document.addEventListener("click", this.onElsewhere);
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget)) this.menu.open = false;
    });
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onElsewhere);
  }

  onKey(event) {
    if (event.key !== "Escape" || !this.menu.open) return;
    this.menu.open = false;
    this.menu.querySelector("summary").focus();
    event.stopPropagation();
  }
}

customElements.define("drop-menu", DropMenu);
