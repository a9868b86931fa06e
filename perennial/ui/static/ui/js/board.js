// A board: cards carried by mouse, finger or keyboard between [data-column]s.
// A card has data-card, data-label and data-move, the address that gets {stage, before} when it is put down.
import "sortablejs";
import { key } from "ui/keys";
import { notice } from "ui/toast";
import { say } from "ui/say";
import { send } from "ui/server";
import { text } from "ui/texts";

let held = null;

start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card || !card.closest("[data-board]") || event.target.closest("a, button, input") || event.ctrlKey || event.metaKey) return;
  if (held ? carry(event, card) : walk(event, card)) event.preventDefault();
});
key("Arrow", () => text("key_cards"), () => false);
key("Space", () => text("key_take"), () => false);

function start(root) {
  for (const cards of root.querySelectorAll("[data-board] [data-cards]")) {
    if (cards.dataset.started) continue;
    cards.dataset.started = "1";
    window.Sortable.create(cards, {
      group: "board", draggable: "[data-card]", animation: 120, delay: 150, delayOnTouchOnly: true, filter: "button, input",
      // The card itself is carried, not a picture that the browser makes of it: it can lean and keeps its words sharp.
      forceFallback: true, fallbackOnBody: true, fallbackTolerance: 4, fallbackClass: "dragging",
      preventOnFilter: false, ghostClass: "place", chosenClass: "taken", scrollSensitivity: 80,
      onStart: ({ item }) => lift(item, true),
      onMove: ({ to }) => light(to),
      onEnd: ({ item, from, oldDraggableIndex }) => { lift(item, false); put(item, from, oldDraggableIndex); },
    });
  }
}

function lift(card, up) {
  card.closest("[data-board]").toggleAttribute("data-dragging", up);
  if (!up) light(null);
}

function light(to) {
  for (const column of document.querySelectorAll("[data-column][data-over]")) delete column.dataset.over;
  to?.closest("[data-column]")?.setAttribute("data-over", "");
}

function walk(event, card) {
  if (event.key === " ") return take(card);
  if (event.key === "Enter") { card.querySelector("a")?.click(); return true; }
  const key = event.key.toLowerCase(), end = card.querySelector(`[data-end-key="${CSS.escape(key)}"]`);
  if (end) { end.click(); return true; }
  const next = neighbour(card, event.key);
  next?.focus();
  return Boolean(next);
}

function take(card) {
  held = { card, from: card.parentElement, before: card.nextElementSibling, index: cardsOf(card.parentElement).indexOf(card) };
  card.classList.add("dragging");
  lift(card, true);
  say(text("taken", { name: card.dataset.label }), true);
  return true;
}

function carry(event, card) {
  const columns = [...card.closest("[data-board]").querySelectorAll("[data-cards]")], at = columns.indexOf(card.parentElement);
  const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (side) { const column = columns[at + side]; if (column) column.insertBefore(card, cardsOf(column)[0] || null); }
  else if (event.key === "ArrowUp" && card.previousElementSibling) card.previousElementSibling.before(card);
  else if (event.key === "ArrowDown" && card.nextElementSibling) card.nextElementSibling.after(card);
  else if (event.key === "Enter" || event.key === " ") return putHeld();
  else if (event.key === "Escape") return back();
  else return event.key === "Tab";
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  light(card.parentElement);
  say(text("over", { stage: stageOf(card), n: cardsOf(card.parentElement).indexOf(card) + 1 }), true);
  return true;
}

function putHeld() {
  const { card, from, index } = held;
  release();
  put(card, from, index);
  return true;
}

function back() {
  const { card, from, before } = held;
  from.insertBefore(card, before);
  release();
  card.focus();
  say(text("back", { name: card.dataset.label }), true);
  return true;
}

function release() {
  held.card.classList.remove("dragging");
  lift(held.card, false);
  held = null;
}

async function put(card, from, index) {
  if (card.parentElement === from && cardsOf(from).indexOf(card) === index) return;
  say(text("dropped", { name: card.dataset.label, stage: stageOf(card) }), true);
  const column = card.closest("[data-column]"), before = card.nextElementSibling?.dataset.card || "";
  const answer = await send(card.dataset.move, { stage: column.dataset.column, before, version: card.dataset.version || "" });
  const html = await answer.text();
  // Refused, or asking for something first: the card goes back, the question opens.
  if (!answer.ok) restore(card, from, index);
  if (html.trim() && answer.status !== 503 && (answer.ok || [409, 412, 422].includes(answer.status))) ask(html);
  // The server usually says the reason itself, as a toast.
  else if ([409, 412, 422].includes(answer.status) && !answer.headers.get("HX-Trigger")) notice(text("conflict"), { late: true });
}

function restore(card, from, index) {
  from.insertBefore(card, cardsOf(from).filter((one) => one !== card)[index] || null);
  card.focus();
}

function ask(html) {
  const slot = document.createElement("div");
  slot.innerHTML = html;
  const [part] = slot.children;
  if (!part) return;
  const old = part.id && document.getElementById(part.id);
  if (old) old.replaceWith(part); else document.body.append(part);
  window.htmx.process(part);
  if (part.matches("dialog")) { part.showModal(); part.addEventListener("close", () => part.remove()); }
}

function neighbour(card, arrow) {
  const column = card.parentElement, all = cardsOf(column), at = all.indexOf(card);
  if (arrow === "ArrowDown") return all[at + 1];
  if (arrow === "ArrowUp") return all[at - 1];
  const side = { ArrowLeft: -1, ArrowRight: 1 }[arrow];
  if (!side) return null;
  const columns = [...card.closest("[data-board]").querySelectorAll("[data-cards]")].filter((one) => cardsOf(one).length || one === column);
  const beside = columns[columns.indexOf(column) + side];
  return beside && cardsOf(beside)[Math.min(at, cardsOf(beside).length - 1)];
}

function cardsOf(column) {
  return [...column.querySelectorAll(":scope > [data-card]")];
}

function stageOf(card) {
  return card.closest("[data-column]").dataset.label || "";
}
