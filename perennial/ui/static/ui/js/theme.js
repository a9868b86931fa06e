// Light, dark or as the computer; ordinary or compact rows. Kept on this computer.
const root = document.documentElement;
const THEME = "ui.theme", DENSITY = "ui.density";

apply();
addEventListener("storage", apply);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-theme-set], [data-density-toggle]");
  if (!button) return;
  if (button.dataset.themeSet !== undefined) keep(THEME, button.dataset.themeSet);
  else keep(DENSITY, root.dataset.density === "compact" ? "roomy" : "compact");
  apply();
});

function keep(name, value) {
  localStorage.setItem(name, value || "auto");
}

function apply() {
  const theme = localStorage.getItem(THEME), density = localStorage.getItem(DENSITY);
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else if (theme) delete root.dataset.theme;
  if (density) root.dataset.density = density;
  for (const button of document.querySelectorAll("[data-theme-set]"))
    button.setAttribute("aria-checked", String(button.dataset.themeSet === (root.dataset.theme || "")));
  for (const button of document.querySelectorAll("[data-density-toggle]"))
    button.setAttribute("aria-checked", String(root.dataset.density === "compact"));
}
