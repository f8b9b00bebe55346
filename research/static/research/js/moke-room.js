import { Drafts } from "./drafts.js";
import { Filters } from "./filters.js";
import { renew } from "./hosts.js";
import { Mentions } from "./mentions.js";
import { News } from "./news.js";
import { NoteMaker } from "./note-maker.js";
import { Notes, spanOf, startOf } from "./notes.js";
import { openPicturesIn } from "./pictures.js";
import { readPins } from "./pins.js";
import { Responses } from "./responses.js";
import { Rest } from "./rest.js";
import { RoomKeys } from "./room-keys.js";
import { Sketches } from "./sketches.js";
import { SpanLoop } from "./span-loop.js";
import { Timeline } from "./timeline.js";
import { reportVisit } from "./visit.js";
import { Voice } from "./voice.js";

const READING_S = 6;

/**
 * The review room: holds player, timeline, margin and composer together.
 *
 * Attributes: data-comments, data-all, data-events, data-people and data-visit (addresses),
 * data-change (cursor of what is shown), data-room (the take's key), data-person,
 * data-duration-s.
 */
class MokeRoom extends HTMLElement {
  async connectedCallback() {
    if (this.voice) return;
    this.voice = new Voice(this.querySelector("#live"));
    this.player = this.querySelector("moke-player");
    const parts = ["moke-composer", "moke-enclosures", "moke-sketch", ...(this.player ? ["moke-player"] : [])];
    await Promise.all(parts.map((name) => customElements.whenDefined(name)));
    this.composer = this.querySelector("moke-composer");
    const pins = readPins(this.querySelector("#pins"));
    this.notes = new Notes(this.querySelector("#notes"), this.querySelector("#no-comments"), pins);
    this.drafts = new Drafts(this.dataset.comments, this.dataset.person);
    const line = this.querySelector("#timeline");
    this.timeline = line && new Timeline(line);
    this.responses = new Responses({
      room: this,
      notes: this.notes,
      drafts: this.drafts,
      player: this.player,
    });
    this.responses.addEventListener("sent", ({ detail }) => this.#take(detail));
    if (this.dataset.people) new Mentions(this, this.dataset.people);
    this.#bindPlayer();
    this.#bindComposer();
    this.#bindNotes();
    this.#bindNews();
    this.#bindKeys();
    this.responses.dress(this.notes.all);
    this.filters = new Filters({ room: this, notes: this.notes });
    this.filters.addEventListener("change", () => {
      this.rest?.ask(); // what is earlier than the page began with may be what is wanted now
      this.#draw();
    });
    this.#draw();
    this.#openAtAddress();
    this.#bringTheRest();
  }

  disconnectedCallback() {
    this.news?.stop();
  }

  get duration() {
    return Number(this.dataset.durationS) || this.player?.duration || 0;
  }

  #bindPlayer() {
    if (!this.timeline) return;
    this.timeline.addEventListener("seek", ({ detail }) => this.#seek(detail));
    this.timeline.addEventListener("choose", ({ detail }) => this.#goToMark(detail));
    for (const name of ["timeupdate", "seeked"]) {
      this.player?.addEventListener(name, () => this.#follow());
    }
    this.player?.addEventListener("durationchange", () => this.#draw());
    this.sketches = new Sketches({ room: this, player: this.player, composer: this.composer });
    const button = this.querySelector("#loop");
    this.loop = new SpanLoop({ player: this.player, button });
    button.addEventListener("click", () => this.#repeat());
  }

  #bindComposer() {
    if (!this.composer) return;
    this.composer.addEventListener("mark", () => this.#showMark());
    this.composer.addEventListener("sent", ({ detail }) => this.#onSent(detail));
    this.composer.addEventListener("leave", () => this.#leaveComposer());
    this.composer.addEventListener("kept", () => this.voice.say("kept"));
    const { player, drafts } = this;
    this.composer.attach({ player, drafts, url: this.dataset.comments });
    const tools = this.querySelector("moke-span");
    if (tools) tools.given = () => this.composer.span;
    new ResizeObserver(([{ target }]) => {
      this.style.setProperty("--composer", `${target.offsetHeight}px`);
    }).observe(this.composer);
  }

  #bindNotes() {
    const { around } = this.notes;
    for (const name of ["wheel", "touchmove", "pointerdown"]) {
      around.addEventListener(name, () => (this.readUntil = performance.now() + READING_S * 1000), {
        passive: true,
      });
    }
    around.addEventListener("click", (event) => this.#onNoteClick(event));
    openPicturesIn(this, this.querySelector("#picture-template"));
    this.addEventListener("play", ({ target }) => target.closest("audio") && this.player?.pause(), true);
  }

  #bindNews() {
    const { comments, events, change } = this.dataset;
    this.news = new News({ comments, events, cursor: change });
    this.news.addEventListener("news", ({ detail }) => this.#announce(this.#take(detail)));
    for (const name of ["lost", "back", "closed"]) {
      this.news.addEventListener(name, ({ detail }) => this.voice.say(name, name === "back", detail));
    }
    this.news.listen();
    window.addEventListener("pagehide", () => reportVisit(this.dataset.visit, this.news.cursor));
  }

  #bringTheRest() {
    if (!this.dataset.all) return;
    const maker = new NoteMaker(this.querySelector("#note-template"), this.dataset.room);
    this.rest = new Rest({ url: this.dataset.all, notes: this.notes, maker });
    this.rest.addEventListener("known", () => this.#onKnown());
    this.rest.addEventListener("added", ({ detail }) => this.responses.dress(detail));
    this.rest.addEventListener("complete", () => {
      this.responses.reopen();
      this.filters.tell();
      this.#draw();
      if (this.awaited) this.#openAtAddress();
    });
    if (this.awaited) this.rest.ask();
    this.rest.load();
  }

  /** What the page did not say of a crowded room is known now: where all comments stand. */
  #onKnown() {
    this.filters.tell();
    this.#draw();
    const isToCome = this.notes.pending.has(window.location.hash.slice(1));
    if (!isToCome || this.awaited) return;
    this.awaited = true;
    this.rest.ask();
  }

  /** Takes changed comments into the margin and onto the line; returns the new ones. */
  #take(page) {
    for (const name of ["#filters", "#own-notes"]) renew(this, name, page);
    const arrived = this.notes.merge(page);
    this.responses.dress(this.notes.all);
    this.filters.tell();
    this.#draw();
    return arrived;
  }

  #announce(arrived) {
    const others = arrived.filter((note) => !("mine" in note.dataset));
    for (const note of others) note.classList.add("arrived");
    if (!others.length || !this.announcing) return;
    this.voice.say("new");
  }

  #onSent(page) {
    const arrived = this.#take(page);
    this.#leaveComposer();
    if (!arrived.length) return;
    this.#choose(this.notes.choose(arrived[0]));
  }

  #leaveComposer() {
    this.composer.body.blur();
    const stage = this.querySelector(".stage");
    stage.tabIndex = -1;
    stage.focus({ preventScroll: true });
  }

  #onNoteClick(event) {
    const note = event.target.closest(".note");
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = event.target.closest(".at");
    if (note.dataset.carried || !this.player) return;
    const leadsOn = event.target.closest("a:not(.drawn), audio, button, form, .response");
    if (!at && (leadsOn || hasSelection())) return;
    event.preventDefault();
    this.#goTo(note);
  }

  #goTo(note) {
    if (!note) return;
    this.#seek(startOf(note));
    this.#choose(this.notes.choose(note));
    this.sketches?.show(note);
  }

