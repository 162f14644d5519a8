/* Hands the address of a page to the device or to the clipboard, where they can take it. Found by [data-share].
   From disk an address is of use to nobody else, so there the public one is taken, if the site has one. */
(function () {
  "use strict";

  document.querySelectorAll("[data-share]").forEach(function (root) {
    const canonical = document.querySelector("link[rel=canonical]");
    const base = location.protocol === "file:" ? canonical && canonical.href : location.href.split(/[?#]/)[0];
    if (!base) return;
    const device = root.querySelector("[data-share-device]");
    const copy = root.querySelector("[data-share-copy]");
    const status = root.querySelector("[role=status]");
    const address = () => base + location.search + location.hash;
    const say = (text) => {
      // The same words twice are told twice.
      status.textContent = "";
      requestAnimationFrame(() => (status.textContent = text));
    };

    if (navigator.share) {
      device.hidden = false;
      device.addEventListener("click", () => {
        const title = document.querySelector("h1").textContent;
        navigator.share({ title, url: address() }).catch((error) => {
          // Who changes their mind needs no message.
          if (error.name !== "AbortError") say(root.dataset.failed);
        });
      });
    }
    if (navigator.clipboard && navigator.clipboard.writeText) {
      copy.hidden = false;
      copy.addEventListener("click", () => {
        navigator.clipboard.writeText(address()).then(
          () => say(root.dataset.copied),
          () => say(root.dataset.failed),
        );
      });
    }
    root.hidden = device.hidden && copy.hidden;
  });
})();
