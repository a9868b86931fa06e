// Starts the modules that a part of the page names: data-module="sales/board".
// <html data-awake> says that every part of the page works.
const starting = new Map();
let waiting = 0;

awake(document);
document.addEventListener("htmx:load", ({ target }) => awake(target));

// Resolves when every part of `root` works.
export async function awake(root) {
  const parts = [...(root.matches?.("[data-module]") ? [root] : []), ...root.querySelectorAll("[data-module]")];
  waiting += 1;
  delete document.documentElement.dataset.awake;
  await Promise.all([...new Set(parts.flatMap(({ dataset }) => dataset.module.split(" ")))].map(load));
  waiting -= 1;
  if (!waiting) document.documentElement.dataset.awake = "";
}

function load(name) {
  if (!starting.has(name)) starting.set(name, import(name).catch((error) => { starting.delete(name); console.error(error); }));
  return starting.get(name);
}
