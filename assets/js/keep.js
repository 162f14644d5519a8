/* Keeps what a reader wrote or chose on the reader's own device, in reach of every page: `wijkverbinder.keep`.
   What it promises to other behaviours stands in docs/architecture.md, and why it is so in decision 15. */
(function () {
  "use strict";

  const KEY = "wijkverbinder";
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const PART = /[#&](keep|share)=([\w-]*)$/;
  // The first revision that is not believed: no reader writes that often, so it is a stranger's.
  const LIMIT = 1e9;
  const disk = location.protocol === "file:";
  const listeners = [];
  const fresh = () => Object.create(null);
  const write = JSON.stringify;

  // Per name its revision and its value, or the revision alone where a value was; under no name, the revision up
  // to which all is erased.
  let state = fresh();
  // What came with a shared address.
  let offered = fresh();
  // Other pages may not see the storage of this one.
  let apart = disk;
  // There is storage.
  let works = true;

  // Text to few letters that are safe in any address, and back: LZW over the 96 signs of ASCII.

  function pack(value) {
    const text = write(value).replace(/[^ -~]/g, (sign) => `\\u${`000${sign.charCodeAt(0).toString(16)}`.slice(-4)}`);
    const codes = new Map();
    for (let code = 0; code < 96; code += 1) codes.set(String.fromCharCode(32 + code), code);
    let out = "";
    let bits = 0;
    let held = 0;
    let word = "";
    const emit = (code, width) => {
      held = (held << width) | code;
      for (bits += width; bits >= 6; held &= (1 << bits) - 1) out += LETTERS[(held >> (bits -= 6)) & 63];
    };
    for (const sign of text) {
      if (!codes.has(word + sign)) {
        emit(codes.get(word), codes.size.toString(2).length);
        codes.set(word + sign, codes.size);
        word = "";
      }
      word += sign;
    }
    emit(codes.get(word), codes.size.toString(2).length);
    if (bits) emit(0, 6 - bits);
    return out;
  }

  function unpack(letters) {
    const words = Array.from({ length: 96 }, (_, code) => String.fromCharCode(32 + code));
    let out = "";
    let bits = 0;
    let held = 0;
    let last = "";
    let width = 7;
    for (const letter of letters) {
      held = (held << 6) | LETTERS.indexOf(letter);
      if ((bits += 6) < width) continue;
      const code = held >> (bits -= width);
      held &= (1 << bits) - 1;
      const word = code < words.length ? words[code] : last + last[0];
      if (last) words.push(last + word[0]);
      out += last = word;
      width = (words.length + 1).toString(2).length;
    }
    return out;
  }

  function parse(text) {
    try {
      const value = JSON.parse(text);
      return value && typeof value === "object" ? value : {};
    } catch (error) {
      // What is broken, or cut off on its way, holds nothing.
      return {};
    }
  }

  // Merging: per name the newest revision wins, wherever it came from.

  const newer = (one, other) => !other || one[0] > other[0] || (one[0] === other[0] && write(one) > write(other));
  const highest = () => Math.max(0, ...Object.keys(state).map((name) => state[name][0]));

  function merge(from) {
    Object.keys(from || {}).forEach((name) => {
      const row = from[name];
      if (Array.isArray(row) && row[0] > 0 && row[0] < LIMIT && newer(row, state[name])) state[name] = row;
    });
    const [erased] = state[""] || [0];
    Object.keys(state).forEach((name) => {
      if (name && state[name][0] <= erased) delete state[name];
    });
  }

  /** The revision of what is written now. Behind the last one all begin again, so that a reader can always write. */
  function next() {
    if (highest() + 1 < LIMIT) return highest() + 1;
    delete state[""];
    Object.keys(state).forEach((name) => (state[name][0] = 1));
    return 2;
  }

  // Where it lies: one key in localStorage; from disk, where a browser may give each file a storage of its own,
  // a cookie too, which files never send anywhere.

  function load() {
    let kept = {};
    try {
      kept = parse(localStorage.getItem(KEY));
    } catch (error) {
      works = false;
    }
    if (kept.by && kept.by !== location.pathname) apart = false;
    if (works && !apart) state = fresh();
    merge(kept.is);
    if (!apart) return;
    let crumbs = "";
    for (let at = 0, part = " "; part; at += 1) {
      part = (new RegExp(`(?:^|; )${KEY}${at}=([^;]*)`).exec(document.cookie) || [])[1];
      crumbs += part || "";
    }
    merge(parse(unpack(crumbs)));
  }

  function save() {
    const any = Object.keys(state).length;
    try {
      // Also where there is nothing to keep: so it is known whether anything can be.
      localStorage.setItem(KEY, write({ by: location.pathname, is: state }));
      if (!any) localStorage.removeItem(KEY);
    } catch (error) {
      works = false;
    }
    if (!apart) return;
    const letters = any ? pack(state) : "";
    for (let at = 0; at <= letters.length / 3800 + 1; at += 1) {
      const part = letters.slice(at * 3800, (at + 1) * 3800);
      document.cookie = `${KEY}${at}=${part}; path=/; SameSite=Strict`;
    }
  }

  const travels = () => apart || !works;
  const tell = (name) => listeners.forEach((listener) => listener(name));

  /** Does something that may change what is kept, and tells which names it changed. */
  function change(action) {
    const seen = () => {
      const rows = fresh();
      Object.keys(Object.assign(fresh(), offered, state)).forEach((name) => {
        rows[name] = write([offered[name], state[name]]);
      });
      return rows;
    };
    const before = seen();
    action();
    const after = seen();
    Object.keys(Object.assign(fresh(), before, after)).forEach((name) => {
      if (name && before[name] !== after[name]) tell(name);
    });
  }

  /** Takes in what the address carries. What travels along is merged, and leaves the address; what was shared stays. */
  function arrive(opens) {
    const found = PART.exec(location.hash);
    if (!found) return;
    const place = location.hash.slice(0, found.index);
    const came = parse(unpack(found[2]));
    if (found[1] === "share") {
      offered = Object.assign(fresh(), came);
      return;
    }
    save();
    // What else comes in this way was written by a stranger, or by this very page.
    if (opens && travels()) {
      merge(came);
      save();
    }
    history.replaceState(history.state, "", location.pathname + location.search + place);
    const go = () => setTimeout(() => location.replace(place));
    if (!place) return;
    // Firefox goes to no place before the page is all there.
    if (document.readyState === "complete") go();
    else window.addEventListener("load", go);
  }

  const keep = {
    available: () => works,
    get(name) {
      const own = (state[name] || [])[1];
      const value = own === undefined ? offered[name] : own;
      return value === undefined ? value : JSON.parse(write(value));
    },
    shared: (name) => offered[name],
    set(name, value) {
      change(() => {
        load();
        const row = [next()];
        if (value === undefined) delete offered[name];
        else row.push(JSON.parse(write(value)));
        if (write((state[name] || [])[1]) === write(row[1])) return;
        if (value !== undefined || travels()) state[name] = row;
        else delete state[name];
        save();
      });
    },
    clear() {
      change(() => {
        load();
        const last = highest();
        state = fresh();
        offered = fresh();
        if (last && travels()) state[""] = [last];
        save();
        if (PART.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
      });
    },
    on: (listener) => listeners.push(listener),
    share(names, href) {
      const canonical = disk && document.querySelector("link[rel=canonical]");
      const [page, place] = (href || (canonical || location).href.split("#")[0]).split("#");
      const values = {};
      names.forEach((name) => (values[name] = keep.get(name)));
      return `${new URL(page, location.href).href}#${place ? `${place}&` : ""}share=${pack(values)}`;
    },
    carry(href) {
      const [page, place] = href.replace(PART, "").split("#");
      const plain = place === undefined ? page : `${page}#${place}`;
      if (!travels() || !Object.keys(state).length || !/(^|\/|\.html)(\?.*)?$/.test(page)) return plain;
      return `${page}#${place ? `${place}&` : ""}keep=${pack(state)}`;
    },
  };

  /** Lets a link or form inside the site carry what is kept; those who lead elsewhere have an address with a scheme. */
  function decorate(event) {
    const name = event.type === "submit" ? "action" : "href";
    const from = event.target.closest && event.target.closest(`[${name}]`);
    const href = from && from.getAttribute(name);
    if (!href || /^([a-z][\w+.-]*:|\/\/|#)/i.test(href) || from.hasAttribute("download")) return;
    const next = keep.carry(href);
    if (next !== href) from.setAttribute(name, next);
  }

  load();
  arrive(true);
  ["pointerdown", "focusin", "click", "submit"].forEach((type) => document.addEventListener(type, decorate, true));
  window.addEventListener("storage", () => change(load));
  window.addEventListener("pageshow", () => change(load));
  window.addEventListener("hashchange", () => change(arrive));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keep-erase]");
    if (!button) return;
    keep.clear();
    button.parentNode.querySelector("[role=status]").textContent = button.dataset.keepErase;
  });

  window.wijkverbinder = window.wijkverbinder || {};
  window.wijkverbinder.keep = keep;
})();
