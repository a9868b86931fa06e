// The order of saved views: tabs are carried along the line, or moved by Alt and the arrows.
import "sortablejs";
import { send } from "ui/server";

start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("#list-tabs [data-view]");
  const beside = tab && event.altKey ? { ArrowLeft: tab.previousElementSibling, ArrowRight: tab.nextElementSibling }[event.key] : null;
  if (!beside?.dataset.view) return;
  event.preventDefault();
  if (event.key === "ArrowLeft") beside.before(tab); else beside.after(tab);
  tab.focus();
  keep();
});

function start(root) {
  const line = root.id === "list-tabs" ? root : root.querySelector?.("#list-tabs");
  if (!line || line.sortable) return;
  line.sortable = window.Sortable.create(line, { draggable: "[data-view]", direction: "horizontal", delay: 150, delayOnTouchOnly: true, animation: 120, onEnd: keep });
}

function keep() {
  const line = document.getElementById("list-tabs"), ids = [...line.querySelectorAll("[data-view]")].map(({ dataset }) => Number(dataset.view));
  send(line.dataset.orderUrl, { ids: JSON.stringify(ids) });
}
