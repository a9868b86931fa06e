// This device without a network: the service worker is told who looks; a page it kept is for reading only.
import { text } from "ui/texts";

const EVERY = 5000;
const { kept } = document.documentElement.dataset, { who, worker, push, session } = document.body.dataset;

if (kept) read();
else if (worker && who !== undefined) meet();

async function meet() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  await workers.register(worker);
  const { active } = await workers.ready;
  active.postMessage({ who, language: document.documentElement.lang });
  const told = localStorage.getItem("ui.device"); // in which session the server was told of this device
  if (push && told && told !== session) await (await import("ui/device")).renew();
}

function read() {
  const line = document.getElementById("offline"), list = document.getElementById("kept-pages");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(Number(kept));
  if (line) {
    line.querySelector("span").textContent = text("kept", { when });
    line.hidden = false;
    for (const control of document.querySelectorAll("main :is(button, input, select, textarea)")) control.disabled = true;
  }
  if (list) tell(list);
  const clock = setInterval(look, EVERY);
  addEventListener("online", look);
  addEventListener("beforeunload", () => clearInterval(clock)); // who goes elsewhere is not called back
}

// Not every return is told by the device: the server itself may have been away.
async function look() {
  const answer = document.hidden || !navigator.onLine ? null : await fetch(worker, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

async function tell(list) {
  const rows = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("pages-")) continue;
    const cache = await caches.open(name);
    for (const request of (await cache.keys()).reverse()) rows.push(await row(new URL(request.url), await cache.match(request, { ignoreVary: true })));
  }
  // All at once, so that nothing moves under a finger.
  list.replaceChildren(...rows.filter(Boolean));
  list.closest("section").hidden = !list.children.length;
}

async function row({ pathname }, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.getElementById("kept-pages")) return null;
  const line = document.createElement("li"), link = document.createElement("a");
  Object.assign(link, { href: pathname, textContent: page.title.split(" · ")[0] });
  line.append(link);
  return line;
}
