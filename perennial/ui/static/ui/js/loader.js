// Starts the module that a part of the page names: data-module="sales/board".
const started = new Set();

start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));

function start(root) {
  const parts = [...(root.matches?.("[data-module]") ? [root] : []), ...root.querySelectorAll("[data-module]")];
  for (const { dataset } of parts)
    for (const name of dataset.module.split(" "))
      if (!started.has(name)) { started.add(name); import(name); }
}
