/** Shows its template among the messages when an htmx request fails; its next success clears it. */
class TroubleNotice extends HTMLElement {
  connectedCallback() {
    const messages = document.getElementById("messages");
    const template = this.querySelector("template");
    const clear = () => messages.querySelector("[data-trouble]")?.remove();
    const show = () => {
      clear();
      const notice = template.content.firstElementChild.cloneNode(true);
      notice.dataset.trouble = "";
      messages.append(notice);
      notice.scrollIntoView({ block: "nearest" });
    };
    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(name, show);
    }
    document.addEventListener("htmx:afterOnLoad", (event) => event.detail.successful && clear());
  }
}

customElements.define("trouble-notice", TroubleNotice);
