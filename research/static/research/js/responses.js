import { valuesOf } from "./drafts.js";
import { formIn, hostOf, nameOf, numberOf, response } from "./hosts.js";
import { noteSent } from "./overlap.js";
import { prefill, WAITING } from "./prefill.js";
import { send } from "./send.js";
import { dressDrawing } from "./sketches.js";
import { showTrouble } from "./trouble.js";

const LETTERS = { reply: "r", verdict: "v", answer: "a", edit: "e", delete: "e", "hand-over": "s" };
const SETTLES_AT_ONCE = "adopted";

/**
 * What can be done to a comment: agree, reply, verdict, answer, edit, hand over and delete, as
 * forms cloned into the note when they are asked for. Events: "sent" with {page, note}.
 */
export class Responses extends EventTarget {
  constructor({ room, notes, drafts, player }) {
    super();
    Object.assign(this, { room, notes, drafts, player });
    this.sight = new IntersectionObserver((entries) => this.#onSight(entries));
    room.addEventListener("click", (event) => this.#onClick(event));
    notes.around.addEventListener("input", (event) => this.#keep(event.target.form));
    notes.around.addEventListener("keydown", (event) => this.#onKey(event));
    room.addEventListener("submit", (event) => this.#onSubmit(event));
    this.reopen();
  }

  /** Opens the forms again whose drafts outlived the page, where their comments are shown. */
  reopen() {
    for (const name of this.drafts.names()) this.#reopen(name);
  }

  /** Adds to each note, when it is seen, what stands open in it: the three words of a verdict. */
  dress(notes) {
    for (const note of notes) {
      const shown = note.querySelector("form[data-form=verdict]");
      if (wantsVerdict(note) && !shown) this.sight.observe(note);
      if (!wantsVerdict(note) && shown && !shown.classList.contains("asked")) shown.remove();
    }
  }

  #onSight(entries) {
    for (const { target: note, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.sight.unobserve(note);
      const shown = note.querySelector("form[data-form=verdict]");
      if (wantsVerdict(note) && !shown) this.#open(note, "verdict", { quiet: true });
    }
  }

  #onClick(event) {
    const { target } = event;
    if (target.closest(".respond")) {
      event.preventDefault();
      this.#toggle(target.closest(".note"));
      return;
    }
    if (target.closest("[data-leave]")) {
      event.preventDefault();
      this.#close(target.closest("form"));
      return;
    }
    const button = target.closest("button");
    if (button?.matches(".agree")) {
      this.#agree(button);
      return;
    }
    const { open, cancel, retry } = button?.dataset ?? {};
    if (open) this.#open(button.closest(open.startsWith("reply-") ? ".reply" : ".note"), open);
    else if (!button?.form?.dataset.form) return;
    else if (cancel !== undefined) this.#close(button.form);
    else if (retry !== undefined) button.form.requestSubmit();
  }

  #toggle(note) {
    const acts = note.querySelector(":scope > .response > .acts");
    acts?.remove();
    if (acts?.querySelector("[data-open]")) {
      for (const extra of note.querySelectorAll(".reply > .acts")) extra.remove();
      return;
    }
    const shown = this.#actions((name) => isOffered(note, name));
    const discuss = shown.querySelector("[data-discuss]");
    if ("private" in note.dataset) discuss.remove();
    else discuss.search = `?comment=${numberOf(note)}`;
    const mine = note.querySelector(".reply[data-may*=e]");
    const [only, ...others] = shown.querySelectorAll("[data-open]");
    if (only && !others.length && !mine) {
      this.#open(note, only.dataset.open);
      only.remove();
      response(note).append(shown);
      return;
    }
    response(note).prepend(shown);
    for (const reply of note.querySelectorAll(".reply[data-may*=e]")) {
      reply.append(this.#actions((name) => LETTERS[name] === "e", "reply-"));
    }
    shown.querySelector("button")?.focus();
  }

  /** Says outright what is wanted: pressing twice in a hurry says it twice. */
  #agree(button) {
    const note = button.closest(".note");
    this.#open(note, "assent", { quiet: true });
    const form = note.querySelector("form[data-form=assent]");
    form.elements.agrees.value = button.getAttribute("aria-pressed") === "false";
    form.requestSubmit();
  }

  #actions(isWanted, prefix = "") {
    const row = document.createElement("div");
    row.className = "acts";
    row.append(this.#clone("actions-template"));
    if (prefix) row.querySelector("[data-discuss]").remove();
    for (const button of row.querySelectorAll("[data-open]")) {
      if (isWanted(button.dataset.open)) button.dataset.open = prefix + button.dataset.open;
      else button.remove();
    }
    return row;
  }

  #open(host, kind, { quiet = false, values = null } = {}) {
    const form = this.#clone(`${kind}-template`).querySelector("form");
    form.setAttribute("action", form.getAttribute("action").replace("/0/", `/${numberOf(host)}/`));
    const known = formIn(host, form.getAttribute("action"));
    if (known) {
      known.classList.add("asked");
      this.#focusIn(known);
      return;
    }
    prefill(form, host, { kept: values ?? this.drafts.read(nameOf(form)), player: this.player });
    form.classList.toggle("asked", !quiet);
    form.querySelector("[data-cancel]").hidden = quiet;
    const reason = form.querySelector(".reason");
    if (kind === "verdict" && reason) reason.hidden = !reason.querySelector("input, textarea").value;
    if ("ask" in form.dataset) {
      this.#ask(form, host);
      return;
    }
    response(host.closest(".note")).append(form);
    if (!quiet) this.#focusIn(form);
  }

  /** Confirms in a dialog of the browser's own. */
  #ask(form, host) {
    const dialog = document.createElement("dialog");
    dialog.className = "sheet";
    dialog.append(form);
    this.room.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      (host.querySelector(".respond") ?? host.closest(".note")?.querySelector(".respond"))?.focus();
    });
    const cancel = form.querySelector("[data-cancel]");
    cancel.addEventListener("click", () => dialog.close());
    dialog.showModal();
    cancel.focus();
  }

  async #onSubmit(event) {
    const { target: form, submitter } = event;
    if (!form.dataset.form) return;
    event.preventDefault();
    if (form.hasAttribute("aria-busy") || this.#wantsReason(form, submitter)) return;
    form.setAttribute("aria-busy", "true");
    const choice = submitter?.name ? submitter : form.lastChoice;
    const data = new FormData(form);
    if (choice?.name) data.set(choice.name, choice.value);
    form.lastChoice = choice;
    const { outcome, page } = await send(form.getAttribute("action"), data);
    form.removeAttribute("aria-busy");
    if (outcome === "done") this.#finish(form, page);
    else if (outcome === "invalid") this.#correct(form, page);
    else this.#notSent(form, choice, { outcome, page });
  }

  #notSent(form, choice, { outcome, page }) {
    const pressed = choice?.name ? { [choice.name]: choice.value } : {};
    if (form.elements.before) noteSent(form, { ...valuesOf(form), ...pressed });
    showTrouble(form, outcome, page);
  }

  /** All but a plain yes first offers the line for the reason. */
  #wantsReason(form, submitter) {
    const reason = form.querySelector(".reason");
    if (!reason?.hidden || submitter?.value === SETTLES_AT_ONCE) return false;
    reason.hidden = false;
    form.classList.add("asked");
    for (const button of form.querySelectorAll("[name=choice]")) {
      button.setAttribute("aria-pressed", button === submitter);
    }
    reason.querySelector("input, textarea").focus();
    return true;
  }

  #finish(form, page) {
    const host = hostOf(form);
    this.drafts.forget(nameOf(form));
    const note = host?.closest(".note");
    const dialog = form.closest("dialog");
    if (dialog) dialog.close();
    const active = document.activeElement;
    const isAgree = active.matches(".agree");
    const hadFocus = form.contains(active) || active === document.body || isAgree;
    form.remove();
    for (const acts of note?.querySelectorAll(".acts") ?? []) acts.remove();
    this.dispatchEvent(new CustomEvent("sent", { detail: page }));
    if (hadFocus && note?.isConnected) {
      (note.querySelector(isAgree ? ".agree" : ".respond") ?? note.querySelector(".at")).focus({ preventScroll: true });
    }
  }

  #correct(form, page) {
    const fresh = document.adoptNode(page.querySelector("form"));
    fresh.classList.add("asked");
    fresh.lastChoice = form.lastChoice;
    form.replaceWith(fresh);
    dressDrawing(fresh);
    this.#focusIn(fresh);
  }

  #close(form) {
    if (form.closest("dialog")) return;
    const host = hostOf(form);
    this.drafts.forget(nameOf(form));
    form.remove();
    const note = host.closest(".note");
    this.dress([note]);
    note.querySelector(".respond")?.focus();
  }

  #onKey(event) {
    const form = event.target.closest("form[data-form]");
    if (!form) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.#close(form);
    }
  }

  #keep(form) {
    if (form?.dataset.form) this.drafts.keep(nameOf(form), valuesOf(form));
  }

  #reopen(name) {
    const [kind, id] = name.split("/");
    const host = id && document.getElementById(`${kind.startsWith("reply-") ? "reply" : "comment"}-${id}`);
    if (!host || !document.getElementById(`${kind}-template`)) return;
    if (host.closest(".note").querySelector(".response form.asked")) return;
    this.#open(host, kind, { quiet: true, values: this.drafts.read(name) });
    for (const form of host.closest(".note").querySelectorAll("form")) form.classList.add("asked");
  }

  #focusIn(form) {
    const field = form.querySelector("[aria-invalid=true], textarea, input:not([type=hidden], [type=radio])");
    const visible = field && !field.closest("[hidden]") ? field : form.querySelector("button");
    visible?.focus({ preventScroll: false });
  }

  #clone(id) {
    return document.getElementById(id).content.cloneNode(true);
  }
}

/** Whether the viewer is to say what becomes of it. */
function wantsVerdict({ dataset }) {
  return dataset.state === WAITING && dataset.may?.includes("v");
}

function isOffered(note, name) {
  const settled = note.dataset.state !== WAITING;
  return note.dataset.may.includes(LETTERS[name]) && (name !== "verdict" || settled);
}
