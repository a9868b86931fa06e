// Rows that are worked in: J K or arrows move, X picks, Shift X picks up to here, B goes to what can be done with
// the picked, Enter opens, Space looks, E edits the first cell. [data-rows] holds [data-row]; [data-pick] are the boxes.
import { key } from "ui/keys";
import { text } from "ui/texts";
import { say } from "ui/say";

let anchor = null;

key("j", () => text("key_rows"), () => step(1));
key("k", () => text("key_rows"), () => step(-1));
key("ArrowDown", null, (event) => inRows(event) && step(1));
key("ArrowUp", null, (event) => inRows(event) && step(-1));
key("x", () => text("key_pick"), () => pick(current(), false));
key("shift+x", () => text("key_range"), () => pick(current(), true));
// What can be done with the chosen rows stands under all rows: by Tab alone far away.
key("b", () => text("key_bulk"), () => { const deed = document.querySelector("[data-bulk]:not([hidden]) button"); deed?.focus(); return Boolean(deed); });
key("Enter", () => text("key_open"), (event) => press(event, "th a, [data-open-row]"));
key(" ", () => text("key_look"), (event) => press(event, "[data-look]"));
key("e", () => text("key_edit"), () => click(current(), "ui-cell button"));

document.addEventListener("click", (event) => {
  const { target } = event;
  const box = target.closest?.("[data-pick]");
  if (box) {
    if (event.shiftKey) range(rowOf(anchor), rowOf(box), box.checked);
    anchor = box;
    return tell(root(box));
  }
  if (target.closest?.("[data-pick-all]")) every(root(target), target.checked);
  if (target.closest?.("[data-pick-none]")) every(document.querySelector("[data-rows]"), false);
  if (target.closest?.("[data-pick-everything]")) everything();
  const row = target.closest?.("[data-row]");
  if (row) here(row, false);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], :popover-open:not(.toasts)")) clear(event);
});
// New rows forget what was chosen among the old ones.
document.addEventListener("htmx:afterSwap", () => tell(document.querySelector("[data-rows]")));

function rows() {
  return [...document.querySelectorAll("[data-rows] [data-row]")];
}

function current() {
  return document.querySelector("[data-rows] [data-row][aria-current=true]");
}

function rowOf(part) {
  return part?.closest("[data-row]");
}

function root(part) {
  return part.closest("[data-rows]") || document.querySelector("[data-rows]");
}

function inRows(event) {
  return event.target === document.body || Boolean(event.target.closest("[data-rows], .list"));
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(current());
  here(all[Math.max(0, Math.min(all.length - 1, at + by))], true);
  return true;
}

function here(row, focus) {
  const before = current();
  if (before && before !== row) before.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  if (!focus) return;
  (row.querySelector("th a, a") || row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  // An open quick look follows the row.
  if (document.querySelector(".quick")) click(row, "[data-look]");
}

function pick(row, ranged) {
  const box = row?.querySelector("[data-pick]");
  if (!box) return false;
  if (ranged && anchor) range(rowOf(anchor), row, true);
  else box.checked = !box.checked;
  anchor = box;
  tell(root(box));
  return true;
}

function range(from, to, checked) {
  const all = rows(), ends = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
  if (ends[0] < 0) return;
  for (const row of all.slice(ends[0], ends[1] + 1)) row.querySelector("[data-pick]").checked = checked;
}

function every(list, checked) {
  for (const box of list?.querySelectorAll("[data-pick]") || []) box.checked = checked;
  tell(list);
}

function everything() {
  const mark = document.querySelector("[data-everything]");
  if (!mark) return;
  mark.value = "1";
  for (const count of document.querySelectorAll("[data-bulk-count]")) count.textContent = mark.dataset.everything;
}

function tell(list) {
  if (!list) return;
  const boxes = [...list.querySelectorAll("[data-pick]")], chosen = boxes.filter((box) => box.checked).length;
  const all = list.querySelector("[data-pick-all]"), mark = document.querySelector("[data-everything]");
  if (all) { all.checked = chosen > 0 && chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
  if (mark) mark.value = "";
  for (const bar of document.querySelectorAll("[data-bulk]")) {
    if (bar.hidden && !chosen) continue;
    bar.hidden = !chosen;
    for (const count of bar.querySelectorAll("[data-bulk-count]")) count.textContent = chosen;
    say(text("chosen", { n: chosen }));
  }
}

function clear(event) {
  if (!document.querySelector("[data-rows] [data-pick]:checked") || event.target.closest("ui-cell")) return;
  every(document.querySelector("[data-rows]"), false);
}

function press(event, selector) {
  // A focused link or button answers these keys by itself.
  if (event.target.closest("a, button, input, summary, [tabindex]:not(main)") && event.key === "Enter") return false;
  if (event.target.closest("button, input, summary")) return false;
  return click(current(), selector);
}

function click(row, selector) {
  const part = row?.querySelector(selector);
  part?.click();
  return Boolean(part);
}
