// Carrying in the calendar by mouse, finger or keys, and drawing things longer. What is dropped is asked of the server;
// the original stays where it is until the answer has come, so that what is refused has not gone anywhere.
import { say } from "ui/say";
import { send } from "ui/server";
import { text } from "ui/texts";
import { hourSize, lanesOf, minuteAt, put, shadow, words } from "activities/calendar-lanes";

const SNAP = 15, MOVED = 4, HELD = 300;
let held = null, waiting = null;

document.addEventListener("pointerdown", (event) => {
  const item = event.target.closest?.("[data-calendar] [data-appt]");
  if (!item || event.button || event.target.closest("button")) return;
  const resize = Boolean(event.target.closest("[data-grip]"));
  waiting = { item, resize, x: event.clientX, y: event.clientY, id: event.pointerId, touch: event.pointerType === "touch" };
  // A finger scrolls unless it stays; a mouse carries as soon as it moves.
  if (waiting.touch && !resize) waiting.timer = setTimeout(() => begin(event), HELD);
});
document.addEventListener("pointermove", (event) => {
  if (held?.pointer) return follow(event);
  if (!waiting) return;
  const far = Math.hypot(event.clientX - waiting.x, event.clientY - waiting.y) > MOVED;
  if (far && waiting.touch && !waiting.resize) return forget();
  if (far) begin(event);
});
document.addEventListener("pointerup", () => { forget(); if (held?.pointer) drop(); });
document.addEventListener("pointercancel", () => { forget(); if (held?.pointer) leave(); });
document.addEventListener("touchmove", (event) => { if (held) event.preventDefault(); }, { passive: false });
document.addEventListener("click", (event) => {
  // The click that ends a carrying opens nothing.
  if (Date.now() - (document.body.dataset.carriedAt || 0) < 300 && event.target.closest("[data-calendar]")) return event.preventDefault();
  const lane = event.target.closest?.("[data-calendar] [data-lane]");
  if (lane && !event.target.closest("a, [data-appt]") && (event.target.closest("[data-plan-here]") || !event.target.closest("button"))) plan(lane, event);
});
document.addEventListener("keydown", (event) => {
  if (held && event.key === "Escape") { leave(); return event.preventDefault(); }
  const item = event.target.closest?.("[data-calendar] [data-appt]");
  if (!item || event.target !== item || event.ctrlKey || event.metaKey || event.altKey) return;
  if (held ? carry(event) : take(event, item)) event.preventDefault();
});

function begin(event) {
  const { item, resize, x, y } = waiting;
  forget();
  hold(item, resize);
  held.pointer = true;
  const box = item.getBoundingClientRect();
  held.grab = held.axis === "x" ? x - box.left : y - box.top;
  follow(event);
}

function forget() {
  clearTimeout(waiting?.timer);
  waiting = null;
}

function hold(item, resize = false) {
  const lane = item.closest("[data-lane]"), grid = item.closest("[data-calendar]");
  const clock = item.dataset.clock?.split(":").map(Number), start = clock ? clock[0] * 60 + clock[1] : 9 * 60;
  held = { item, grid, resize, lane, from: lane, start, first: start, minutes: Number(item.dataset.minutes) || 30, grab: 0, axis: grid.querySelector("[data-hours]")?.dataset.axis || "" };
  held.long = held.minutes;
  held.ghost = shadow(item);
  item.dataset.carried = "";
  grid.dataset.dragging = "";
}

function follow(event) {
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-lane]");
  const lane = held.resize ? held.from : under;
  if (!lane) return;
  if ("timed" in lane.dataset) {
    const at = minuteAt(lane, held.axis, event, held.resize || !("clock" in held.item.dataset) ? 0 : held.grab);
    if (held.resize) held.long = Math.max(SNAP, snap(at) - held.start);
    else held.start = Math.min(Math.max(0, snap(at)), 24 * 60 - SNAP);
  }
  over(lane);
}

function take(event, item) {
  if (event.key === "Enter") { item.querySelector("a")?.click(); return true; }
  if (event.key !== " ") return false;
  hold(item);
  held.lane ??= lanesOf(held.grid)[0];
  over(held.lane);
  say(text("taken", { name: item.dataset.label }), true);
  return true;
}

