// The builder of filters: reads the tree of conditions out of the page and asks the list for it.
import { place } from "ui/menu";

show(document);
document.addEventListener("htmx:load", ({ target }) => show(target));
document.addEventListener("change", ({ target }) => {
  const part = target.closest?.("#filter [data-part]");
  if (part) redraw(part.closest("[data-condition]"), part.dataset.part);
  if (target.closest?.("#filter [data-shape=span]")) days(target.closest("[data-condition]"));
});
document.addEventListener("click", (event) => {
  const form = document.getElementById("filter"), { target } = event;
  if (!form?.matches(":popover-open")) return;
  const add = target.closest("[data-add]"), off = target.closest("[data-off]");
  if (add) grow(form, add);
  else if (off) off.closest("[data-condition], li:has(> [data-group])").remove();
  else if (target.closest("[data-clear]")) ask(null);
  else if (target.closest("[data-cancel]") || outside(form, event)) close(form);
});
document.addEventListener("submit", (event) => {
  if (!event.target.closest("#filter")) return;
  event.preventDefault();
  ask(tree(event.target.querySelector("[data-group]")));
});
document.addEventListener("keydown", (event) => {
  const form = document.getElementById("filter");
  if (event.key !== "Escape" || event.defaultPrevented || !form?.matches(":popover-open")) return;
  event.preventDefault();
  close(form);
});

function show(root) {
  const form = root.matches?.("#filter[popover]") ? root : root.querySelector?.("#filter[popover]");
  if (!form || form.matches(":popover-open")) return;
  form.showPopover();
  place(form, document.getElementById("filter-open"));
  form.querySelector("[data-condition]:last-of-type [data-part=field]")?.focus();
}

function close(form) {
  form.hidePopover();
  document.getElementById("filter-open")?.focus();
}

function outside(form, { clientX, clientY, target }) {
  const box = form.getBoundingClientRect();
  if (form.contains(target) || target.closest(".listbox") || !target.isConnected) return false;
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

function grow(form, button) {
  const fresh = form.querySelector(`template[data-new=${button.dataset.add}]`).content.cloneNode(true);
  const parts = button.closest("[data-group]").querySelector(":scope > [data-parts]");
  parts.append(fresh);
  window.htmx.trigger(parts.lastElementChild, "htmx:load");
  parts.lastElementChild.querySelector("[data-part=field]")?.focus();
}

// Another field or another question: the server draws the row that fits it. Of two questions the later counts.
async function redraw(row, changed) {
  const asked = new URLSearchParams({ field: part(row, "field").value, op: part(row, "op").value, value: JSON.stringify(changed === "op" ? given(row) : null) });
  if (changed === "field") asked.set("op", "");
  row.question?.abort();
  const { signal } = row.question = new AbortController(), before = boxes(row).map(({ value }) => value);
  const html = await drawn(`${row.dataset.rowUrl}?${asked}`, signal);
  if (!html || signal.aborted || !row.isConnected) return;
  const slot = document.createElement("ul");
  slot.innerHTML = html;
  const fresh = slot.firstElementChild, fields = boxes(fresh), chosen = part(row, changed);
  // What was typed while the server answered stays, and so does the place of the cursor.
  const held = boxes(row).indexOf(document.activeElement), at = [...row.children].findIndex((one) => one.contains(document.activeElement));
  boxes(row).forEach(({ type, value }, place) => { if (fields[place]?.type === type && (changed === "op" || value !== before[place])) fields[place].value = value; });
  Object.assign(row.dataset, fresh.dataset);
  // The list in hand stays as it is: who goes through it by keys goes on.
  [...fresh.children].forEach((one, place) => { if (place && row.children[place] !== chosen) row.children[place].replaceWith(one); });
  window.htmx.trigger(row, "htmx:load");
  if (at >= 0 && document.activeElement === document.body) (fields[held] ?? row.children[at].querySelector("input, select") ?? row.children[at]).focus();
}

async function drawn(address, signal) {
  try {
    const answer = await fetch(address, { signal, headers: { "HX-Request": "true" } });
    return answer.ok ? await answer.text() : "";
  } catch {
    return ""; // a later question is on its way, or the connection is gone: the row stays as it is
  }
}

function boxes(row) {
  return [...row.querySelectorAll("input[data-value]:not([type=hidden], [type=checkbox], [type=radio])")];
}

function days(row) {
  const [chosen] = row.querySelectorAll(":is(input, select)[data-value]");
  row.querySelector("[data-count]").hidden = !chosen.value.includes("_n_");
}

function part(row, name) {
  return row.querySelector(`[data-part=${name}]`);
}

function tree(group) {
  const parts = [...group.querySelector(":scope > [data-parts]").children].map((one) => one.matches("[data-condition]") ? leaf(one) : tree(one.querySelector("[data-group]"))).filter(Boolean);
  return parts.length ? { [group.querySelector("[data-join]").value]: parts } : null;
}

function leaf(row) {
  const value = given(row), { shape } = row.dataset, found = { field: part(row, "field").value, op: part(row, "op").value };
  if (shape === "none") return found;
  if (value === "" || (Array.isArray(value) && (shape === "pair" ? value.some((one) => one === "") : !value.length))) return null;
  return { ...found, value };
}

function given(row) {
  const values = [...row.querySelectorAll(":is(input, select)[data-value], ui-tags input[type=hidden]")].filter((one) => one.type !== "checkbox" || one.checked).map(({ value }) => value.trim());
  const { shape } = row.dataset, first = values[0] ?? "";
  if (shape === "span") return first.includes("_n_") ? `${first}:${parseInt(row.querySelector("[data-count]").value, 10) || 30}` : first;
  if (shape === "pair") return values;
  if (shape === "many") return row.querySelector("[data-split]") ? first.split(",").map((one) => one.trim()).filter(Boolean) : [...new Set(values)];
  return first;
}

function ask(filter) {
  const url = new URL(location.href);
  url.searchParams.set("filter", filter ? JSON.stringify(filter) : "");
  for (const name of ["after", "from"]) url.searchParams.delete(name);
  const address = url.pathname + url.search;
  window.htmx.ajax("GET", address, { source: "#list-sheet", target: "#list-sheet", swap: "morph:outerHTML", push: "true" });
}
