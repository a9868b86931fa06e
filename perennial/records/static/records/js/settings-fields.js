// The editor of a field: options added and taken off, a code made from the name until somebody writes his own.
let timer = 0;

document.addEventListener("click", ({ target }) => {
  const add = target.closest?.("#field-form [data-add]"), off = target.closest?.("#field-form [data-off]");
  if (add) append(add.closest("fieldset").querySelector("[data-options]"));
  if (off) remove(off.closest("li"));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("#field-form [name=choice_label]")) return;
  event.preventDefault();
  const next = event.target.closest("li").nextElementSibling;
  if (next) next.querySelector("[name=choice_label]").focus();
  else append(event.target.closest("[data-options]"));
});
document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("#field-form[data-code-url]");
  if (!form) return;
  if (target.name === "code") form.dataset.own = target.value ? "1" : "";
  if (target.name === "label" && !form.dataset.own) {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(form, target.value), 250);
  }
});

function append(list) {
  list.append(list.parentElement.querySelector("template").content.cloneNode(true));
  list.lastElementChild.querySelector("[name=choice_label]").focus();
}

function remove(line) {
  const beside = line.nextElementSibling || line.previousElementSibling, list = line.parentElement;
  line.remove();
  (beside?.querySelector("[name=choice_label]") || list.parentElement.querySelector("[data-add]")).focus();
}

async function suggest(form, label) {
  const address = new URL(form.dataset.codeUrl, location.href);
  address.searchParams.set("label", label);
  try {
    const answer = await fetch(address);
    const { code } = await answer.json();
    if (!form.dataset.own && form.elements.label.value === label) form.elements.code.value = label.trim() ? code : "";
  } catch { /* the server makes one when the form is sent */ }
}
