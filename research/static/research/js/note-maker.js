import { keysOf } from "./pins.js";

const NO_KEY = "00000000-0000-0000-0000-000000000000"; // of what the specimen encloses

/**
 * Makes the markup of comments from plain data, by copying the page's specimen: a comment
 * that has everything. What a comment does not have is taken out of its copy.
 */
export class NoteMaker {
  constructor(template, room) {
    [this.whole, this.trace] = template.content.children;
    this.room = room;
  }

  /** The `<li>` of a comment, as the server writes it. */
  make(said) {
    const note = (said.deleted ? this.trace : this.whole).cloneNode(true);
    note.id = `comment-${said.id}`;
    this.#mark(note, said);
    this.#time(note, said);
    this.#people(note, said);
    const [body, trace] = [note.querySelector(":scope > .body"), note.querySelector(":scope > .trace")];
    if (said.deleted) write(trace, { when: said.deleted });
    else speak(body, said);
    this.#tags(note.querySelector(":scope > .tags"), said.tags);
    this.#enclosed(note.querySelector(":scope > .enclosed"), said.enclosed);
    this.#agreed(note.querySelector(".agreed"), said);
    this.#replies(note.querySelector(".replies"), said.replies);
    this.#verdict(note.querySelector(".verdict"), said.verdict);
    this.#answer(note.querySelector(".answer"), said.answer);
    const respond = keepIf(note.querySelector(".respond"), said.may);
    if (respond) {
      const place = addressOf(respond, said.id);
      respond.setAttribute("href", said.carried ? `${place}?room=${this.room}` : place);
    }
    return note;
  }

  #mark(note, said) {
    const { dataset } = note;
    const { kind, by, state = "", may = "" } = said;
    Object.assign(dataset, { at: said.start ?? 0, kind, by, state, may });
    if (said.tags) dataset.tags = keysOf(said.tags);
    else delete dataset.tags;
    for (const name of ["end", "carried"]) {
      if (said[name]) dataset[name] = said[name];
      else delete dataset[name];
    }
    for (const name of ["mine", "private", "drawn", "deleted", "unread"]) {
      if (said[name]) dataset[name] = "";
      else delete dataset[name];
    }
  }

  #time(note, said) {
    const [at, origin] = [note.querySelector(".at"), note.querySelector(".origin")];
    const here = `?t=${said.at_s}#comment-${said.id}`;
    at.textContent = said.until ? `${said.at}–${said.until}` : said.at;
    at.setAttribute("href", said.carried ? addressOf(at, said.take) + here : here);
    const drawn = keepIf(note.querySelector(".drawn"), said.drawn);
    if (drawn) drawn.setAttribute("href", at.getAttribute("href"));
    if (!keepIf(origin, said.carried)) return;
    origin.setAttribute("href", addressOf(origin, said.take) + here);
    write(origin, { number: said.carried, at: said.at });
  }

  #people(note, said) {
    const who = note.querySelector(":scope > .who");
    who.querySelector(".kind").textContent = said.kind_label;
    who.querySelector("b").textContent = said.author;
    const teaches = keepIf(who.querySelector("i"), said.teaches);
    if (teaches) teaches.textContent = said.teaches;
    keepIf(who.querySelector(".new"), said.fresh);
    keepIf(who.querySelector(".private"), said.private);
    const edited = keepIf(who.querySelector(".trace"), said.edited);
    if (edited) edited.title = said.edited;
  }

  #tags(list, tags) {
    if (!keepIf(list, tags)) return;
    const [first] = list.children;
    list.replaceChildren(
      ...tags.map(({ id, name }) => {
        const tag = first.cloneNode();
        tag.dataset.tag = id;
        tag.textContent = name;
        return tag;
      }),
    );
  }

  #enclosed(list, enclosed) {
    if (!keepIf(list, enclosed)) return;
    const [picture, voice] = list.children;
    list.replaceChildren(
      ...enclosed.map(({ key, kind, words, width, height }) => {
        const one = (kind === "voice" ? voice : picture).cloneNode(true);
        for (const part of one.querySelectorAll("[href], [src]")) {
          const name = part.hasAttribute("href") ? "href" : "src";
          part.setAttribute(name, part.getAttribute(name).replace(NO_KEY, key));
        }
        if (kind === "voice") {
          one.querySelector("audio").setAttribute("aria-label", words);
          one.querySelector("small").textContent = words;
        } else Object.assign(one.querySelector("img"), { alt: words, width, height });
        return one;
      }),
    );
  }

  #replies(list, replies) {
    if (!keepIf(list, replies)) return;
    const [whole, trace] = list.children;
    list.replaceChildren(
      ...replies.map((said) => {
        const reply = (said.deleted ? trace : whole).cloneNode(true);
        const who = reply.querySelector(".who");
        reply.id = `reply-${said.id}`;
        reply.dataset.may = said.may;
        who.querySelector("b").textContent = said.author;
        keepIf(who.querySelector("i"), said.by_author);
        keepIf(who.querySelector(".new"), said.fresh);
        keepIf(who.querySelector(".trace"), said.edited);
        if (!said.deleted) speak(reply.querySelector(".body"), said);
        return reply;
      }),
    );
  }

  #agreed(line, { agreed, agreed_by: names, agrees = false, may = "" }) {
    if (!keepIf(line, agreed || may.includes("g"))) return;
    const [button, by] = line.children;
    button.setAttribute("aria-pressed", agrees);
    button.disabled = !may.includes("g");
    const count = keepIf(button.querySelector("b"), agreed);
    if (count) count.textContent = agreed;
    if (keepIf(by, names)) by.textContent = by.title = names;
  }

  #verdict(line, verdict) {
    if (!keepIf(line, verdict)) return;
    const [seal, who] = line.children;
    seal.className = `seal ${verdict.choice === "not-adopted" ? "not" : verdict.choice}`;
    seal.textContent = verdict.label;
    who.textContent = `${verdict.by} · ${verdict.on}`;
    const reason = keepIf(line.querySelector(".reason"), verdict.reason);
    if (reason) reason.textContent = verdict.reason;
  }

  #answer(line, answer) {
    if (!keepIf(line, answer)) return;
    const link = line.querySelector("a");
    link.setAttribute("href", `${addressOf(link, answer.take)}?t=${answer.at_s}`);
    write(link, { number: answer.number, at: answer.at });
  }
}

/** The part, or null when it is not true of the comment; then it is gone, and its space too. */
function keepIf(part, isTrue) {
  if (isTrue) return part;
  const before = part?.previousSibling;
  if (before?.nodeType === Node.TEXT_NODE && before.data === " ") before.remove();
  part?.remove();
  return null;
}

/** What somebody says, with the names of who is spoken to marked. */
function speak(body, { body: words, pieces = [] }) {
  body.replaceChildren(...(pieces.length ? pieces.map(pieceOf) : [words]));
}

function pieceOf({ text, named }) {
  if (!named) return text;
  const name = document.createElement("b");
  name.className = "named";
  name.textContent = text;
  return name;
}

/** Puts words in place of their names in braces. */
function write(part, words) {
  part.textContent = part.textContent.replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

/** Where a link of the specimen leads for the comment or take of this number. */
function addressOf(link, number) {
  return link.getAttribute("href").split("?")[0].replace("/0/", `/${number}/`);
}
