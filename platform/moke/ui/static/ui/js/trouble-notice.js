const REFUSED = [401, 403, 404, 410];

/**
 * Shows a template among the messages when an htmx request fails, until the same one succeeds: the
 * one with data-refused where the server says that this is not open to the person. A notice with
 * which the server says why takes its place.
 */
class TroubleNotice extends HTMLElement {
  connectedCallback() {
    this.messages = document.getElementById("messages");
    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(name, ({ detail }) => this.show(detail.elt, detail.xhr));
    }
    document.addEventListener("htmx:afterOnLoad", (event) => {
      if (event.detail.successful && event.detail.elt === this.troubled) this.clear();
    });
  }

  show(element, xhr) {
    this.clear();
    this.troubled = element;
    const isRefused = REFUSED.includes(xhr?.status);
    const template = isRefused ? "[data-refused]" : "template:not([data-refused])";
    const said = isRefused && noticeIn(xhr.responseText);
    this.notice = said || this.querySelector(template).content.firstElementChild.cloneNode(true);
    this.messages.append(this.notice);
    this.notice.scrollIntoView({ block: "nearest" });
  }

  clear() {
    this.notice?.remove();
    this.troubled = null;
  }
}

/** The notice that is all of an answer; pages have theirs deeper down. */
function noticeIn(answer) {
  const page = new DOMParser().parseFromString(answer, "text/html");
  const notice = page.querySelector("body > .notice");
  return notice && document.adoptNode(notice);
}

customElements.define("trouble-notice", TroubleNotice);
