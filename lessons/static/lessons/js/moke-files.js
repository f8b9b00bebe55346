import { inBytes } from "../../media/js/amounts.js";
import { csrfToken } from "../../ui/js/csrf.js";

const ADDED = 201;
const SIGNED_OUT = 401;
const INVALID = 422;
const TOO_LARGE = 413;
const SENDABLE = ["waiting", "failed"];
const UNDER_WAY = ["queued", "sending"];

/**
 * Several files for the form around it, each a line with a title of its own. Sends one request
 * a file with what the form says of all; a file that is refused does not stop the others.
 *
 * Attributes: data-most-bytes, data-endings (accepted, parted by spaces). Without script the
 * input inside sends all files with the form.
 */
class MokeFiles extends HTMLElement {
  #lines = new Map();
  #isSending = false;

  connectedCallback() {
    if (this.form) return;
    this.form = this.closest("form");
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector("[data-lines]");
    this.summary = this.querySelector("[data-summary]");
    this.input.required = false;
    this.input.addEventListener("change", () => this.#takeChosen());
    this.list.addEventListener("click", (event) => this.#act(event.target.closest("[data-do]")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    window.addEventListener("beforeunload", (event) => this.#isUnfinished && event.preventDefault());
    this.#acceptDrops();
    this.#takeChosen(); // before this script had come
  }

  // Choosing ---------------------------------------------------------------------

  #acceptDrops() {
    const target = this.querySelector(".upload-target");
    const holds = (event) => event.dataTransfer?.types.includes("Files");
    window.addEventListener("dragover", (event) => holds(event) && event.preventDefault());
    window.addEventListener("drop", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      target.classList.remove("over");
      this.#take([...event.dataTransfer.files]);
    });
    this.addEventListener("dragenter", () => target.classList.add("over"));
    this.addEventListener("dragleave", (event) => {
      if (!this.contains(event.relatedTarget)) target.classList.remove("over");
    });
  }

