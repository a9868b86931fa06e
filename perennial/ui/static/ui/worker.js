// The service worker: pages come from the network; without one, those that may be kept are shown as they were.
// What is pushed is shown, unless a page that stands open tells it.
// The server puts KNOWN before this: { version, files, static, page, mark, icon, on, push }.
const FILES = `files-${KNOWN.version}`, PAGES = "pages-", MOST = 40;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then((cache) => Promise.allSettled(KNOWN.files.map((file) => cache.add(file)))));
});
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => event.waitUntil(meet(event.data)));
self.addEventListener("push", (event) => event.waitUntil(tell(event.data.json())));
self.addEventListener("notificationclick", (event) => event.waitUntil(follow(event.notification)));
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (!KNOWN.on || request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith(KNOWN.static)) event.respondWith(file(request));
});

async function begin() {
  await drop((name) => !name.startsWith(PAGES) && name !== FILES);
  if (KNOWN.on) return self.clients.claim();
  await drop(() => true);
  if (!KNOWN.push) await self.registration.unregister();
}

// A page tells who looks at it; what others have kept on this device goes. Without anybody, everything goes.
async function meet({ who, language }) {
  const mine = who && PAGES + who;
  await drop((name) => name.startsWith(PAGES) && name !== mine);
  if (!mine || !KNOWN.on) return;
  const cache = await caches.open(mine), spoken = await cache.match(KNOWN.page);
  if (spoken?.headers.get("Content-Language") !== language) await cache.add(KNOWN.page).catch(() => null);
  if (!await cache.match("/")) await keep(cache, new Request("/"), await fetch("/").catch(() => null));
}

async function tell({ title, href, page, ...shown }) {
  const open = await windows();
  if (open.some(({ visibilityState }) => visibilityState === "visible")) return;
  await self.registration.showNotification(title, { ...shown, icon: KNOWN.icon, renotify: true, data: { href, page } });
}

// The tab where the record stands already, with what is being typed there; otherwise a new one.
async function follow(notification) {
  const { href, page } = notification.data;
  notification.close();
  const there = (await windows()).find(({ url }) => new URL(url).pathname === page);
  if (!there) return self.clients.openWindow(href);
  await there.focus();
  return fetch(href, { redirect: "manual" }); // it is read
}

function windows() {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.headers.get(KNOWN.mark)) await keep(await own(), request, answer.clone());
    return answer;
  } catch {
    return await kept(request) || await kept(new Request(KNOWN.page)) || Response.error();
  }
}

async function file(request) {
  const known = await caches.match(request, { cacheName: FILES });
  return known || fetch(request);
}

async function keep(cache, request, answer) {
  if (!cache || !answer?.ok || !answer.headers.get(KNOWN.mark)) return;
  await cache.delete(request); // what was read last stands last
  await cache.put(request, answer);
  const first = (await cache.keys()).filter(({ url }) => ![KNOWN.page, "/"].includes(new URL(url).pathname));
  await Promise.all(first.slice(0, -MOST).map((old) => cache.delete(old)));
}

// The page as it was, marked with the moment it was read.
async function kept(request) {
  const cache = await own(), answer = await cache?.match(request, { ignoreVary: true });
  if (!answer) return null;
  const html = await answer.text(), headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const moment = Date.parse(headers.get("Date")) || Date.now();
  return new Response(html.replace("<html ", `<html data-kept="${moment}" `), { headers });
}

async function own() {
  const name = (await caches.keys()).find((one) => one.startsWith(PAGES));
  return name ? caches.open(name) : null;
}

async function drop(which) {
  await Promise.all((await caches.keys()).filter(which).map((name) => caches.delete(name)));
}
