/* global tus */
import { inBytes, inTime, Pace } from "./amounts.js";
import { csrfToken } from "../../ui/js/csrf.js";
import { UploadMemory } from "./upload-memory.js";

const CHUNK_BYTES = 8 * 1024 * 1024;
const HALF_MINUTE_MS = 30_000;
const RETRY_DELAYS_MS = [1000, 2000, 5000, 10_000, 20_000, ...Array(720).fill(HALF_MINUTE_MS)];
const HEARD_EVERY_PERCENT = 10;
const SIGNED_OUT = 401;
const GONE = [404, 410];
const FULL = 507;
const SENDING = ["starting", "sending", "cut"];

/** A target for one recording's file, and the line that says how its upload goes. */
class MokeUpload extends HTMLElement {
  #upload = null;
  #url = null;

  connectedCallback() {
    if (this.memory) return;
    this.memory = new UploadMemory(this.dataset.recording);
    this.input = this.querySelector("input[type=file]");
    this.line = this.querySelector("[data-line]");
    this.meter = this.line.querySelector("progress");
    this.input.addEventListener("change", () => this.#choose([...this.input.files]));
    this.addEventListener("click", (event) => this.#act(event.target.closest("[data-do]")));
    this.#acceptDrops();
    this.#watchThePage();
    this.#offerToGoOn();
    this.#choose([...this.input.files]); // chosen before this script was there
  }

  // Choosing ---------------------------------------------------------------------

  #acceptDrops() {
    const target = this.querySelector(".upload-target");
    const holds = (event) => event.dataTransfer?.types.includes("Files");
    window.addEventListener("dragover", (event) => holds(event) && event.preventDefault());
    window.addEventListener("drop", (event) => holds(event) && event.preventDefault());
    this.addEventListener("dragenter", () => target.classList.add("over"));
    this.addEventListener("dragleave", (event) => {
      if (!this.contains(event.relatedTarget)) target.classList.remove("over");
    });
    this.addEventListener("drop", (event) => {
      target.classList.remove("over");
      event.preventDefault();
      this.#choose([...event.dataTransfer.files]);
    });
  }

  #offerToGoOn() {
    const known = this.memory.read();
    const notice = this.querySelector("[data-again]");
    notice.hidden = !known;
    if (!known) return;
    const percent = Math.floor((100 * known.sent) / (known.size || 1));
    notice.querySelector("[data-words]").textContent = this.#words("again", {
      name: known.name,
      percent,
    });
  }

  #choose(files) {
    if (!files.length || this.#isBusy) return;
    const trouble = this.#troubleWith(files);
    this.#complain(trouble);
    this.input.value = "";
    if (!trouble) this.#send(files[0]);
  }

  #troubleWith(files) {
    const [file] = files;
    const most = Number(this.dataset.mostBytes);
    if (files.length > 1) return this.#words("several");
    if (!file.size) return this.#words("empty", { name: file.name });
    if (!this.#isMedia(file)) return this.#words("not-media", { name: file.name });
    if (file.size <= most) return "";
    const amounts = { size: inBytes(file.size), most: inBytes(most) };
    return this.#words("too-large", { name: file.name, ...amounts });
  }

  #isMedia(file) {
    const ending = file.name.split(".").at(-1).toLowerCase();
    return /^(video|audio)\//.test(file.type) || this.dataset.endings.split(" ").includes(ending);
  }

  // Sending ----------------------------------------------------------------------

  #send(file) {
    this.file = file;
    this.pace = new Pace();
    this.heard = 0;
    this.hasBegunAnew = false;
    this.line.querySelector("[data-name]").textContent = file.name;
    this.line.querySelector("[data-size]").textContent = inBytes(file.size);
    this.querySelector("[data-again]").hidden = true;
    this.#url = this.memory.urlFor(file);
    this.#start();
  }

  /** Begin, or go on from where the server says it stands. */
  #start() {
    this.#upload?.abort();
    this.#show("starting");
    const upload = new tus.Upload(this.file, {
      endpoint: this.#url ? null : this.dataset.endpoint,
      uploadUrl: this.#url,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      storeFingerprintForResuming: false,
      metadata: {
        recording: this.dataset.recording,
        filename: this.file.name,
        filetype: this.file.type,
        ...("replaces" in this.dataset && { replaces: "yes" }),
      },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
      onShouldRetry: (error) => this.#isCut(error),
      onUploadUrlAvailable: () => this.#remember(upload),
      onProgress: (sent, size) => this.#progress(sent, size),
      onChunkComplete: (_, accepted) => this.#noteAccepted(accepted),
      onError: (error) => upload === this.#upload && this.#fail(error),
      onSuccess: () => this.#finish(),
    });
    this.#upload = upload;
    upload.start();
  }

  #remember(upload) {
    this.#url = upload.url;
    upload.options.endpoint = null; // an unclear answer must never begin a second upload
    const { name, size, lastModified: modified } = this.file;
    this.memory.write({ sent: 0, ...this.memory.read(), url: upload.url, name, size, modified });
  }

  #noteAccepted(sent) {
    const known = this.memory.read();
    if (known) this.memory.write({ ...known, sent });
  }

  #progress(sent, size) {
    this.pace.note(sent);
    const percent = Math.floor((100 * sent) / size);
    this.meter.value = percent;
    this.percent = percent;
    const { speed } = this.pace;
    const amounts = { percent, sent: inBytes(sent), size: inBytes(size) };
    if (speed) {
      const left = inTime((size - sent) / speed);
      this.#show("sending", this.#words("sending", { percent, speed: inBytes(speed), left }));
    } else {
      this.#show("sending", this.#words("measuring", amounts));
    }
    if (percent >= this.heard + HEARD_EVERY_PERCENT) {
      this.heard = percent - (percent % HEARD_EVERY_PERCENT);
      this.#say(this.#words("heard", { percent: this.heard }));
    }
  }

  /** No answer, or one that another try may better: wait and try again by itself. */
  #isCut(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    const isCreation = error.originalRequest?.getMethod() === "POST";
    if (status >= 400 && status < 500 && (isCreation || ![409, 423, 429].includes(status))) {
      return false;
    }
    if (status === FULL) return false;
    this.pace = new Pace();
    this.#show("cut");
    return true;
  }

  #fail(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    const isCreation = error.originalRequest?.getMethod() === "POST";
    if (status === SIGNED_OUT) return this.#show("signed-out");
    if (GONE.includes(status) && !isCreation) return this.#beginAnew();
    if (!error.originalRequest) return this.#giveBack(this.#words("unreadable"));
    if (!isCreation || status === 0 || status >= 500) return this.#show("stopped");
    const text = error.originalResponse.getHeader("Content-Type")?.startsWith("text/plain");
    return this.#giveBack((text && error.originalResponse.getBody()) || this.#words("refused"));
  }

  /** The server has forgotten the upload: send it again, once. Twice means that another
   *  device uploads for the same recording; one of the two has to give way. */
  #beginAnew() {
    this.memory.forget();
    this.#url = null;
    if (this.hasBegunAnew) return this.#giveBack(this.#words("refused"));
    this.hasBegunAnew = true;
    return this.#start();
  }

  #giveBack(trouble) {
    this.#show("choose");
    this.#complain(trouble);
    this.#offerToGoOn();
  }

  #finish() {
    this.memory.forget();
    this.#show("finished");
    const finished = this.querySelector("template[data-finished]").content.cloneNode(true);
    this.replaceChildren(finished);
    this.parentElement.querySelector(":scope > moke-progress")?.remove(); // of the file before
    this.dispatchEvent(new CustomEvent("moke:uploaded", { bubbles: true }));
  }

  // Pausing, going on, cancelling ------------------------------------------------

  #act(button) {
    const action = button?.dataset.do;
    if (action === "pause") this.#pause();
    if (action === "resume") this.#start();
    if (action === "cancel") this.#cancel();
  }

  #pause() {
    this.#upload.abort();
    this.pace = new Pace();
    this.#show("paused", this.#words("paused", { percent: this.percent ?? 0 }));
  }

  async #cancel() {
    const upload = this.#upload;
    this.#show("choose");
    this.memory.forget();
    this.#upload = this.#url = null;
    this.input.focus();
    // Unreached, the server clears it away within a week.
    await upload.abort(true).catch(() => {});
  }

  #watchThePage() {
    window.addEventListener("online", () => this.dataset.state === "cut" && this.#start());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.dataset.state === "signed-out") this.#start();
    });
    window.addEventListener("beforeunload", (event) => this.#isBusy && event.preventDefault());
  }

  // Telling ----------------------------------------------------------------------

  get #isBusy() {
    return SENDING.includes(this.dataset.state);
  }

  #show(state, words = this.#words(state)) {
    const isNew = this.dataset.state !== state;
    this.dataset.state = state;
    this.line.hidden = state === "choose";
    this.line.querySelector("[data-words]").textContent = words;
    if (isNew && state !== "sending") this.#say(words);
    if (isNew) this.#complain("");
  }

  #say(words) {
    this.querySelector("[data-live]").textContent = words;
  }

  #complain(words) {
    const trouble = this.querySelector("[data-trouble]");
    trouble.hidden = !words;
    trouble.querySelector("[data-words]").textContent = words;
  }

  #words(name, values = {}) {
    const template = this.querySelector(`template[data-words-for="${name}"]`);
    const sentence = template?.content.textContent ?? "";
    return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  }
}

customElements.define("moke-upload", MokeUpload);
