/* Lets the hosted site work without a network. The build puts one line in front: `const SITE`, with a digest for each
   file of this version.

   A file is kept under its address and digest, and only when its bytes have that digest. So what this worker gives
   is always of one version, also while the host is being renewed, and a newer worker fetches only what changed. */
"use strict";

const HOME = new URL(self.registration.scope);
const STORE = `wijkverbinder-1 ${HOME.href}`;

const ORDER = Object.keys(SITE.files);

const keyOf = (path) => `${new URL(path, HOME).href}?${SITE.files[path]}`;
const listed = (path) => Object.prototype.hasOwnProperty.call(SITE.files, path);
const find = (store, path) => store.match(keyOf(path), { ignoreVary: true });
const sparing = () => Boolean(self.navigator.connection && self.navigator.connection.saveData);

/** The file of this site that an address leads to; null when it lies elsewhere. */
function pathOf(address) {
  const url = new URL(address);
  if (url.origin !== HOME.origin || !url.pathname.startsWith(HOME.pathname)) return null;
  let path = url.pathname.slice(HOME.pathname.length);
  try {
    path = decodeURIComponent(path);
  } catch (error) {
    return null;
  }
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  return !listed(path) && listed(`${path}.html`) ? `${path}.html` : path;
}

/** A response of our own with the same bytes, when they are those of this version; else null. */
async function checked(path, response) {
  if (!response.ok) return null;
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const text = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.startsWith(SITE.files[path]) ? new Response(bytes, { headers: response.headers }) : null;
}

/** Sees to it that a file of this version is kept; false when the host has another. */
async function keep(store, path, given) {
  if (await find(store, path)) return true;
  const response = given || (await fetch(new URL(path, HOME), { cache: "no-cache", priority: "low" }));
  const right = await checked(path, response);
  if (right) await store.put(keyOf(path), right);
  return Boolean(right);
}

/** Before it takes over: what every page needs, and whatever the version before it had kept. */
async function prepare() {
  const store = await caches.open(STORE);
  const needed = ORDER.slice(0, SITE.core);
  for (const right of await Promise.all(needed.map((path) => keep(store, path)))) {
    if (!right) throw new Error("the host does not have this version yet");
  }
  const before = new Set((await store.keys()).map((request) => pathOf(request.url)));
  await fill(store, ORDER.filter((path) => before.has(path)));
}

/** One after the other, so that a reader does not notice; gives up when it goes wrong again and again. */
async function fill(store, paths) {
  let wrong = 0;
  for (const path of paths) {
    if (sparing() || wrong > 2) return;
    try {
      wrong = (await keep(store, path)) ? 0 : wrong + 1;
    } catch (error) {
      wrong += 1;
    }
  }
}

/** What earlier versions kept goes, also what was kept in another way. */
async function tidy() {
  const names = await caches.keys();
  const others = names.filter((name) => name !== STORE && /^wijkverbinder-\d+ /.test(name) && name.endsWith(` ${HOME.href}`));
  await Promise.all(others.map((name) => caches.delete(name)));
  const store = await caches.open(STORE);
  const ours = new Set(ORDER.map(keyOf));
  const old = (await store.keys()).filter((request) => !ours.has(request.url));
  await Promise.all(old.map((request) => store.delete(request)));
}

/** The top folder of the language in which an address lies. */
function topOf(path) {
  return Object.keys(SITE.without).sort((one, other) => other.length - one.length).find((start) => path.startsWith(start));
}

/** What is kept beforehand for who reads at an address: that language alone, and then what all languages share. */
function nearby(path) {
  const [from, to, shared] = SITE.nearby[topOf(path)];
  return [...ORDER.slice(from, to), ...ORDER.slice(SITE.core, shared)];
}

/** The page that says that this one was not kept, in the language of the address. */
function farewell(path) {
  return Response.redirect(new URL(SITE.without[topOf(path)], HOME).href);
}

async function answer(event, path) {
  const store = await caches.open(STORE);
  const kept = listed(path) ? await find(store, path) : undefined;
  if (kept) return kept;
  try {
    const response = await fetch(event.request);
    if (listed(path)) {
      const copy = response.clone();
      const later = keep(store, path, copy).then((right) => (right ? null : self.registration.update()));
      event.waitUntil(later.catch(() => {}));
    }
    return response;
  } catch (error) {
    return event.request.mode === "navigate" ? farewell(path) : Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : null;
  if (path === null || (!listed(path) && event.request.mode !== "navigate")) return;
  event.respondWith(answer(event, path));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "fill") {
    const path = pathOf(event.source.url) || "";
    event.waitUntil(caches.open(STORE).then((store) => fill(store, nearby(path))));
  }
});
