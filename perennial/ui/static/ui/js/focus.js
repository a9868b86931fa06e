// Who works by keys keeps the focus in a part that is drawn anew: on the same button or field of it, or on the nearest.
const PARTS = "a[href], button:not(:disabled), input:not([type=hidden], :disabled), select, textarea, summary", SOON = 1000;
let keyed = false, lost = null;

document.addEventListener("keydown", () => { keyed = true; }, true);
document.addEventListener("pointerdown", () => { keyed = false; }, true);
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const part = document.activeElement;
  if (!keyed || target === document.body || part === document.body || !target?.contains?.(part)) return;
  lost = { tag: part.tagName, words: words(part), place: within(target).indexOf(part), at: Date.now() };
});
document.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
  const here = document.activeElement, parts = within(elt);
  if (!lost || Date.now() - lost.at > SOON || (here !== document.body && seen(here))) { lost = null; return; }
  if (!parts.length || elt.id === "list-sheet") return; // a list goes back to its row by itself
  (alike(parts) || parts[Math.max(0, Math.min(lost.place, parts.length - 1))]).focus({ preventScroll: true });
  lost = null;
});

function alike(parts) {
  const far = (one) => Math.abs(parts.indexOf(one) - lost.place);
  return parts.filter((one) => one.tagName === lost.tag && words(one) === lost.words).sort((a, b) => far(a) - far(b))[0];
}

function within(root) {
  return [...(root.querySelectorAll?.(PARTS) || [])].filter(seen);
}

function seen(part) {
  return part.getClientRects().length > 0;
}

function words(part) {
  return part.id || part.getAttribute("aria-label") || part.name || part.textContent.trim();
}
