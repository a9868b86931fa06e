// Says a line to screen readers. `now` interrupts what is being read.
export function say(words, now = false) {
  const region = document.getElementById(now ? "live-now" : "live");
  if (!region) return;
  region.textContent = "";
  // A region that is filled at once with the same words is not read again.
  requestAnimationFrame(() => { region.textContent = words; });
}
