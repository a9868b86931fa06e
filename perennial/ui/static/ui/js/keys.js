// Keys. A part of a page says its key in an attribute; modules add theirs by `key()`.
//   data-key="n"     presses this button or opens this link
//   data-go="d"      G, then D opens this link
import { text } from "ui/texts";
import { lettersOn, setLetters, typing } from "ui/letters";

const SIGNS = { ArrowUp: "↑", ArrowDown: "↓", Enter: "↵", " ": "␣", Space: "␣", Arrow: "← ↑ ↓ →" };
const known = new Map();
let going = 0;

// `press` is like "j", "shift+x", "ctrl+k"; ctrl is the Mac's command key too. `act(event)` returns false to pass.
// Without `words` the key is not on the sheet of keys.
export function key(press, words, act) {
  known.set(press, { words, act });
}

key("ctrl+k", () => text("key_find"), () => openPalette());
key("?", () => text("key_keys"), () => showKeys());
key("/", () => text("key_filter"), () => focusOn("[data-filter], [type=search]"));
key("g", () => text("key_go"), () => { going = Date.now(); });

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || (event.altKey && event.ctrlKey)) return;
  const press = named(event), letter = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (letter && (typing(event) || !lettersOn() || document.querySelector("dialog[open]"))) return;
  if (follow(event, press)) return event.preventDefault();
  const mine = known.get(press);
  if (mine ? mine.act(event) !== false : click(`[data-key="${CSS.escape(press)}"]`)) event.preventDefault();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-show-keys]")) showKeys();
});
document.addEventListener("keydown", (event) => {
  // Ctrl+Enter saves the form that is being written.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
});

function named(event) {
  const mod = event.ctrlKey || event.metaKey ? "ctrl+" : event.altKey ? "alt+" : "";
  return mod + (event.shiftKey && event.key.length === 1 && /\p{L}/u.test(event.key) ? "shift+" : "") + latin(event);
}

// On a Ukrainian or Russian keyboard the key counts, not the letter on it.
function latin({ key: sign, code }) {
  return /^\p{L}$/u.test(sign) && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : sign;
}

function follow(event, press) {
  const fresh = Date.now() - going < 1500;
  going = 0;
  return fresh && click(`[data-go="${CSS.escape(press)}"]`);
}

function click(selector) {
  const target = [...document.querySelectorAll(selector)].find((one) => one.offsetParent || one.closest("dialog:not([open])"));
  target?.click();
  return Boolean(target);
}

function focusOn(selector) {
  const field = document.querySelector(selector);
  field?.focus();
  return Boolean(field);
}

function openPalette() {
  document.getElementById("palette")?.showModal();
}

function showKeys() {
  const sheet = document.getElementById("keys");
  if (!sheet || sheet.open) return false;
  const rows = [...known].filter(([, { words }]) => words).map(([press, { words }]) => [press, words()]);
  for (const part of document.querySelectorAll("[data-key]")) rows.push([part.dataset.key, label(part)]);
  for (const part of document.querySelectorAll(".rail [data-go]")) rows.push([`g ${part.dataset.go}`, label(part)]);
  sheet.querySelector("#keys-list").replaceChildren(...rows.map(row));
  const box = sheet.querySelector("#letters-on");
  box.checked = lettersOn();
  box.onchange = () => setLetters(box.checked);
  sheet.showModal();
}

function label(part) {
  return part.getAttribute("aria-label") || part.querySelector(".clip")?.textContent || part.textContent.trim();
}

function row([press, words]) {
  const line = document.createElement("p"), says = document.createElement("span");
  says.textContent = words;
  line.append(says, ...press.split(/(?<=.)[ +]/).map((one) => {
    const cap = document.createElement("kbd");
    cap.textContent = SIGNS[one] || (one.length === 1 ? one.toUpperCase() : one.replace(/^\w/, (first) => first.toUpperCase()));
    return cap;
  }));
  return line;
}
