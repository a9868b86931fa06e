// The page of a record: E edits the fact under the cursor (or all of it), Escape buttons, print, the way to the composer.
// What the editors of facts are made of: they arrive later, one by one.
import "ui/combobox";
import "ui/repeat";
import "ui/tags";
import { key } from "ui/keys";
import { text } from "ui/texts";

key("e", () => text("key_edit"), () => edit());

document.addEventListener("click", ({ target, isTrusted }) => {
  if (target.closest?.("[data-print]")) print();
  // A kind of the composer chosen by its key (1–6) is written at once.
  const tab = !isTrusted && target.closest?.("#composer [role=tab]");
  if (tab) compose(tab.id.replace("tab-", ""));
  const cancel = target.closest?.("[data-fact-cancel]");
  if (cancel) leave(cancel);
  const kind = target.closest?.("[data-compose]")?.dataset.compose;
  if (kind) document.getElementById(`tab-${kind}`)?.click();
  // A fact of words is one button; where it holds links, the space beside them edits it too.
  const fact = target.closest?.("dd[data-edit]");
  if (fact && !target.closest("a, button, form, summary")) fact.querySelector("button.cell")?.click();
});
// Lists of several entries are saved as a whole, not at the first choice inside them.
document.addEventListener("change", (event) => {
  if (event.target.closest?.("ui-cell :is(ui-repeat, ui-tags, .chips, [type=file])")) event.stopPropagation();
}, true);

// Pressing a word inside an editor must not take the focus out of it: leaving an editor saves it.
document.addEventListener("mousedown", (event) => {
  const editor = event.target.closest?.(".fact-edit");
  if (editor && !event.target.closest("input, select, textarea, button, a, [role=option]")) event.preventDefault();
});
// On paper everything is unfolded.
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details.facts-more")) part.open = true; });

function edit() {
  const fact = document.activeElement?.closest("ui-cell");
  if (fact) fact.querySelector("button.cell")?.click();
  else document.querySelector("#record-facts header a")?.click();
}

function leave(button) {
  button.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  if (button.dataset.factCancel) document.body.dispatchEvent(new CustomEvent(button.dataset.factCancel, { bubbles: true }));
}

function compose(kind) {
  document.getElementById("show-talk")?.click();
  document.getElementById(`compose-${kind}`)?.querySelector("textarea, input:not([type=hidden])")?.focus();
}