  #step(by) {
    const next = this.notes.next(this.player.currentTime, by);
    if (next) this.#goToMark(next.id);
  }

  /** Repeats the span that is marked, or else the chosen comment's. */
  #repeat() {
    const { span } = this.composer ?? {};
    const chosen = spanOf(this.notes.current);
    if (!this.loop.toggle(span?.end ? span : chosen)) this.voice.say("spanless");
  }

  /** A marker leads to its second at once, and to its note when that is there. */
  #goToMark(id) {
    const note = this.notes.byId(id);
    const pin = this.notes.pending.get(id);
    if (note) this.#goTo(note);
    else if (pin) this.#seek(startOf(pin));
  }

  #choose(note) {
    this.timeline?.choose(note);
    if (note) this.notes.reveal(note);
  }

  #seek(seconds) {
    if (!this.player) return;
    this.player.currentTime = seconds;
    this.#follow();
  }

  #follow() {
    const now = this.player.currentTime;
    this.timeline.follow(now);
    const before = this.notes.current;
    const note = this.notes.follow(now);
    if (this.notes.current === before) return;
    this.timeline.choose(this.notes.current);
    if (note && !this.#isReading()) this.notes.reveal(note);
  }

  #isReading() {
    return (
      performance.now() < (this.readUntil ?? 0) || this.notes.list.contains(document.activeElement)
    );
  }

  #draw() {
    this.timeline?.draw(this.notes.marks, this.duration);
    this.timeline?.follow(this.player?.currentTime ?? 0);
    this.#showMark();
  }

  #showMark() {
    const span = this.composer?.span;
    if (span) this.timeline?.mark(span.start, span.end);
  }

  /** `#comment-12` opens the room at that comment's moment, wherever that is since a trim. */
  #openAtAddress() {
    this.announcing = true;
    const id = window.location.hash.slice(1);
    const note = this.notes.byId(id);
    this.awaited = this.notes.pending.has(id);
    if (!note) return;
    if (!note.dataset.carried) this.#goTo(note);
    else {
      this.#choose(this.notes.choose(note));
      this.sketches?.show(note);
    }
  }

  #bindKeys() {
    const { composer } = this;
    const always = { n: () => this.#step(1), p: () => this.#step(-1), r: () => this.#repeat() };
    const writing = composer && {
      i: () => composer.markStart(),
      o: () => composer.markEnd(),
      w: () => composer.body.focus(),
      d: () => this.sketches.draw(composer.form),
      escape: () => composer.clearSpan(),
    };
    this.keys = new RoomKeys(this.player ? { ...always, ...writing } : {});
  }
}

function hasSelection() {
  return Boolean(window.getSelection()?.toString());
}

customElements.define("moke-room", MokeRoom);
