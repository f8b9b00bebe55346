const TEMPLATES = { "signed-out": "signed-out-template", refused: "refused-template" };

/**
 * Says in a form why it could not be sent, and how to go on; the text stays where it is.
 * With no outcome it takes the message away.
 */
export function showTrouble(form, outcome, page) {
  form.querySelector(".trouble")?.remove();
  if (!outcome) return;
  const box = document.createElement("div");
  box.className = "trouble";
  box.setAttribute("role", "alert");
  const answered = page?.querySelector("#signed-out, .notice");
  const name = TEMPLATES[outcome] ?? "failed-template";
  box.append(answered ? document.adoptNode(answered) : words(name));
  form.append(box);
  box.scrollIntoView({ block: "nearest" });
}

function words(template) {
  return document.getElementById(template).content.cloneNode(true);
}
