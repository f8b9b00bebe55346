import { fetchFragment, fetchPage, send } from "./send.js";
import { News } from "./news.js";
import { showTrouble } from "./trouble.js";

const SAID_S = 6;
const HEAD = ["topic-title", "voices", "count", "topic-state"];

/**
 * A topic: its posts, brought up to date without disturbing who reads or writes.
 *
 * Attributes: data-posts, data-events and data-post (addresses, the last with a 0 for the
 * key of a post), data-change (cursor of what is shown).
 */
class MokeTopic extends HTMLElement {
  connectedCallback() {
    if (this.news) return;
    this.live = this.querySelector("#live");
    this.answers = this.querySelector("#answers");
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("sent", (event) => this.#onSent(event));
    this.addEventListener("cancel", (event) => this.#onCancel(event));
    const { posts, events, change } = this.dataset;
    this.news = new News({ comments: posts, events, cursor: change });
    this.news.addEventListener("news", ({ detail }) => this.#announce(this.#take(detail)));
    for (const name of ["lost", "back", "closed"]) {
      this.news.addEventListener(name, () => this.#say(name, name === "back"));
    }
    this.news.listen();
    this.#followAddress();
    window.addEventListener("hashchange", () => this.#followAddress());
  }

  disconnectedCallback() {
    this.news.stop();
  }

  /** A post that is not on the page has an address of its own, which leads to it. */
  #followAddress() {
    const [, key] = location.hash.match(/^#post-(\d+)$/) ?? [];
    if (key && !document.getElementById(`post-${key}`)) {
      location.replace(this.dataset.post.replace("/0/", `/${key}/`));
    }
  }

  /** Takes changed posts and the head into the page; returns the new posts. */
  #take(page) {
    const arrived = [];
    for (const fresh of page.querySelectorAll("ol.news > li")) {
      const known = document.getElementById(fresh.id);
      if (known) update(known, document.adoptNode(fresh));
      else if (isAfter(fresh, this.answers.lastElementChild)) arrived.push(this.#append(fresh));
    }
    for (const id of HEAD) {
      const fresh = page.getElementById(id);
      if (fresh) this.querySelector(`#${id}`)?.replaceWith(document.adoptNode(fresh));
    }
    const answer = this.querySelector("#answer");
    if (answer) answer.hidden = "closed" in this.querySelector("#topic-state").dataset;
    return arrived;
  }

  #append(fresh) {
    const post = document.adoptNode(fresh);
    this.answers.append(post);
    window.htmx?.process(post);
    return post;
  }

  #announce(arrived) {
    const others = arrived.filter((post) => !("mine" in post.dataset));
    for (const post of others) post.classList.add("arrived");
    if (others.length) this.#say("new");
  }

  #say(name, passes = true) {
    clearTimeout(this.silence);
    this.live.textContent = this.live.dataset[name] ?? "";
    if (passes) this.silence = setTimeout(() => (this.live.textContent = ""), SAID_S * 1000);
  }

  #onSent({ target, detail }) {
    const edited = target.closest(".post");
    if (edited) endEditing(edited);
    const [post] = this.#take(detail);
    (post ?? edited)?.scrollIntoView({ block: "nearest" });
  }

  #onCancel(event) {
    const post = event.target.closest(".post");
    if (!post) return;
    event.preventDefault();
    endEditing(post);
    post.querySelector("[data-edit]")?.focus();
  }

  #onClick(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    const { edit, delete: erase, before } = link?.dataset ?? {};
    if (edit === undefined && erase === undefined && !before) return;
    event.preventDefault();
    if (edit !== undefined) this.#edit(link);
    else if (erase !== undefined) this.#confirm(link);
    else this.#fetchEarlier(before);
  }

  async #edit(link) {
    const post = link.closest(".post");
    const { ok, page } = await fetchFragment(link.href).catch(() => ({}));
    const letter = ok && page.querySelector("moke-letter");
    if (!letter) location.assign(link.href);
    else if (!post.classList.contains("editing")) {
      post.classList.add("editing");
      post.append(document.adoptNode(letter));
    }
  }

  async #confirm(link) {
    const { ok, page } = await fetchFragment(link.href).catch(() => ({}));
    if (!ok) {
      location.assign(link.href);
      return;
    }
    const { content } = document.getElementById("confirm-template");
    const dialog = content.firstElementChild.cloneNode(true);
    const form = document.adoptNode(page.querySelector("form"));
    dialog.append(form);
    this.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("[data-cancel]")) return;
      event.preventDefault();
      dialog.close();
    });
    form.addEventListener("submit", (event) => this.#erase(event, dialog));
    dialog.showModal();
    form.querySelector("[data-cancel]").focus();
  }

  async #erase(event, dialog) {
    event.preventDefault();
    const form = event.target;
    const { outcome, page } = await send(form.getAttribute("action"), new FormData(form));
    if (outcome !== "done") {
      showTrouble(form, outcome, page);
      return;
    }
    dialog.close();
    this.#take(page);
  }

  /** Puts earlier answers above without moving what is being read. */
  async #fetchEarlier(before) {
    const page = await fetchPage(`${this.dataset.posts}?before=${before}`).catch(() => null);
    if (!page) return;
    const foot = document.documentElement.scrollHeight - window.scrollY;
    const letters = [...page.querySelectorAll("ol.answers > li")].map((one) => document.adoptNode(one));
    this.answers.prepend(...letters);
    for (const letter of letters) window.htmx?.process(letter);
    this.querySelector("#earlier").replaceWith(document.adoptNode(page.querySelector("#earlier")));
    window.scrollTo({ top: document.documentElement.scrollHeight - foot, behavior: "instant" });
  }
}

/** Changes a post in place; one that is being edited keeps its form. */
function update(known, fresh) {
  const letter = known.querySelector(":scope > moke-letter");
  for (const child of [...known.childNodes]) if (child !== letter) child.remove();
  known.prepend(...fresh.childNodes);
  window.htmx?.process(known);
}

function endEditing(post) {
  post.classList.remove("editing");
  post.querySelector(":scope > moke-letter")?.remove();
}

function isAfter(fresh, last) {
  return !last || keyOf(fresh) > keyOf(last);
}

function keyOf(post) {
  return Number(post.id.split("-")[1]);
}

customElements.define("moke-topic", MokeTopic);
