// The geometry of the calendar: which minute lies under a point, and where the shadow of what is carried stands.

export function lanesOf(grid, timed = Boolean(grid.querySelector("[data-timed]"))) {
  return [...grid.querySelectorAll("[data-lane]")].filter((lane) => "timed" in lane.dataset === timed);
}

export function hourSize(lane, axis) {
  const grid = lane.closest("[data-hours]"), box = lane.getBoundingClientRect();
  return grid ? (axis === "x" ? box.width : box.height) / Number(grid.dataset.styleLong) : 0;
}

export function minuteAt(lane, axis, { clientX, clientY }, grab) {
  const box = lane.getBoundingClientRect(), from = Number(lane.closest("[data-hours]").dataset.from);
  const along = axis === "x" ? clientX - box.left : clientY - box.top;
  return from * 60 + ((along - grab) / hourSize(lane, axis)) * 60;
}

export function shadow(item) {
  const ghost = document.createElement("li"), look = document.createElement("span");
  ghost.className = "appt-box appt-ghost";
  ghost.dataset.who = item.dataset.who;
  ghost.setAttribute("aria-hidden", "true");
  look.className = "appt";
  const time = document.createElement("span"), name = document.createElement("b");
  time.className = "t num";
  name.textContent = item.dataset.label;
  look.append(time, name);
  ghost.append(look);
  return ghost;
}

export function put({ ghost, lane, start, long }) {
  lane.querySelector("[data-items]").append(ghost);
  const timed = "timed" in lane.dataset;
  ghost.querySelector(".t").textContent = timed ? clock(start) : "";
  const knobs = timed ? { "--at": start / 60, "--for": long / 60, "--lane": 0, "--lanes": 1 } : {};
  for (const [name, value] of Object.entries(knobs)) ghost.style.setProperty(name, value);
}

export function words({ lane, start, long }) {
  return "timed" in lane.dataset ? `${lane.dataset.label}, ${clock(start)}–${clock(start + long)}` : lane.dataset.label;
}

function clock(minute) {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
