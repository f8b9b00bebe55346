/** Shows its button where scripts run, and prints the page, its folded parts opened. */
class PrintButton extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const folded of document.querySelectorAll("main details")) folded.open = true;
      window.print();
    });
  }
}

customElements.define("print-button", PrintButton);
