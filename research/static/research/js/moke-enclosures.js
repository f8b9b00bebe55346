import { clock } from "../../media/js/clock.js";
import { shrink } from "./shrink.js";
import { VoiceRecorder } from "./voice-recorder.js";

/**
 * What goes with a comment: pictures that are picked or pasted, and a voice note that is recorded
 * here. It is held until the comment has arrived, whatever becomes of the network.
 *
 * Attributes: data-most (pictures), data-most-s (seconds of voice), and the sentences that it says.
 * Events: "change" when something was added or taken away, "record" when recording begins.
 */
class MokeEnclosures extends HTMLElement {
  connectedCallback() {
    if (this.pictures) return; // only moved, into a form that was answered
    Object.assign(this, { pictures: new Map(), voice: null, recorder: new VoiceRecorder() });
    [this.picker, this.soundPicker] = this.querySelectorAll("input[type=file]");
    for (const input of [this.picker, this.soundPicker]) input.removeAttribute("name");
    this.tray = this.querySelector(".tray");
    this.said = this.querySelector("[data-said]");
    this.audio = this.querySelector("audio");
    this.picker.addEventListener("change", () => this.#pick(this.picker));
    this.soundPicker.addEventListener("change", () => this.#pickSound());
    this.addEventListener("click", ({ target }) => this.#onClick(target.closest("button")));
    this.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("li input")) event.preventDefault();
    });
    this.recorder.addEventListener("tick", () => this.#tick());
    this.recorder.addEventListener("end", ({ detail }) => this.#onEnd(detail));
    window.addEventListener("beforeunload", (event) => {
      if (!this.isEmpty && this.isConnected) event.preventDefault();
    });
  }

  get isEmpty() {
    return !this.pictures.size && !this.voice && !this.recorder.isOn;
  }

  /** Puts what is held into a form's data; what is being recorded ends here. */
  async addTo(data) {
    await this.recorder.stop();
    for (const [row, file] of this.pictures) {
      data.append("pictures", file);
      data.append("described", row.querySelector("input").value);
    }
    if (this.voice) data.append("voice", this.voice, this.voice.name ?? "voice");
  }

  /** Takes in pictures that were picked or pasted, as many as there may be. */
  async take(files) {
    const pictures = [...files].filter(({ type, name }) => /^image\//.test(type) || /\.hei[cf]$/i.test(name));
    this.#say("");
    for (const file of pictures) {
      if (this.pictures.size >= Number(this.dataset.most)) {
        this.#say("full");
        break;
      }
      try {
        this.#show(await shrink(file));
      } catch {
        this.#say("unreadable");
      }
    }
    if (pictures.length < files.length) this.#say("unreadable");
    this.#changed();
  }

  /** Forgets all; what was sent has arrived. */
  clear() {
    for (const row of this.pictures.keys()) this.#drop(row);
    this.#discard();
    this.#say("");
    this.#changed();
  }

  #onClick(button) {
    if (!button) return;
    const { pick, record, stop, discard, drop, pickSound } = button.dataset;
    if (pick !== undefined) this.picker.click();
    else if (pickSound !== undefined) this.soundPicker.click();
    else if (record !== undefined) this.#record();
    else if (stop !== undefined) this.recorder.stop();
    else if (discard !== undefined) this.#onDiscard();
    else if (drop !== undefined) this.#onDrop(button.closest("li"));
  }

  async #pick(input) {
    const files = [...input.files];
    input.value = "";
    await this.take(files);
    [...this.pictures.keys()].at(-1)?.querySelector("input").focus({ preventScroll: true });
  }

  #pickSound() {
    const [file] = this.soundPicker.files;
    if (!file) return;
    this.soundPicker.value = "";
    this.#say("");
    this.#hear(file);
  }

  #show(file) {
    const row = this.querySelector("template").content.cloneNode(true).querySelector("li");
    row.querySelector("img").src = URL.createObjectURL(file);
    this.querySelector(".tray-pictures").append(row);
    this.pictures.set(row, file);
  }

  #onDrop(row) {
    this.#drop(row);
    this.#say("");
    this.#changed();
    this.querySelector("[data-pick]").focus();
  }

  #drop(row) {
    URL.revokeObjectURL(row.querySelector("img").src);
    this.pictures.delete(row);
    row.remove();
  }

  async #record() {
    if (this.recorder.isOn) {
      this.recorder.stop();
      return;
    }
    if (this.isAsking) return;
    if (!VoiceRecorder.isPossible) {
      this.#offerAFile("unsupported");
      return;
    }
    this.dispatchEvent(new Event("record"));
    this.isAsking = true;
    try {
      await this.recorder.start();
    } catch {
      this.#offerAFile("refused");
      return;
    } finally {
      this.isAsking = false;
    }
    this.#discard();
    this.#say("recording");
    this.#tick();
    this.#changed();
    this.querySelector("[data-stop]").focus();
  }

  #onEnd(sound) {
    const hadFocus = this.contains(document.activeElement);
    this.#say("recorded");
    this.#hear(sound);
    if (hadFocus) this.audio.focus();
  }

  #tick() {
    const { seconds } = this.recorder;
    const most = Number(this.dataset.mostS);
    this.querySelector("[data-clock]").textContent = `${clock(seconds)} / ${clock(most)}`;
    if (seconds >= most) this.recorder.stop();
  }

  /** Lets a sound be listened to before it is sent. */
  #hear(sound) {
    this.#discard();
    this.voice = sound;
    this.audio.src = URL.createObjectURL(sound);
    this.#changed();
  }

  async #onDiscard() {
    await this.recorder.stop();
    this.#discard();
    this.#say("");
    this.#changed();
    this.querySelector("[data-record]").focus();
  }

  #discard() {
    if (!this.voice) return;
    this.voice = null;
    URL.revokeObjectURL(this.audio.src);
    this.audio.removeAttribute("src");
  }

  #offerAFile(why) {
    this.#say(why);
    const button = this.querySelector("[data-pick-sound]");
    button.hidden = false;
    this.#changed();
    button.focus();
  }

  #say(name) {
    this.said.textContent = name ? this.dataset[name] : "";
    this.querySelector("[data-pick-sound]").hidden = true;
  }

  #changed() {
    const { isOn } = this.recorder;
    this.querySelector(".tray-voice").hidden = !isOn && !this.voice;
    this.querySelector(".tray-live").hidden = !isOn;
    this.audio.hidden = isOn || !this.voice;
    this.querySelector("[data-record]").setAttribute("aria-pressed", isOn);
    this.tray.hidden = this.isEmpty && !this.said.textContent;
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("moke-enclosures", MokeEnclosures);
