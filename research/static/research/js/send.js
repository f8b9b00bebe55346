import { csrfToken } from "../../ui/js/csrf.js";

const OUTCOMES = { 401: "signed-out", 403: "refused", 404: "refused", 410: "refused", 422: "invalid" };

/**
 * Posts a form's data and tells what became of it:
 * {outcome: "done" | "invalid" | "signed-out" | "refused" | "failed", page}.
 * `page` is the answered fragment as a document, absent when the network failed.
 */
export async function send(url, data) {
  data.delete("csrfmiddlewaretoken"); // may be older than the cookie, and would win over it
  try {
    const answer = await fetch(url, { method: "POST", headers: headers(), body: data });
    const page = parse(await answer.text());
    return { outcome: answer.ok ? "done" : (OUTCOMES[answer.status] ?? "failed"), page };
  } catch {
    return { outcome: "failed" };
  }
}

/** Fetches a fragment; throws when it does not come. */
export async function fetchPage(url) {
  return parse(await (await get(url)).text());
}

/** Fetches data; throws when they do not come, with the answer's status if there was one. */
export async function fetchData(url) {
  return (await get(url)).json();
}

async function get(url) {
  const answer = await fetch(url, { headers: headers() });
  if (answer.ok) return answer;
  throw Object.assign(new Error(`${answer.status} ${url}`), { status: answer.status });
}

/** Fetches a fragment and tells whether it is what was asked for; throws without network. */
export async function fetchFragment(url) {
  const answer = await fetch(url, { headers: headers() });
  return { ok: answer.ok, page: parse(await answer.text()) };
}

function headers() {
  return { "X-Requested-With": "fetch", "X-CSRFToken": csrfToken() };
}

function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
