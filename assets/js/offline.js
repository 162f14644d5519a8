/* On a host: starts the worker that keeps the site for when there is no network, and says when a newer version is
   there. Found by [data-offline]; all its words come from the page. From disk it does nothing. */
(function () {
  "use strict";

  const root = document.querySelector("[data-offline]");
  if (!root || !/^https?:$/.test(location.protocol)) return;

  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = root.dataset.manifest;
  document.head.appendChild(link);

  const workers = navigator.serviceWorker;
  if (!workers || !window.isSecureContext) return;

  /** The quiet line; the reader decides when to reload. */
  function tell(registration) {
    if (!workers.controller || root.firstChild) return;
    const line = document.createElement("p");
    const again = document.createElement("a");
    line.append(`${root.dataset.newer} `, again);
    again.href = location.href;
    again.textContent = root.dataset.reload;
    again.addEventListener("click", (event) => {
      if (!registration.waiting) return;
      event.preventDefault();
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("take over");
    });
    root.appendChild(line);
    document.documentElement.dataset.news = "";
  }

  function watch(registration) {
    if (registration.waiting) tell(registration);
    registration.addEventListener("updatefound", () => {
      const next = registration.installing;
      next.addEventListener("statechange", () => {
        if (next.state === "installed") tell(registration);
      });
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) registration.update().catch(() => {});
    });
    const line = navigator.connection;
    if (line && (line.saveData || /2g/.test(line.effectiveType))) return;
    workers.ready.then((ready) => ready.active.postMessage("fill"));
  }

  // The page comes first: what is kept for later waits until the reader has what was asked for.
  const start = () => workers.register(root.dataset.offline).then(watch).catch(() => {});
  const soon = () => setTimeout(start, 1000);
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon);
})();