function carry(event) {
  if (event.key === "Enter" || event.key === " ") { drop(); return true; }
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!step) return event.key === "Tab";
  const timed = "timed" in held.lane.dataset, along = held.axis === "x" ? step[0] : step[1], across = held.axis === "x" ? step[1] : step[0];
  if (timed && along) {
    if (event.shiftKey) held.long = Math.max(SNAP, held.long + along * SNAP);
    else held.start = Math.min(Math.max(0, held.start + along * SNAP), 24 * 60 - SNAP);
  } else {
    const next = neighbour(...(timed ? [across, 0] : step));
    if (next) held.lane = next;
  }
  over(held.lane);
  say(words(held), true);
  return true;
}

// The lane beside or under this one: by place in the row, or by rows of a table.
function neighbour(aside, down) {
  const lanes = lanesOf(held.grid, "timed" in held.lane.dataset), at = lanes.indexOf(held.lane), row = held.lane.closest("tr");
  if (!down || !row) return lanes[at + (aside || down)];
  const rows = [...row.parentElement.rows], to = rows[rows.indexOf(row) + down];
  return to?.querySelectorAll("[data-lane]")[[...row.querySelectorAll("[data-lane]")].indexOf(held.lane)];
}

function over(lane) {
  for (const one of held.grid.querySelectorAll("[data-over]")) delete one.dataset.over;
  held.lane = lane;
  if (!("timed" in lane.dataset)) lane.dataset.over = "";
  put(held);
}

async function drop() {
  const { item, lane, from, start, first, long, minutes, resize } = held;
  const values = where(), same = lane === from && start === first && long === minutes;
  if (same || !lane) return leave();
  document.body.dataset.carriedAt = Date.now();
  say(text("dropped", { name: item.dataset.label, stage: words(held) }), true);
  held.pointer = false;
  const mine = held;
  held = null;
  if (resize || long !== minutes) values.minutes = long;
  const answer = await send(item.dataset.move, values);
  clear(mine);
  if (!answer.ok) { say(text("back", { name: item.dataset.label }), true); item.focus(); }
  else document.body.addEventListener("htmx:afterSettle", () => document.querySelector(`[data-appt="${item.dataset.appt}"]`)?.focus(), { once: true });
}

function where() {
  const { item, lane, from, start } = held, values = { day: lane.dataset.day, version: item.dataset.version };
  if ("timed" in lane.dataset) values.clock = `${String(Math.floor(start / 60)).padStart(2, "0")}:${String(start % 60).padStart(2, "0")}`;
  if ("allDay" in lane.dataset) values.all_day = "1";
  // Who only takes part cannot hand it over by carrying it.
  if (lane.dataset.owner && (!from || from.dataset.owner === item.dataset.owner)) values.owner = lane.dataset.owner;
  return values;
}

function leave() {
  const { item } = held;
  clear(held);
  held = null;
  document.body.dataset.carriedAt = Date.now();
  say(text("back", { name: item.dataset.label }), true);
}

function clear({ item, ghost, grid }) {
  ghost.remove();
  delete item.dataset.carried;
  delete grid.dataset.dragging;
  for (const one of grid.querySelectorAll("[data-over]")) delete one.dataset.over;
}

function snap(minute) {
  return Math.round(minute / SNAP) * SNAP;
}

// An empty place asks for a meeting there.
function plan(lane, event) {
  const address = lane.closest("[data-calendar]").dataset.plan;
  if (!address) return;
  const pressed = Boolean(event.target.closest("[data-plan-here]")), axis = lane.closest("[data-hours]")?.dataset.axis;
  const minute = "timed" in lane.dataset && !pressed && hourSize(lane, axis) ? Math.floor(minuteAt(lane, axis, event, 0) / 30) * 30 : 9 * 60;
  const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const query = new URLSearchParams({ dialog: "", stay: "", starts_at: `${lane.dataset.day}T${clock}` });
  if (lane.dataset.owner) query.set("owner", lane.dataset.owner);
  window.htmx.ajax("GET", `${address}?${query}`, { target: "body", swap: "beforeend" });
}
