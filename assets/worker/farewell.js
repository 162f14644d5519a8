/* For a host that no longer wants the site to work without a network: this worker takes the place of the one that
   readers still have, throws away what that one kept, and then itself. */
"use strict";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const leave = async () => {
    const ours = (name) => /^wijkverbinder-\d+ /.test(name) && name.endsWith(` ${self.registration.scope}`);
    const names = (await caches.keys()).filter(ours);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(leave());
});
