// Talk with the server: the token that proves the page is ours, failures in words, the offline line.
import { text } from "ui/texts";
import { notice } from "ui/toast";

const FAILURES = { 403: "forbidden", 404: "gone", 409: "conflict", 412: "conflict", 419: "expired", 429: "slow_down" };
const waiting = [];

export function token() {
  return document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] || document.querySelector("meta[name=csrf-token]")?.content || "";
}

// Sends a form's worth of values; answers the Response, and says failures in words.
export async function send(url, values = {}, method = "POST") {
  const body = values instanceof FormData ? values : new URLSearchParams(values);
  try {
    const answer = await fetch(url, { method, body: method === "GET" ? undefined : body, headers: { "X-CSRFToken": token(), "HX-Request": "true" } });
    online(true);
    fire(answer.headers.get("HX-Trigger"));
    if (answer.status >= 400 && ![409, 412, 422].includes(answer.status) && !answer.headers.get("HX-Trigger")) explain(answer.status);
    return answer;
  } catch {
    online(false);
    notice(text("failed"));
    return new Response(null, { status: 503 });
  }
}

export function online(is) {
  const line = document.getElementById("offline");
  if (line) line.hidden = is;
  if (is) while (waiting.length) waiting.shift()();
}

document.addEventListener("htmx:configRequest", ({ detail }) => {
  // The token of the cookie is the newest one: a form may stand open longer than a session.
  detail.parameters.delete?.("csrfmiddlewaretoken");
  if (token()) detail.headers["X-CSRFToken"] = token();
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr?.status) online(true);
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  online(false);
  const { path, verb } = detail.requestConfig, element = detail.elt;
  // Only reading is repeated by itself: what writes is sent again by the person, who sees it.
  if (verb === "get" && element.isConnected) waiting.push(() => window.htmx.ajax("GET", path, { source: element }));
  else notice(text("failed"), { late: true });
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status !== 401 && !detail.xhr.getResponseHeader("HX-Trigger")) explain(detail.xhr.status);
});
// A refused form: the first wrong field gets the cursor.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.xhr?.status === 422) detail.target.querySelector("[aria-invalid=true], [data-first-error]")?.focus();
});
addEventListener("offline", () => online(false));
addEventListener("online", () => online(true));

function explain(status) {
  notice(text(FAILURES[status] || "broken"), { late: true });
}

function fire(header) {
  if (!header) return;
  for (const [name, detail] of Object.entries(JSON.parse(header)))
    document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}
