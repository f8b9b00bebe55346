import { isTaken } from "../../media/js/keys.js";

/** The keys of a room, besides the player's own. */
export class RoomKeys {
  constructor(actions) {
    this.actions = actions;
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  #onKey(event) {
    const action = this.actions[event.key.toLowerCase()];
    if (!action || isTaken(event)) return;
    event.preventDefault();
    action();
  }
}
