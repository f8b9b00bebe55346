/** The tag that comments on two takes are narrowed to: others stay in the page, unseen. Event: "change". */
export class RemarkFacet extends EventTarget {
  constructor(section) {
    super();
    this.section = section;
    this.form = section?.querySelector("form");
    if (!this.form) return;
    this.form.querySelector("[type=submit]").hidden = true;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => {
      event.stopPropagation();
      this.#show();
    });
    this.form.querySelector("[data-all]").addEventListener("click", () => {
      this.form.elements.tag.value = "";
      this.form.elements.tag.focus();
      this.#show();
    });
  }

  /** Its key, or "" for any. */
  get tag() {
    return this.form?.elements.tag.value ?? "";
  }

  #show() {
    const { tag } = this;
    for (const said of this.section.querySelectorAll("[data-tags]")) {
      said.hidden = Boolean(tag) && !said.dataset.tags.split(" ").includes(tag);
    }
    this.form.querySelector("[data-all]").hidden = !tag;
    this.dispatchEvent(new Event("change"));
  }
}
