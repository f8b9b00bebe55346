/** The comment or reply that a response belongs to, and the places of responses in it. */

export function numberOf(host) {
  return host.id.split("-")[1];
}

/** What a form's draft is kept under. */
export function nameOf(form) {
  return `${form.dataset.form}/${numberIn(form)}`;
}

/** The comment or reply that a form is about; null where it is about all of them. */
export function hostOf(form) {
  if (form.dataset.form.endsWith("all")) return null;
  const kind = form.dataset.form.startsWith("reply-") ? "reply" : "comment";
  return document.getElementById(`${kind}-${numberIn(form)}`);
}

/** Where responses to a comment stand; made when there is none yet. */
export function response(host) {
  let box = host.querySelector(":scope > .response");
  if (!box) {
    box = document.createElement("div");
    box.className = "response";
    host.append(box);
  }
  return box;
}

/** The form under a comment that is sent to an address, if it is open. */
export function formIn(host, action) {
  return host.closest(".note").querySelector(`.response form[action="${action}"]`);
}

function numberIn(form) {
  return form.getAttribute("action").match(/\/(\d+)\//)[1];
}

/** Puts the fresh element of that selector in place of the room's, open if it was open. */
export function renew(room, selector, page) {
  const [known, fresh] = [room.querySelector(selector), page.querySelector(selector)];
  if (!fresh) return;
  if (known.open && !fresh.hidden) fresh.open = true;
  known.replaceWith(document.adoptNode(fresh));
}
