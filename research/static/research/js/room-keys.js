import { isTaken } from "../../media/js/keys.js";

/** The keys of a room, besides the player's own; `?` lists them all in a dialog. */
export class RoomKeys {
  constructor(room, actions) {
    Object.assign(this, { room, actions });
    this.button = room.querySelector("#shortcuts");
    document.addEventListener("keydown", (event) => this.#onKey(event));
    if (!this.button) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.#list());
  }

  #onKey(event) {
    if (isTaken(event)) return;
    if (event.key === "?" && this.button) this.#list();
    const action = this.actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #list() {
    const words = this.room.querySelector("#shortcuts-template").content.cloneNode(true);
    const dialog = words.querySelector("dialog");
    this.room.append(words);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  }
}
