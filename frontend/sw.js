// The service worker: it holds the client, so that the page opens without network. Data are the page's own affair
// (IndexedDB, app/src/offline). The build puts the client's name and its files in the place of these.
const BUILD = "name of the client";
const FILES = ["files of the client"];
const CACHE = `kronika-${BUILD}`;
// Such a file never changes.
const HASHED = /-[0-9a-f]{12,}/;

self.addEventListener("install", (event) => event.waitUntil(fill()));

async function fill() {
  const cache = await caches.open(CACHE);
  for (const file of FILES) {
    // So an older client's copy is as good as a new one.
    const known = HASHED.test(file) ? await caches.match(file) : undefined;
    const answer = known ?? (await fetch(file, { cache: "no-cache", headers: { Accept: "*/*" } }));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    // The server may have got a still newer client meanwhile: then the next worker is the right one.
    if (file === "/" && !(await answer.clone().text()).includes(BUILD)) throw new Error("another client");
    await cache.put(file, answer);
  }
}

self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function begin() {
  const ours = (await caches.keys()).filter((name) => name.startsWith("kronika-"));
  // The client before stays for tabs that still run it.
  const kept = new Set([CACHE, ours.filter((name) => name !== CACHE).pop()]);
  await Promise.all(ours.filter((name) => !kept.has(name)).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// A newer worker waits until a page says that nobody is in the middle of something.
self.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || pathname.startsWith("/api/")) return;
  const isPage = request.mode === "navigate" && !pathname.split("/").pop().includes(".");
  const file = isPage ? "/" : pathname;
  // A tab that still runs the client before asks for chapters of its own.
  if (FILES.includes(file) || HASHED.test(file)) event.respondWith(held(file, request));
});

async function held(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? (await caches.match(file)) ?? fetch(request);
}
