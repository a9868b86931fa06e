// Fields asked only under a condition (data-asked-if, a filter) come and go while the form is being filled in.
start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));
for (const kind of ["input", "change"]) document.addEventListener(kind, ({ target }) => look(target.closest?.("form")));

function start(root) {
  for (const part of root.querySelectorAll?.("[data-asked-if]") || []) look(part.closest("form"));
}

function look(form) {
  for (const part of form?.querySelectorAll("[data-asked-if]") || []) {
    const asked = holds(JSON.parse(part.dataset.askedIf), form);
    part.hidden = part.disabled = !asked;
  }
}

function holds(tree, form) {
  if (tree.all) return tree.all.every((part) => holds(part, form));
  if (tree.any) return tree.any.some((part) => holds(part, form));
  return compare(tree.op || "is", valuesOf(form, tree.field), tree.value);
}

function valuesOf(form, code) {
  const name = `v.${code.replace(/^custom\./, "")}`;
  return new FormData(form).getAll(name).map(String).filter((value) => value !== "");
}

function compare(op, values, wanted) {
  if (op === "empty" || op === "not_empty") return (values.length === 0) === (op === "empty");
  if (op === "is_not") return !compare("is", values, wanted);
  if (op.startsWith("not_")) return !compare(op.slice(4), values, wanted);
  if (op === "is") return values.includes(String(wanted));
  if (op === "in") return values.some((value) => (wanted || []).map(String).includes(value));
  return values.some((value) => value.toLowerCase().includes(String(wanted).toLowerCase()));
}
