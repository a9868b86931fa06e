// On phones one column fills the screen: the line of columns over the board tells which.
const watch = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) if (isIntersecting) mark(target.id);
}, { threshold: 0.6 });

start(document);
document.addEventListener("htmx:load", ({ target }) => start(target));

function start(root) {
  for (const column of root.querySelectorAll?.(".board > [data-column]") || []) watch.observe(column);
}

function mark(id) {
  for (const link of document.querySelectorAll(".stage-nav a")) {
    const here = link.hash === `#${id}`;
    if (here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    if (here) link.parentElement.scrollTo({ left: link.offsetLeft - 48, behavior: "smooth" });
  }
}
