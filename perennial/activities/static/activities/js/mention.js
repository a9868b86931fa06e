// While a note is written: @ offers colleagues, # the deals of this page. Arrows choose, Enter or Tab takes, Escape leaves.
const BEFORE = /(?:^|\s)([@#])([^\s@#][^@#\n]{0,40})?$/;
let open = null, asked = 0;

document.addEventListener("input", ({ target }) => { if (target.matches?.("textarea[data-mention]")) look(target); });
document.addEventListener("focusout", ({ target }) => { if (open?.area === target) setTimeout(close, 150); });
document.addEventListener("keydown", (event) => {
  if (!open || event.target !== open.area) return;
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(open.at + (event.key === "ArrowDown" ? 1 : -1));
  else if (event.key === "Tab" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) take(open.rows[open.at]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

async function look(area) {
  const found = before(area), mine = ++asked;
  if (!found) return close();
  const [, sign, word = ""] = found, names = sign === "@" ? await people(area, word) : JSON.parse(area.dataset.ties || "[]");
  if (mine !== asked) return; // typed on, chosen or left meanwhile: this answers an earlier word
  const rows = names.filter((name) => name.toLowerCase().includes(word.toLowerCase())).slice(0, 8);
  if (rows.length && rows[0] !== word) show(area, rows); else close();
}

function before(area) {
  return area.value.slice(0, area.selectionStart).match(BEFORE);
}

async function people(area, word) {
  const answer = await fetch(`${area.dataset.people}?q=${encodeURIComponent(word)}`);
  return answer.ok ? (await answer.json()).map(({ label }) => label) : [];
}

function show(area, rows) {
  close();
  const list = document.createElement("ul");
  Object.assign(list, { className: "menu mention-list", id: "mention-list" });
  list.setAttribute("role", "listbox");
  list.append(...rows.map((name, place) => option(name, place)));
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  open = { area, list, rows, at: 0 };
  choose(0);
}

function option(name, place) {
  const row = document.createElement("li");
  Object.assign(row, { textContent: name, id: `mention-${place}` });
  row.setAttribute("role", "option");
  row.addEventListener("pointerdown", (event) => { event.preventDefault(); take(name); });
  return row;
}

function choose(place) {
  open.at = (place + open.rows.length) % open.rows.length;
  [...open.list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === open.at)));
  open.area.setAttribute("aria-activedescendant", `mention-${open.at}`);
}

function take(name) {
  // What is replaced is what stands there now, not what stood there when the list was asked for.
  const { area } = open, at = area.selectionStart, [, , word = ""] = before(area) || [];
  area.setRangeText(`${name} `, at - word.length, at, "end");
  close();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function close() {
  asked += 1;
  open?.list.remove();
  open?.area.removeAttribute("aria-activedescendant");
  open?.area.removeAttribute("aria-controls");
  open = null;
}
