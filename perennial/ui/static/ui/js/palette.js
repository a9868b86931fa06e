// Find or do: one box for every place, record and action. The server sends the rows (role=option, data-href).
import { say } from "ui/say";
import { text } from "ui/texts";

const dialog = document.getElementById("palette");
const input = dialog.querySelector("input"), list = dialog.querySelector("[role=listbox]");
let timer = 0, request = null, at = -1, moved = "", late = false;

new MutationObserver(() => { if (dialog.open) opened(); }).observe(dialog, { attributeFilter: ["open"] });
if (dialog.open) { late = true; load(); } // opened before this module came: what was typed since stays
input.addEventListener("input", () => { moved = ""; late = true; clearTimeout(timer); timer = setTimeout(load, 120); });
input.addEventListener("keydown", press);
list.addEventListener("click", ({ target, ctrlKey, metaKey }) => go(target.closest("[role=option]"), ctrlKey || metaKey));

function opened() {
  moved = "";
  input.select();
  load();
}

async function load() {
  request?.abort();
  request = new AbortController();
  const address = new URL(dialog.dataset.url, location.href), asked = input.value.trim();
  address.searchParams.set("q", asked);
  try {
    const answer = await fetch(address, { signal: request.signal, headers: { "HX-Request": "true", "HX-Target": "palette-results" } });
    if (!answer.ok) return;
    list.innerHTML = await answer.text();
    late = asked !== input.value.trim(); // typed on while this was on its way: the rows are of before
  } catch { return; }
  options().forEach((row, n) => { row.id = `palette-${n}`; row.setAttribute("aria-selected", "false"); });
  // A late answer does not take away the row that was moved to.
  const kept = options().findIndex(({ dataset }) => moved && moved === (dataset.href || dataset.act));
  mark(options().length ? Math.max(kept, 0) : -1);
  say(options().length ? text("results", { n: options().length }) : text("nothing_found"));
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function mark(n) {
  options().forEach((row, i) => row.setAttribute("aria-selected", String(i === n)));
  at = n;
  const row = options()[n];
  if (!row) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", row.id);
  row.scrollIntoView({ block: "nearest" });
}

function press(event) {
  const count = options().length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && count) {
    event.preventDefault();
    mark((at + step + count) % count);
    moved = options()[at].dataset.href || options()[at].dataset.act;
  }
  if (event.key === "Enter") { event.preventDefault(); enter(event.ctrlKey || event.metaKey); }
}

// Who types fast presses Enter before the answer is here: it counts for the answer, not for the rows of before.
async function enter(apart) {
  clearTimeout(timer);
  for (let tries = 0; late && tries < 3; tries++) await load();
  if (!late) go(options()[at], apart);
}

function go(row, apart) {
  if (!row) return;
  const { href, act } = row.dataset;
  dialog.close();
  // An action opens a part of the page (data-act="#id"), a place is gone to.
  if (act) document.querySelector(act)?.click();
  else if (href && apart) open(href, "_blank");
  else if (href) location.assign(href);
}
