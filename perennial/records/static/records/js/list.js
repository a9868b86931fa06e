// The list's small deeds: the quick look, widths of columns, a new view of what is shown, files of what is shown.
import "records/list-cells";
import "records/list-tabs";
import { send } from "ui/server";

document.addEventListener("click", ({ target }) => {
  const look = target.closest?.("[data-look]");
  if (look) quick(look.closest("[data-row]"));
  const step = target.closest?.("[data-step-row]");
  if (step) move(Number(step.dataset.stepRow));
  if (target.closest?.("[data-quick-close]")) closeLook();
  const view = target.closest?.("[data-new-view]");
  if (view) window.htmx.ajax("GET", view.dataset.newView + location.search, { target: "body", swap: "beforeend" });
  const file = target.closest?.("[data-with-state]");
  if (file) file.href = withState(file.dataset.withState);
  const chosen = target.closest?.("[data-take-chosen]");
  if (chosen) location.assign(withState(chosen.dataset.takeChosen, new FormData(document.getElementById("bulk"))));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !document.querySelector("[data-quick]")) return;
  if (document.querySelector("dialog[open], :popover-open:not(.toasts), ui-cell form, [data-pick]:checked")) return;
  event.preventDefault();
  closeLook();
});
// A list drawn anew stays at the row one was at; the focus goes there when what had it is gone, like the bar of the chosen.
let at = null;
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target?.id !== "list-sheet") return;
  const row = target.querySelector("[data-row][aria-current=true]");
  at = row && { id: row.dataset.id, place: rows().indexOf(row), inside: target.contains(document.activeElement) };
});
document.addEventListener("htmx:afterSettle", () => {
  if (!at) return;
  const all = rows(), row = all.find(({ dataset }) => dataset.id === at.id) || all[Math.min(at.place, all.length - 1)], { inside } = at;
  at = null;
  row?.setAttribute("aria-current", "true");
  const { activeElement } = document, lost = activeElement === document.body || !activeElement.getClientRects().length;
  if (inside && lost) (row?.querySelector("th a") || document.getElementById("list-q"))?.focus();
});
// Shift and a click on a head sorts by it after what it is sorted by now.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const head = detail.elt.closest?.("[data-sort]");
  if (head && detail.triggeringEvent?.shiftKey) detail.path = further(head.dataset.sort, head.closest("th").getAttribute("aria-sort"));
});
document.addEventListener("pointerdown", (event) => {
  const edge = event.target.closest?.("[data-edge]");
  if (edge && event.button === 0) drag(event, edge.closest("th"));
});
document.addEventListener("dblclick", ({ target }) => {
  const edge = target.closest?.("[data-edge]");
  if (edge) keep(edge.closest("th"), 0);
});

function rows() {
  return [...document.querySelectorAll("[data-rows] [data-row]")];
}

function move(by) {
  const all = rows(), at = all.findIndex((row) => row.getAttribute("aria-current") === "true"), next = all[at + by];
  if (!next) return;
  all[at]?.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("[data-look]").click();
}

function quick(row) {
  const { quickUrl } = row.closest("table").dataset;
  window.htmx.ajax("GET", `${quickUrl}${row.dataset.id}/`, { source: row, target: "#quick", swap: "outerHTML" });
}

function closeLook() {
  const look = document.querySelector("[data-quick]"), place = document.createElement("div");
  place.id = "quick";
  place.hidden = true;
  look?.replaceWith(place);
  document.querySelector("[data-row][aria-current=true] th a")?.focus();
}

// The address of a file of what is shown now, or of the chosen rows of it.
function withState(address, chosen = new FormData()) {
  const url = new URL(address, location.href);
  for (const [name, value] of new URLSearchParams(location.search)) if (!["after", "from"].includes(name)) url.searchParams.set(name, value);
  if (!chosen.get("everything")) for (const pk of chosen.getAll("ids")) url.searchParams.append("ids", pk);
  return url.href;
}

function further(field, sorted) {
  const url = new URL(location.href), now = [...document.querySelectorAll("th[aria-sort]")].map((th) => [th.dataset.field, th.getAttribute("aria-sort")]);
  const words = (url.searchParams.get("sort") || now.map(([code, way]) => (way === "descending" ? "-" : "") + code).join(",")).split(",").filter(Boolean);
  const rest = words.filter((word) => word.replace(/^-/, "") !== field);
  url.searchParams.set("sort", [...rest, sorted === "ascending" ? `-${field}` : field].slice(-3).join(","));
  for (const name of ["after", "from"]) url.searchParams.delete(name);
  return url.pathname + url.search;
}

function drag(event, head) {
  event.preventDefault();
  const from = event.clientX, start = head.offsetWidth;
  let width = start;
  const follow = ({ clientX }) => { width = Math.max(56, Math.round(start + clientX - from)); head.setAttribute("width", width); };
  const end = () => {
    removeEventListener("pointermove", follow);
    if (width !== start) keep(head, width);
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", end, { once: true });
}

function keep(head, width) {
  if (width) head.setAttribute("width", width); else head.removeAttribute("width");
  send(head.closest("table").dataset.widthUrl, { field: head.dataset.field, width });
}
