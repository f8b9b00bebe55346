/** Shows its template among the messages when an htmx request fails, until the same one succeeds. */
class TroubleNotice extends HTMLElement {
  connectedCallback() {
    this.messages = document.getElementById("messages");
    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(name, (event) => this.show(event.detail.elt));
    }
    document.addEventListener("htmx:afterOnLoad", (event) => {
      if (event.detail.successful && event.detail.elt === this.troubled) this.clear();
    });
  }

  show(element) {
    this.clear();
    this.troubled = element;
    this.notice = this.querySelector("template").content.firstElementChild.cloneNode(true);
    this.messages.append(this.notice);
    this.notice.scrollIntoView({ block: "nearest" });
  }

  clear() {
    this.notice?.remove();
    this.troubled = null;
  }
}

customElements.define("trouble-notice", TroubleNotice);
