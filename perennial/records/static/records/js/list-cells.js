// Cells mended where they stand. E or a double click asks for the input of a cell; Enter keeps it,
// Tab keeps it and goes to the next cell, Escape leaves it as it was. The answer is the whole row anew.
import { awake } from "ui/loader";
import { key } from "ui/keys";
import { notice } from "ui/toast";
import { send } from "ui/server";
import { text } from "ui/texts";

const WAIT = 350, REASONED = [409, 412, 422];
let open = null, keyed = false;

key("e", () => text("key_edit"), () => start(cells(document.querySelector("[data-row][aria-current=true]"))[0]));
document.addEventListener("dblclick", ({ target }) => {
  const cell = target.closest?.("[data-cell-url] td[data-field]");
  if (cell && !target.closest("form, a")) start(cell);
});
document.addEventListener("pointerdown", () => { keyed = false; }, true);
document.addEventListener("keydown", (event) => {
  keyed = true;
  if (!open?.contains(event.target)) return;
  if (event.key === "Escape" && !event.defaultPrevented) { event.preventDefault(); event.stopPropagation(); back(); }
  if (event.key === "Enter" && !event.target.matches("[role=combobox]") && !(event.target.matches("textarea") && !event.ctrlKey)) { event.preventDefault(); save(); }
  if (event.key === "Tab" && !open.querySelector(".listbox:popover-open") && leaves(event)) { event.preventDefault(); save(event.shiftKey ? -1 : 1); }
}, true);
// Enter belongs to the list of what was found first; with nothing to take there it keeps the cell.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || !open?.contains(event.target) || !event.target.matches("[role=combobox]")) return;
  event.preventDefault();
  save();
});
document.addEventListener("submit", (event) => {
  if (event.target.matches(".cell-edit")) { event.preventDefault(); save(); }
});
document.addEventListener("change", ({ target }) => {
  // Keys pass over many options before the right one: what they chose is kept by Enter or Tab.
  if (open?.contains(target) && target.matches(keyed ? "input[type=hidden]" : "select, input[type=hidden]") && !target.closest("ui-tags, .joined")) save();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-cell-back]")) return back();
  if (open && !open.contains(target) && !target.closest(".listbox, .toasts")) save();
});
document.addEventListener("input", ({ target }) => { if (open?.contains(target)) warn(target.form); });

function cells(row) {
  return [...(row?.querySelectorAll("td[data-field]") || [])].filter((cell) => cell.offsetParent);
}

async function start(cell) {
  const table = cell?.closest("[data-cell-url]");
  if (!table || cell === open) return Boolean(open);
  const row = cell.closest("[data-row]");
  const answer = await fetch(`${table.dataset.cellUrl}${row.dataset.id}/${cell.dataset.field}/`, { headers: { "HX-Request": "true", "HX-Target": "cell" } });
  if (!answer.ok || answer.redirected) return answer.status === 404 ? undefined : notice(text("forbidden"), { late: true });
  open = cell;
  open.before = [...cell.childNodes];
  await fill(await answer.text());
  return true;
}

// The input gets the cursor once it works: what is typed sooner would find nothing.
async function fill(html) {
  const cell = open;
  cell.innerHTML = html;
  cell.classList.add("editing");
  window.htmx.process(cell);
  window.htmx.trigger(cell, "htmx:load");
  await awake(cell);
  if (open !== cell) return;
  const field = cell.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus();
  field?.select?.();
}

function back() {
  const cell = open;
  if (!cell) return;
  open = null;
  cell.replaceChildren(...cell.before);
  cell.classList.remove("editing");
  cell.closest("[data-row]").querySelector("th a")?.focus();
}

// Tab inside an input of several parts goes through them first.
function leaves({ target, shiftKey }) {
  const parts = [...open.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((part) => part.offsetParent);
  return target === parts.at(shiftKey ? 0 : -1);
}

async function save(then = 0) {
  const cell = open, form = cell?.querySelector("form");
  if (!form || cell.saving) return;
  const place = cells(cell.closest("[data-row]")).indexOf(cell) + then;
  cell.saving = true;
  const view = document.querySelector("#list-tabs [aria-current]")?.dataset.view || "", address = new URL(form.getAttribute("action"), location.href);
  address.search = location.search;
  if (view) address.searchParams.set("view", view);
  const answer = await send(address, new FormData(form));
  cell.saving = false;
  if (REASONED.includes(answer.status)) return fill(await answer.text());
  if (answer.ok) renew(cell.closest("[data-row]"), await answer.text(), then ? place : -1);
}

function renew(row, html, next) {
  const slot = document.createElement("tbody");
  slot.innerHTML = html;
  const fresh = slot.querySelector("[data-row]"), focused = row.contains(document.activeElement) || document.activeElement === document.body;
  open = null;
  if (!fresh) return row.remove();
  fresh.querySelector("[data-pick]").checked = row.querySelector("[data-pick]").checked;
  if (row.hasAttribute("aria-current")) fresh.setAttribute("aria-current", "true");
  row.replaceWith(fresh);
  window.htmx.process(fresh);
  const cell = next >= 0 ? cells(fresh)[next] : null;
  if (cell) start(cell);
  else if (focused) fresh.querySelector("th a")?.focus();
}

let timer = 0;
function warn(form) {
  if (!form?.dataset.warnings) return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const answer = await fetch(`${form.dataset.warnings}?${new URLSearchParams(new FormData(form))}`, { headers: { Accept: "application/json" } });
    if (answer.ok && form.isConnected) note(form.querySelector("[data-notes]"), await answer.json());
  }, WAIT);
}

function note(box, found) {
  box.hidden = !found.length;
  box.replaceChildren(...found.map(({ text: words, url }) => {
    const line = document.createElement("p"), said = document.createElement(url ? "a" : "span");
    said.textContent = words;
    if (url) { said.href = url; said.className = "link"; said.target = "_blank"; }
    line.append(said);
    return line;
  }));
}
