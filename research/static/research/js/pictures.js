/** Opens pictures that go with comments large, in a dialog of the browser's own. */
export function openPicturesIn(host, template) {
  host.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-picture]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const dialog = template.content.cloneNode(true).querySelector("dialog");
    const words = link.querySelector("img").alt;
    dialog.querySelector("img").src = link.href;
    dialog.querySelector("img").alt = words;
    dialog.querySelector("p").textContent = words;
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus({ preventScroll: true });
    });
    host.append(dialog);
    dialog.showModal();
  });
}
