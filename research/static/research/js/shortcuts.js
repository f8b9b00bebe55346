/** Shows the words of the room's keyboard help in a dialog of the browser's own. */
export function showShortcuts(room) {
  const words = room.querySelector("#shortcuts-template").content.cloneNode(true);
  const dialog = words.querySelector("dialog");
  room.append(words);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}
