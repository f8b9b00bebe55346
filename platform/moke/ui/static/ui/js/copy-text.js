/** Copies the text of its <code> when its button is pressed, and says so; shown where scripts run. */
class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const said = this.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = this.querySelector("code");
      try {
        await navigator.clipboard.writeText(text.textContent);
        said.textContent = said.dataset.copied;
      } catch {
        getSelection().selectAllChildren(text); // without leave to write, people copy it themselves
      }
    });
  }
}

customElements.define("copy-text", CopyText);
