// What was done, with Undo. Ten seconds; it waits while the pointer or the focus is on it.
import { key } from "ui/keys";
import { typing } from "ui/letters";
import { text } from "ui/texts";

const SECONDS = 10;
const region = document.getElementById("toasts");
const timers = new WeakMap();

export function notice(message, { undo = "", late = false } = {}) {
  const template = document.getElementById("toast-template");
  if (!region || !template) return;
  const toast = template.content.querySelector("[data-toast]").cloneNode(true);
  toast.querySelector("[data-words]").textContent = message;
  const button = toast.querySelector("[data-undo]");
  if (undo) button.dataset.undo = undo; else button.remove();
  if (late) { toast.dataset.tone = "late"; toast.setAttribute("role", "alert"); }
  region.append(toast);
  show(toast);
}

// By keys the notice is far away: Ctrl Z takes back what it tells of, unless text is being written.
key("ctrl+z", () => text("undo"), (event) => !typing(event) && latest());
document.body.addEventListener("toast", ({ detail }) => notice(detail.message, detail));
region?.addEventListener("click", async ({ target }) => {
  const toast = target.closest("[data-toast]"), undo = target.closest("[data-undo]")?.dataset.undo;
  if (target.closest("[data-dismiss]")) return drop(toast);
  if (undo) takeBack(toast, undo);
});
for (const toast of region?.querySelectorAll("[data-toast]") || []) show(toast);

function latest() {
  const button = [...region.querySelectorAll("[data-undo]")].at(-1);
  button?.click();
  return Boolean(button);
}

async function takeBack(toast, undo) {
  // Only addresses of this site: the answer may come from a cookie.
  if (!undo.startsWith("/") || undo.startsWith("//")) return;
  drop(toast);
  const { send } = await import("ui/server");
  const answer = await send(undo);
  if (!answer.ok) return;
  if (!answer.headers.get("HX-Trigger")) notice(text("undone"));
  const place = answer.headers.get("HX-Redirect") || (answer.redirected ? answer.url : "");
  if (place) location.assign(place);
  else document.body.dispatchEvent(new CustomEvent("undone", { bubbles: true, detail: { undo } }));
}

function show(toast) {
  if (!region.matches(":popover-open")) region.showPopover();
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timers.get(toast)));
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, () => wait(toast));
  wait(toast);
}

function wait(toast) {
  clearTimeout(timers.get(toast));
  timers.set(toast, setTimeout(() => drop(toast), SECONDS * 1000));
}

function drop(toast) {
  toast?.remove();
  if (!region.querySelector("[data-toast]") && region.matches(":popover-open")) region.hidePopover();
}
