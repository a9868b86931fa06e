// Lines put in order by mouse, finger or arrow keys: [data-order="/address"] holds li[data-id] with a .grab button each.
import "sortablejs";
import { say } from "ui/say";
import { send } from "ui/server";

start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));
document.addEventListener("keydown", (event) => {
  const grab = event.target.closest?.("[data-order] .grab"), side = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!grab || !side) return;
  event.preventDefault();
  const line = grab.closest("[data-id]"), beside = side < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!beside) return;
  if (side < 0) beside.before(line); else beside.after(line);
  grab.focus();
  keep(line.parentElement, line);
});

function start(root) {
  for (const list of root.querySelectorAll("[data-order]")) {
    if (list.dataset.started) continue;
    list.dataset.started = "1";
    window.Sortable.create(list, { handle: ".grab", draggable: "[data-id]", animation: 120, onEnd: ({ item }) => keep(list, item) });
  }
}

function keep(list, line) {
  const lines = [...list.querySelectorAll(":scope > [data-id]")];
  say(`${line.dataset.label || ""}: ${lines.indexOf(line) + 1} / ${lines.length}`);
  const values = new FormData();
  for (const one of lines) values.append("ids", one.dataset.id);
  send(list.dataset.order, values);
}
