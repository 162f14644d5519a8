/* Hands the address of a page to the device or to the clipboard, where they can take it. Found by [data-share].
   From disk an address is of use to nobody else, so there the public one is taken, if the site has one. */
(function () {
  "use strict";

  document.querySelectorAll("[data-share]").forEach(function (root) {
    const canonical = document.querySelector("link[rel=canonical]");
    const base = location.protocol === "file:" ? canonical && canonical.href : location.href.split(/[?#]/)[0];
    if (!base) return;
    const [share, copy, copied, failed] = root.dataset.share.split("|");
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    // What a reader filled in is not shared along with the page.
    const address = () => base + location.search + location.hash.replace(/[#&]share=[\w-]*$/, "");
    const say = (text) => {
      // The same words twice are told twice.
      status.textContent = "";
      requestAnimationFrame(() => (status.textContent = text));
    };

    const offer = (words, action) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", action);
      root.append(button, " ");
      root.hidden = false;
    };

    if (navigator.share) {
      offer(share, () => {
        const title = document.querySelector("h1").textContent;
        navigator.share({ title, url: address() }).catch((error) => {
          // Who changes their mind needs no message.
          if (error.name !== "AbortError") say(failed);
        });
      });
    }
    if (navigator.clipboard && navigator.clipboard.writeText) {
      offer(copy, () => {
        navigator.clipboard.writeText(address()).then(
          () => say(copied),
          () => say(failed),
        );
      });
    }
    root.append(status);
  });
})();
