// Tabs inside a page (role=tablist): arrows move, the panel follows. Panes of a phone remember their place.
document.addEventListener("click", ({ target }) => {
  const tab = target.closest?.("[role=tab]");
  if (tab) choose(tab);
});
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[role=tab]");
  if (!tab) return;
  const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")], here = tabs.indexOf(tab);
  const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const target = tabs.at(next % tabs.length);
  target.focus();
  choose(target);
});

function choose(tab) {
  for (const other of tab.closest("[role=tablist]").querySelectorAll("[role=tab]")) {
    const chosen = other === tab, panel = document.getElementById(other.getAttribute("aria-controls"));
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    if (panel) panel.hidden = !chosen;
  }
}
