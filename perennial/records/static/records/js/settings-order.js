// Lines put in order by mouse, finger or arrow keys: [data-order] holds [data-id] with a grip each. An address keeps the order at once.
import "sortablejs";
import { say } from "ui/say";
import { send } from "ui/server";

const GRIP = ".grab, .grab button";

start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));
document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-order] .grab button, [data-order] button.grab"), side = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!grip || !side) return;
  event.preventDefault();
  const line = grip.closest("[data-id]"), beside = side < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!beside?.matches("[data-id]")) return;
  if (side < 0) beside.before(line); else beside.after(line);
  grip.focus();
  keep(line.parentElement, line);
});

function start(root) {
  const lists = [...(root.matches?.("[data-order]") ? [root] : []), ...root.querySelectorAll("[data-order]")];
  for (const list of lists) {
    if (list.dataset.started) continue;
    list.dataset.started = "1";
    window.Sortable.create(list, { handle: GRIP, draggable: "[data-id]", animation: 120, onEnd: ({ item }) => keep(list, item) });
  }
}

function keep(list, line) {
  const lines = [...list.querySelectorAll(":scope > [data-id]")];
  say(`${line.dataset.label || line.querySelector("input[name=choice_label]")?.value || ""}: ${lines.indexOf(line) + 1} / ${lines.length}`);
  if (!list.dataset.order) return;
  const values = new FormData();
  for (const one of lines) values.append("ids", one.dataset.id);
  send(list.dataset.order, values);
}