  #takeChosen() {
    this.#take([...this.input.files]);
    this.input.value = "";
  }

  #take(files) {
    for (const file of files) this.#addLine(file);
    this.list.hidden = !this.#lines.size;
    this.#summarise();
  }

  #addLine(file) {
    const line = this.querySelector("template[data-line]").content.cloneNode(true).firstElementChild;
    const title = line.querySelector("[data-title] input");
    title.value = file.name.replace(/\.[^.]*$/, "").normalize("NFC").slice(0, title.maxLength);
    title.setAttribute("aria-label", `${this.#labelOfTitles(line)} · ${file.name}`);
    line.querySelector("[data-name]").textContent = `${file.name} · ${inBytes(file.size)}`;
    line.querySelector("[data-remove]").textContent = this.#words("remove", { name: file.name });
    this.#lines.set(line, file);
    this.list.append(line);
    const trouble = this.#troubleWith(file);
    if (trouble) this.#show(line, "impossible", trouble);
  }

  #labelOfTitles(line) {
    return line.querySelector("[data-title] label").textContent;
  }

  #troubleWith(file) {
    const ending = file.name.split(".").at(-1).toLowerCase();
    if (!file.size) return this.#words("empty");
    if (file.size > Number(this.dataset.mostBytes)) {
      return this.#words("too-large", { size: inBytes(file.size) });
    }
    return this.dataset.endings.split(" ").includes(ending) ? "" : this.#words("wrong-kind");
  }

  #act(button) {
    const line = button?.closest(".file-line");
    if (button?.dataset.do === "remove") this.#remove(line);
    if (button?.dataset.do === "retry") this.#submit(line);
  }

  #remove(line) {
    this.request?.line === line && this.request.abort();
    this.#lines.delete(line);
    line.remove();
    this.list.hidden = !this.#lines.size;
    this.#summarise();
    this.input.focus();
  }

  // Sending ----------------------------------------------------------------------

  /** Send one line, or all that wait or failed, one after the other. */
  async #submit(only = null) {
    const wanted = only ? [only] : this.#linesIn(SENDABLE);
    this.#complain(this.#lines.size ? "" : this.#words("none"));
    if (!wanted.length || !this.form.reportValidity()) return;
    for (const line of wanted) this.#show(line, "queued", this.#words("queued"));
    if (this.#isSending) return;
    this.#isSending = true;
    for (let line; (line = this.#linesIn(["queued"])[0]); ) await this.#send(line);
    this.#isSending = false;
    this.#summarise();
  }

  async #send(line) {
    const file = this.#lines.get(line);
    const body = new FormData(this.form);
    body.set("title", line.querySelector("[data-title] input").value);
    body.set("uploads", file, file.name);
    this.#show(line, "sending", "");
    if (!(await isReadable(file))) {
      this.#show(line, "failed", this.#words("unreadable"));
      return;
    }
    const { status, answer } = await this.#post(line, body);
    if (!line.isConnected) return;
    if (status === ADDED) this.#finish(line, answer);
    else this.#show(line, "failed", this.#whyNot(status, answer, file));
    line.querySelector("[data-sign-in]").hidden = status !== SIGNED_OUT;
  }

  #post(line, body) {
    const request = new XMLHttpRequest();
    request.line = line;
    this.request = request;
    request.open("POST", this.form.action);
    request.responseType = "json";
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.addEventListener("progress", (event) => this.#progress(line, event));
    return new Promise((resolve) => {
      request.addEventListener("loadend", () =>
        resolve({ status: request.status, answer: request.response }),
      );
      request.send(body);
    });
  }

  #progress(line, { loaded, total }) {
    const percent = Math.floor((100 * loaded) / (total || 1));
    line.querySelector("progress").value = percent;
    const amounts = { percent, sent: inBytes(loaded), size: inBytes(total) };
    this.#show(line, "sending", this.#words(percent < 100 ? "sending" : "looking", amounts));
  }

  #whyNot(status, answer, file) {
    if (status === INVALID && answer?.problems?.length) return answer.problems.join(" ");
    if (status === SIGNED_OUT) return this.#words("signed-out");
    if (status === TOO_LARGE) return this.#words("too-large", { size: inBytes(file.size) });
    return this.#words(status ? "refused" : "cut");
  }

  #finish(line, { title, address }) {
    const link = line.querySelector("[data-address]");
    link.textContent = title;
    link.href = address;
    this.#show(line, "done", this.#words("done"));
  }

  // Telling ----------------------------------------------------------------------

  get #isUnfinished() {
    return this.#linesIn([...SENDABLE, ...UNDER_WAY]).length > 0;
  }

  #linesIn(states) {
    return [...this.#lines.keys()].filter((line) => states.includes(line.dataset.state));
  }

  #show(line, state, words) {
    line.dataset.state = state;
    const isDone = state === "done";
    line.querySelector("[data-title]").hidden = isDone;
    line.querySelector("[data-title] input").readOnly = UNDER_WAY.includes(state);
    line.querySelector("[data-title] input").disabled = state === "impossible";
    line.querySelector("[data-address]").hidden = !isDone;
    line.querySelector("progress").hidden = state !== "sending";
    line.querySelector("[data-do=retry]").hidden = state !== "failed";
    line.querySelector("[data-do=remove]").hidden = isDone;
    const said = line.querySelector("[data-words]");
    said.hidden = !words;
    said.textContent = words;
  }

  #summarise() {
    const done = this.#linesIn(["done"]).length;
    this.summary.hidden = !done || this.#isSending;
    this.summary.classList.toggle("done", done === this.#lines.size);
    this.summary.classList.toggle("warning", done < this.#lines.size);
    this.summary.querySelector("[data-words]").textContent = this.#words("all", {
      done,
      all: this.#lines.size,
    });
  }

  #complain(words) {
    this.input.setCustomValidity(words);
    if (words) this.input.reportValidity();
  }

  #words(name, values = {}) {
    const template = this.querySelector(`template[data-words-for="${name}"]`);
    const sentence = template?.content.textContent ?? "";
    return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  }
}

/** Whether the file can still be read: it may have been moved or changed since it was chosen. */
function isReadable(file) {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(() => true, () => false);
}

customElements.define("moke-files", MokeFiles);
