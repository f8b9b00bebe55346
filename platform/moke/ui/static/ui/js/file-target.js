/** A file input drawn as a target: says which files were chosen and when one hovers above. */
class FileTarget extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=file]");
    const chosen = this.appendChild(document.createElement("output"));
    input.addEventListener("change", () => {
      chosen.textContent = [...input.files].map((file) => file.name).join(", ");
    });
    input.addEventListener("dragenter", () => this.classList.add("over"));
    for (const name of ["dragleave", "drop"]) {
      input.addEventListener(name, () => this.classList.remove("over"));
    }
  }
}

customElements.define("file-target", FileTarget);
