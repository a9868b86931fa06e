// The choice of columns: dragged by the pointer, moved by the arrows beside each.
import "sortablejs";

start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-columns] [data-move]");
  if (!button) return;
  const line = button.closest("[data-column]"), up = button.dataset.move === "-1";
  const beside = up ? line.previousElementSibling : line.nextElementSibling;
  if (!beside || beside.querySelector("input:disabled")) return;
  if (up) beside.before(line); else beside.after(line);
  button.focus();
});

function start(root) {
  for (const list of root.querySelectorAll?.("[data-columns]") || []) {
    if (list.dataset.started) continue;
    list.dataset.started = "1";
    window.Sortable.create(list, { group: "columns", animation: 120, filter: "input:disabled", handle: ".grip", ghostClass: "place" });
  }
}
