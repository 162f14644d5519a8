/* The texts of the project on this computer, where the form looks for files; only on the trial site.

   The form can keep what it writes in a folder of the browser's own (the origin private file system). Here it gets a
   folder in that place that lies in the project: `serve` reads and writes its files. A file that changed on disk since
   it was read is not written over. */

const PLACE = "/.serve/files";
const TEMPORARY = ".sveltia-tmp-";

/* Every file by its path, each with its text, its mark, and when it changed. */
const files = new Map();

/* Takes the place of the browser's own folder, with the texts as they are now. */
export async function open() {
  const answer = await fetch(PLACE, { cache: "no-store" });
  if (!answer.ok) {
    throw new Error(`${PLACE}: ${answer.status}`);
  }
  for (const { path, text, mark } of await answer.json()) {
    files.set(path, { text, mark, changed: Date.now() });
  }
  const root = new Folder("");
  navigator.storage.getDirectory = async () => ({ kind: "directory", name: "", getDirectoryHandle: async () => root });
  // Nobody has to sign in on an own computer.
  localStorage.setItem("sveltia-cms.user", JSON.stringify({ backendName: "test-repo" }));
}

async function send(method, path, text) {
  const known = files.get(path)?.mark;
  const answer = await fetch(`${PLACE}/${path.split("/").map(encodeURIComponent).join("/")}`, {
    method,
    headers: { "Content-Type": "text/markdown", ...(known ? { "If-Match": known } : { "If-None-Match": "*" }) },
    body: text,
  });
  if (!answer.ok) {
    throw new DOMException(await answer.text(), "InvalidModificationError");
  }
  return answer.headers.get("ETag");
}

class Folder {
  kind = "directory";

  constructor(path) {
    this.path = path;
    this.name = path.split("/").pop();
  }

  below(name) {
    return this.path ? `${this.path}/${name}` : name;
  }

  async *entries() {
    const start = this.path ? `${this.path}/` : "";
    const seen = new Set();
    for (const path of [...files.keys()]) {
      const [name, ...rest] = path.startsWith(start) ? path.slice(start.length).split("/") : [""];
      if (name && !seen.has(name)) {
        seen.add(name);
        yield [name, rest.length ? new Folder(start + name) : new Text(start + name)];
      }
    }
  }

  async getDirectoryHandle(name) {
    return new Folder(this.below(name));
  }

  async getFileHandle(name, { create = false } = {}) {
    const path = this.below(name);
    if (!files.has(path) && !create) {
      throw new DOMException(path, "NotFoundError");
    }
    return new Text(path);
  }

  async removeEntry(name) {
    const path = this.below(name);
    if (!files.has(path)) {
      throw new DOMException(path, "NotFoundError");
    }
    if (!name.startsWith(TEMPORARY)) {
      await send("DELETE", path);
    }
    files.delete(path);
  }
}

class Text {
  kind = "file";

  constructor(path) {
    this.path = path;
    this.name = path.split("/").pop();
  }

  async getFile() {
    const { text = "", changed = 0 } = files.get(this.path) ?? {};
    return new File([text], this.name, { type: "text/markdown", lastModified: changed });
  }

  async createWritable() {
    const { path, name } = this;
    return {
      async write(data) {
        const text = typeof data === "string" ? data : await new Blob([data]).text();
        const mark = name.startsWith(TEMPORARY) ? "" : await send("PUT", path, text);
        files.set(path, { text, mark, changed: Date.now() });
      },
      async close() {},
    };
  }

  async move(folder, name) {
    const target = folder.below(name);
    const { text } = files.get(this.path);
    const mark = await send("PUT", target, text);
    if (!this.name.startsWith(TEMPORARY)) {
      await send("DELETE", this.path);
    }
    files.delete(this.path);
    files.set(target, { text, mark, changed: Date.now() });
    this.path = target;
    this.name = name;
  }
}
