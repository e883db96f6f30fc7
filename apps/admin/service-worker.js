// Serves the program itself without a network. It keeps the files of a build and nothing else: no answer of the server, so nothing
// of a merchant. The build fills in the list (vite-offline.ts); another list is another version.
const VERSION = "__VERSION__";
const FILES = [/* __FILES__ */];
const PAGE = "/index.html";
const PATHS_OF_SERVER = /^\/(?:api|media|rest|functions|ws|healthz|readyz|metrics)(?:\/|$)/;

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || PATHS_OF_SERVER.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(networkFirst(request, PAGE));
  // Named by their content: the copy of any version is the right one.
  else if (pathname.startsWith("/assets/")) event.respondWith(keptFirst(request));
  else if (FILES.includes(pathname)) event.respondWith(networkFirst(request, pathname));
});

async function keepFiles() {
  await (await caches.open(VERSION)).addAll([PAGE, ...FILES]);
  await self.skipWaiting();
}

/** The version before stays for pages that were opened with it and have not loaded all their parts. */
async function forgetOlder() {
  const older = (await caches.keys()).filter((name) => name.startsWith("build-") && name !== VERSION);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

async function keptFirst(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** What the server has now; without it, the file of this version. So a new build shows at the next load, whatever is kept. */
async function networkFirst(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(VERSION)).match(path);
    if (!kept) throw error;
    return kept;
  }
}
