// Dialogs: data-open="ID" opens, data-close and Escape close, a click on the veil too.
import { awake } from "ui/loader";

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
  else if (event.target.matches?.("dialog[data-dialog]") && outside(event)) leave(event.target);
  const open = event.target.closest?.("[data-open]")?.dataset.open;
  if (open) document.getElementById(open)?.showModal?.();
  if (event.target.closest?.("[data-go-back]")) history.back();
});
// A dialog that the server sent opens itself once all in it works, and leaves the page when it is closed.
document.addEventListener("htmx:load", async ({ target }) => {
  const dialog = target.matches?.("dialog[data-now]") ? target : target.querySelector?.("dialog[data-now]");
  if (!dialog || dialog.open) return;
  await awake(dialog);
  if (!dialog.isConnected || dialog.open) return;
  dialog.showModal();
  dialog.addEventListener("close", () => dialog.remove());
});
// The server says that what a dialog asked for is done.
document.body.addEventListener("done", () => {
  for (const dialog of document.querySelectorAll("dialog[open][data-now]")) dialog.close();
});

function outside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

function leave(dialog) {
  // Half-filled dialogs do not vanish under a stray click.
  if (!dialog.querySelector("form[data-changed]")) dialog.close();
}
