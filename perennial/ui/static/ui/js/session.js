// The session has ended: the page stays with all that was typed, sign-in opens in a window of its own.
const dialog = document.getElementById("signed-out");
const held = [];

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status !== 401 && !xhr.getResponseHeader("X-Signed-Out")) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false;
  ask(event.detail.requestConfig);
});
dialog?.addEventListener("click", ({ target }) => {
  if (target.closest("[data-sign-in-again]")) open(document.body.dataset.signIn || "/", "sign-in", "popup,width=520,height=760");
  if (target.closest("[data-retry]")) again();
});

function ask(request) {
  if (!dialog) return location.reload();
  held.push(request);
  if (!dialog.open) dialog.showModal();
}

function again() {
  dialog.close();
  // As it was sent: a name may stand in it several times, and files too.
  for (const { verb, path, elt, target, formData } of held.splice(0))
    window.htmx.ajax(verb.toUpperCase(), path, { source: elt, target, values: formData });
}
