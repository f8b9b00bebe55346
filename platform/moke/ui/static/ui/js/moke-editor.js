const ALLOWED = {
  ALLOWED_TAGS: ["p", "br", "b", "i", "em", "strong", "ul", "ol", "li", "blockquote", "a", "div"],
  ALLOWED_ATTR: ["href"],
  RETURN_DOM_FRAGMENT: true,
};
const TOGGLES = {
  bold: { tag: "B", on: "bold", off: "removeBold" },
  italic: { tag: "I", on: "italic", off: "removeItalic" },
  bullets: { tag: "UL", on: "makeUnorderedList", off: "removeList" },
  numbers: { tag: "OL", on: "makeOrderedList", off: "removeList" },
  quote: { tag: "BLOCKQUOTE", on: "increaseQuoteLevel", off: "decreaseQuoteLevel" },
};

/**
 * A textarea that becomes an editor of rich text when it gets the focus: the editor's code
 * comes then and not before. The textarea stays the field that is sent; the hidden field
 * `markup` says "html" once the editor writes into it.
 *
 * Attributes: data-squire and data-purify, where the libraries lie. `wants(text)` may be set
 * by whoever wants pasted and typed addresses for itself: they come as "address" events.
 */
class MokeEditor extends HTMLElement {
  connectedCallback() {
    if (this.area) return;
    this.area = this.querySelector("textarea");
    this.markup = this.querySelector("[name=markup]");
    this.wants = () => false;
    this.area.addEventListener("focus", () => this.load());
    this.area.addEventListener("compositionstart", () => (this.composing = true));
    this.area.addEventListener("compositionend", () => (this.composing = false));
    this.querySelector("[role=toolbar]").addEventListener("mousedown", (event) => {
      if (event.target.closest("[data-mark]")) event.preventDefault();
    });
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
    const holdsMarkup = this.markup.value === "html" && this.area.value;
    if (holdsMarkup || this.area.matches(":focus")) this.load();
  }

  /** Brings the editor; without network the textarea goes on as it is. */
  load() {
    this.loading ??= this.#load().catch(() => (this.loading = null));
    return this.loading;
  }

  focus() {
    if (this.squire) this.squire.focus();
    else this.area.focus();
  }

  get isEmpty() {
    return this.squire ? !this.sheet.textContent.trim() : !this.area.value.trim();
  }

  clear() {
    if (this.squire) this.squire.setHTML("");
    this.area.value = "";
  }

  /** Puts back what was kept: words, or markup where `markup` says so. */
  async restore(body, markup) {
    this.area.value = body;
    this.markup.value = markup;
    if (markup === "html") await this.load();
    this.squire?.setHTML(this.#content());
  }

  /** Takes wanted addresses out of the text and tells of them. */
  lift() {
    if (!this.squire) return;
    for (const node of textsIn(this.sheet)) {
      const found = node.data.match(/\S+/g)?.find((word) => this.wants(word));
      if (!found) continue;
      node.deleteData(node.data.indexOf(found), found.length); // the cursor stays
      if (!node.parentElement.textContent.trim()) node.parentElement.closest("a")?.remove();
      this.#tell(found);
    }
  }

  async #load() {
    const { squire, purify } = this.dataset;
    const [{ default: Squire }, { plainMarkup }] = await Promise.all([
      import(squire),
      import("./pasted.js"),
      import(purify),
    ]);
    await this.#quiet();
    const hadFocus = this.area.matches(":focus");
    this.sheet = document.createElement("div");
    this.sheet.className = "editor-sheet prose";
    for (const [name, value] of this.#role()) this.sheet.setAttribute(name, value);
    this.area.before(this.sheet);
    this.squire = new Squire(this.sheet, {
      blockTag: "P",
      sanitizeToDOMFragment: (html) => sanitised(plainMarkup(html)),
    });
    this.squire.setHTML(this.#content());
    this.#listen();
    this.area.hidden = true;
    this.querySelector(".editor-marks").hidden = false;
    this.#showEmpty();
    if (!hadFocus) return;
    this.squire.focus();
    this.squire.moveCursorToEnd();
  }

  /** Characters that are still being composed must not be torn from under the fingers. */
  #quiet() {
    if (!this.composing) return null;
    return new Promise((resolve) => {
      this.area.addEventListener("compositionend", () => setTimeout(resolve), { once: true });
    });
  }

  #role() {
    const { ariaLabel, placeholder } = this.area;
    return Object.entries({
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": ariaLabel,
      "data-placeholder": placeholder,
    });
  }

  #content() {
    if (this.markup.value === "html") return this.area.value;
    return this.area.value.split("\n").map((line) => `<p>${escaped(line)}</p>`).join("");
  }

  #listen() {
    this.squire.addEventListener("input", () => this.#write());
    this.squire.addEventListener("pathChange", () => this.#showMarks());
    this.squire.addEventListener("willPaste", (event) => this.#onPaste(event));
    this.sheet.addEventListener("keyup", ({ key }) => {
      if (key === " " || key === "Enter") this.lift();
    });
  }

  #write() {
    this.area.value = this.isEmpty ? "" : this.squire.getHTML();
    this.markup.value = "html";
    this.#showEmpty();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #showEmpty() {
    this.sheet.classList.toggle("blank", this.isEmpty && !this.sheet.querySelector("li, blockquote"));
  }

  #showMarks() {
    for (const [name, { tag }] of Object.entries(TOGGLES)) this.#press(name, this.squire.hasFormat(tag));
    this.#press("link", this.squire.hasFormat("A"));
  }

  #press(name, isOn) {
    this.querySelector(`[data-mark=${name}]`).setAttribute("aria-pressed", isOn);
  }

  #onPaste(event) {
    const { text, fragment } = event.detail;
    const pasted = (text ?? fragment.textContent).trim();
    if (!this.wants(pasted)) return;
    event.preventDefault();
    this.#tell(pasted);
  }

  #tell(address) {
    this.dispatchEvent(new CustomEvent("address", { bubbles: true, detail: address }));
  }

  #onClick({ target }) {
    const button = target.closest("button");
    const { mark, linkSet, linkCancel } = button?.dataset ?? {};
    if (mark === "link") this.#askForLink();
    else if (mark) this.#toggle(TOGGLES[mark]);
    else if (linkSet !== undefined) this.#link();
    else if (linkCancel !== undefined) this.#endLink();
  }

  #toggle({ tag, on, off }) {
    this.squire[this.squire.hasFormat(tag) ? off : on]();
    this.squire.focus();
    this.#showMarks();
  }

  #askForLink() {
    if (this.squire.hasFormat("A")) {
      this.squire.removeLink();
      return;
    }
    this.range = this.squire.getSelection();
    const row = this.querySelector(".editor-link");
    row.hidden = false;
    row.querySelector("input").focus();
  }

  #link() {
    const field = this.querySelector(".editor-link input");
    const url = field.value.trim();
    this.squire.setSelection(this.range);
    if (url) this.squire.makeLink(/^(https?:|mailto:)/i.test(url) ? url : `https://${url}`);
    field.value = "";
    this.#endLink();
  }

  #endLink() {
    this.querySelector(".editor-link").hidden = true;
    this.squire.focus();
  }

  #onKey(event) {
    if (!event.target.closest(".editor-link")) return;
    if (event.key === "Enter") this.#link();
    else if (event.key === "Escape") this.#endLink();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function sanitised(html) {
  const fragment = window.DOMPurify.sanitize(html, ALLOWED);
  return document.importNode(fragment, true);
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;") || "<br>";
}

function textsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

customElements.define("moke-editor", MokeEditor);
