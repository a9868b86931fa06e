// A file for import: chosen, dropped anywhere on the page, or a table pasted anywhere; and the little forms of wrong cells.
const form = () => document.querySelector(".import-drop");

document.addEventListener("change", ({ target }) => {
  if (target.matches?.(".import-file") && target.files.length) target.form.requestSubmit();
});

document.addEventListener("dragover", (event) => {
  if (!form() || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form().toggleAttribute("data-over", true);
});

document.addEventListener("dragleave", () => form()?.removeAttribute("data-over"));

document.addEventListener("drop", (event) => {
  if (!form() || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  form().removeAttribute("data-over");
  const input = form().querySelector(".import-file");
  input.files = event.dataTransfer.files;
  form().requestSubmit();
});

// Cells copied in a spreadsheet arrive as lines with tabs; a copied file arrives as a file.
document.addEventListener("paste", (event) => {
  const place = form()?.querySelector("textarea");
  if (!place || event.target.matches?.("input, textarea")) return;
  const text = event.clipboardData?.getData("text/plain") || "";
  if (event.clipboardData?.files.length) {
    form().querySelector(".import-file").files = event.clipboardData.files;
    return form().requestSubmit();
  }
  if (!text.trim()) return;
  event.preventDefault();
  place.closest("details").open = true;
  place.value = text;
  place.focus();
});

// One wrong cell is open at a time; Escape closes it and goes back to the cell.
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.(".import-cell") || !target.open) return;
  for (const other of document.querySelectorAll(".import-cell[open]")) if (other !== target) other.open = false;
  target.querySelector("input[name=value]").select();
}, true);

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.(".import-cell[open]");
  if (!open) return;
  event.preventDefault();
  open.open = false;
  open.querySelector("summary").focus();
});
