const REFUSED = [403, 404];

/**
 * Shows a template among the messages when an htmx request fails, until the same one succeeds: the
 * one with data-refused where the server says that this is not open to the person.
 */
class TroubleNotice extends HTMLElement {
  connectedCallback() {
    this.messages = document.getElementById("messages");
    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(name, ({ detail }) => this.show(detail.elt, detail.xhr?.status));
    }
    document.addEventListener("htmx:afterOnLoad", (event) => {
      if (event.detail.successful && event.detail.elt === this.troubled) this.clear();
    });
  }

  show(element, status) {
    this.clear();
    this.troubled = element;
    const template = REFUSED.includes(status) ? "[data-refused]" : "template:not([data-refused])";
    this.notice = this.querySelector(template).content.firstElementChild.cloneNode(true);
    this.messages.append(this.notice);
    this.notice.scrollIntoView({ block: "nearest" });
  }

  clear() {
    this.notice?.remove();
    this.troubled = null;
  }
}

customElements.define("trouble-notice", TroubleNotice);
