/* The form in the browser: its configuration, the way files are written, and then the form itself. */

import CMS from "./vendor/sveltia-cms.js";
import { fromFile, toFile } from "./matter.js";

const waiting = document.querySelector("[data-editor]");

async function start() {
  const answer = await fetch("config.json", { cache: "no-cache" });
  if (!answer.ok) {
    throw new Error(`config.json: ${answer.status}`);
  }
  const config = await answer.json();
  // Each text has a link to its page, on the site that this form belongs to.
  const site = new URL("../", location.href);
  Object.assign(config, { site_url: site.origin, display_url: site.href });
  for (const collection of config.collections) {
    const { format, fields, preview_path: page } = collection;
    collection.preview_path = `${site.pathname.slice(1)}${page}`;
    CMS.registerCustomFormat(format, "md", {
      fromFile: (text) => fromFile(text, fields),
      toFile: (values) => toFile(values, fields),
    });
  }
  if (config.backend.name === "test-repo") {
    const { open } = await import("./files.js");
    await open();
  }
  await CMS.init({ config });
  waiting.remove();
}

start().catch((error) => {
  waiting.querySelector("[data-editor-failed]").hidden = false;
  console.error(error);
});
