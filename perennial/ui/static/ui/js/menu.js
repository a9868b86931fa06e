// Menus: the browser opens and closes the popover; here it is put in place and walked by arrows.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("[data-menu]")) return;
  const button = opener(menu);
  button?.setAttribute("aria-expanded", String(event.newState === "open"));
  if (event.newState !== "open") return;
  place(menu, button);
  items(menu)[0]?.focus();
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[data-menu]");
  if (!menu) return openByArrow(event);
  const list = items(menu), here = list.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: list.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    list.at(next % list.length)?.focus();
  } else if (event.key === "Tab") menu.hidePopover();
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) byLetter(list, here, event);
});

document.addEventListener("click", (event) => {
  const item = event.target.closest?.("[data-menu] :is([role=menuitem], [role=menuitemradio])");
  if (item && !item.matches("[popovertarget]")) item.closest("[data-menu]").hidePopover();
});

// A menu that the server fills (the bell's) opens when its lines are here.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const menu = detail.target;
  if (!menu.matches?.(".menu[popover]:not([data-menu])")) return;
  if (!menu.matches(":popover-open")) menu.showPopover();
  place(menu, detail.requestConfig?.elt);
  menu.querySelector("a, button")?.focus();
});

// Stands a floating part under its button, inside the window.
export function place(part, button) {
  if (!button) return;
  const from = button.getBoundingClientRect(), { offsetWidth: wide, offsetHeight: high } = part, gap = 4;
  const left = Math.max(8, Math.min(from.left, innerWidth - wide - 8));
  const fits = from.bottom + gap + high < innerHeight || from.top < high;
  part.style.setProperty("inset", "auto");
  part.style.setProperty("left", `${left}px`);
  part.style.setProperty("top", `${fits ? from.bottom + gap : from.top - gap - high}px`);
}

function opener(menu) {
  return document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
}

function items(menu) {
  return [...menu.querySelectorAll("[role^=menuitem]:not(:disabled)")].filter((item) => item.offsetParent);
}

function openByArrow(event) {
  if (event.key !== "ArrowDown" || !event.target.matches?.("[popovertarget][aria-haspopup=menu]")) return;
  event.preventDefault();
  document.getElementById(event.target.getAttribute("popovertarget"))?.showPopover();
}

function byLetter(list, here, event) {
  const order = [...list.slice(here + 1), ...list.slice(0, here + 1)];
  order.find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  event.stopPropagation();
}
