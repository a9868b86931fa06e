// Both values side by side: choosing theirs switches my field off, so that the form does not send it.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-choose]")) return;
  const form = target.form, has = form.querySelector(`input[name=has][value="${CSS.escape(target.dataset.choose)}"]`);
  if (has) has.disabled = target.value === "theirs";
});
