import { csrfToken } from "../../ui/js/csrf.js";

/** Tells the server, as the page is left, up to which change it has shown the talk. */
export function reportVisit(url, change) {
  fetch(url, {
    method: "POST",
    keepalive: true,
    headers: { "X-Requested-With": "fetch", "X-CSRFToken": csrfToken() },
    body: new URLSearchParams({ change }),
  }).catch(() => {}); // then all is new once more the next time
}
