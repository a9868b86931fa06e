// What CSS must be told in figures: data-style-part="62%" becomes --part. A style attribute is forbidden here.
// Text areas grow with what is written.
const KNOBS = "[data-style-part], [data-style-at], [data-style-for], [data-style-long], [data-style-lane], [data-style-lanes]";

shape(document);
document.addEventListener("htmx:load", ({ target }) => shape(target));
document.addEventListener("input", ({ target }) => { if (target.matches("textarea[data-autosize]")) grow(target); });

export function shape(root) {
  for (const part of within(root, KNOBS))
    for (const [name, value] of Object.entries(part.dataset))
      if (name.startsWith("style")) part.style.setProperty(`--${name.slice(5).toLowerCase()}`, value);
  for (const area of within(root, "textarea[data-autosize]")) grow(area);
}

function within(root, selector) {
  return [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
}

function grow(area) {
  // Browsers that size fields by their content need no help.
  if (CSS.supports("field-sizing", "content")) return;
  area.style.setProperty("block-size", "auto");
  area.style.setProperty("block-size", `${area.scrollHeight + 2}px`);
}
