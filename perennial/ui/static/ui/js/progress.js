// Long work: a part with data-poll="/address" asks again each second until the answer has no data-poll.
const SECONDS = 1;

watch(document);
document.addEventListener("htmx:load", ({ target }) => watch(target));

function watch(root) {
  const parts = [...(root.matches?.("[data-poll]") ? [root] : []), ...root.querySelectorAll("[data-poll]")];
  for (const part of parts) setTimeout(() => ask(part), Number(part.dataset.pollSeconds || SECONDS) * 1000);
}

function ask(part) {
  if (!part.isConnected) return;
  // A page nobody looks at waits.
  if (document.hidden) return document.addEventListener("visibilitychange", () => ask(part), { once: true });
  window.htmx.ajax("GET", part.dataset.poll, { source: part, target: part, swap: "outerHTML" });
}
