/* The index that search looks in: folds and stems words, finds, marks. Loaded by search.js when someone searches;
   knows no page. Finding itself is MiniSearch's, stemming Snowball's (assets/js/vendor).

   A word is indexed as it is written (folded), and by its stem after a ~, so that the two are told apart: a word
   as typed counts for more than its family. */
(function () {
  "use strict";

  const ours = (window.wijkzoek = window.wijkzoek || {});
  const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;
  const BOOST = { title: 8, heads: 3, text: 1 };
  const KINDS = { phase: 1.6, activity: 1.3, "target-group": 1.2, term: 1.1, page: 1, example: 0.9, library: 0.7 };
  const SLICE = 12;
  const AS_IS = { tokenize: (text) => [text], processTerm: (term) => term };

  // Of Arabic it folds what Apache Lucene's ArabicNormalizer folds and Unicode does not take apart: alef wasla, yeh,
  // teh marbuta, tatweel.
  /** Text without capitals, accents and apostrophes (é is e, ĳ is ij), and with one sign for what Arabic writes in two
      ways or may leave out. Search, the filter and the file that holds all have the same one: a test compares them. */
  function fold(text) {
    const bare = text.toLowerCase().normalize("NFKD").replace(/[\p{M}\u0640'’]/gu, "");
    return bare.replace(/\u0671/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  }

  /** The number of letters to add, take away, change or swap with their neighbour, to make one word the other. */
  function distance(one, other) {
    const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const cost = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + cost);
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
      }
      rows.push(row);
    }
    return rows[one.length][other.length];
  }

  /** Gives the page time to breathe. */
  const pause = () => new Promise((go) => setTimeout(go));

  /**
   * An index over rows.
   * @param rows `{kind, href, title, summary, heads, forms, text}` per entry
   * @param stemmer the name of a Snowball class, or nothing for a language without
   * @param small the words of the language that stand in any text, with spaces between
   */
  function Index(rows, stemmer, small) {
    const snowball = stemmer && window[stemmer] ? new window[stemmer]() : null;
    const known = new Map();
    const vocabulary = new Set();

    function stem(exact) {
      return snowball ? snowball.stemWord(exact) : exact;
    }

    function terms(word) {
      let found = known.get(word);
      if (!found) {
        const exact = fold(word);
        const short = exact.length < 2;
        const root = short ? exact : stem(exact);
        found = short ? [] : root === exact ? [exact] : [exact, `~${root}`];
        known.set(word, found);
      }
      return found;
    }

    const words = (text) => text.match(WORD) || [];
    const slight = new Set(words(small || "").map(fold));
    const mini = new window.MiniSearch({
      fields: Object.keys(BOOST),
      tokenize: words,
      processTerm: (word) => {
        const found = terms(word);
        if (found.length) vocabulary.add(found[0]);
        return found;
      },
      searchOptions: { boost: BOOST, boostDocument: (id) => KINDS[rows[id].kind] || 1 },
    });

    this.fill = async function () {
      let since = performance.now();
      for (const [id, row] of rows.entries()) {
        mini.add({ id, title: row.title, heads: `${row.summary} ${row.heads} ${row.forms}`, text: row.text });
        if (performance.now() - since > SLICE) {
          await pause();
          since = performance.now();
        }
      }
      return this;
    };

    /** Whether a longer word has this one in it: buurtfeest has feest, but weten has no eten. In Arabic one letter in
        front is a word of its own: “and”, “with”. */
    const within = (term, exact) => term.indexOf(exact) > (exact < "\u0600" ? 1 : 0);

    /** What a word of the reader asks: itself, its beginning, its family, and words that it is a part of. */
    function asked(word) {
      const exact = fold(word);
      const root = stem(exact);
      const queries = [{ queries: [exact], ...AS_IS, prefix: exact.length > 2, weights: { prefix: 0.6, fuzzy: 0.3 } }];
      if (root !== exact || snowball) queries.push({ queries: [`~${root}`, root], ...AS_IS, boostTerm: () => 0.8 });
      const around = exact.length > 3 ? [...vocabulary].filter((term) => within(term, exact)).slice(0, 50) : [];
      if (around.length) queries.push({ queries: around, ...AS_IS, boostTerm: () => 0.4 });
      return { queries, combineWith: "OR" };
    }

    /** The entries that hold all words (or any); of a word that is a list, any word of it will do. */
    function find(list, how) {
      const queries = list.map((word) =>
        Array.isArray(word) ? { queries: word.map(asked), combineWith: "OR" } : asked(word)
      );
      return queries.length ? mini.search({ queries, combineWith: how }) : [];
    }

    /** The words of ours that a word with a typo may have been meant to be, the likeliest first. */
    function nearest(word) {
      const exact = fold(word);
      const limit = exact.length > 5 ? 2 : 1;
      const like = mini.search({ queries: [exact], ...AS_IS, fuzzy: 2 });
      const counts = new Map();
      like.forEach((hit) =>
        hit.terms.forEach((term) => {
          if (term[0] !== "~") counts.set(term, (counts.get(term) || 0) + 1);
        })
      );
      const near = [...counts].map(([term, count]) => ({ term, count, far: distance(exact, term) }));
      near.sort((one, other) => one.far - other.far || other.count - one.count || (one.term < other.term ? -1 : 1));
      // Two wrong letters are enough; the first letter is seldom one of them.
      const likely = near.filter((one) => one.far <= (one.term[0] === exact[0] ? limit : 1));
      return exact.length > 3 ? likely.filter((one) => one.far === likely[0].far).slice(0, 3).map((one) => one.term) : [];
    }

    /** The phases that people mean with these words, the gravest first: rows stand in the order of the phases. */
    function named(list) {
      const said = list.map(fold);
      // A stem alone can be that of another word: gevaar and varen. So the beginning must be the same too.
      const alike = (one, other) => one === other || (one.slice(0, 2) === other.slice(0, 2) && stem(one) === stem(other));
      const means = (form) => words(form).map(fold).every((part) => said.some((word) => alike(part, word)));
      return rows.filter((row) => row.kind === "phase" && row.forms && row.forms.split("\n").some(means)).reverse();
    }

    /**
     * What there is for a query; a phase that people mean with its words stands first.
     * @returns `hits`, best first, each `{row, terms}`; `nearest`, the words that were looked for in place of a typo;
     *   `loose`, whether no entry holds all words; `meaning`, the glossary's row for the query
     */
    this.search = function (query) {
      const typed = words(query).filter((word) => fold(word).length > 1);
      // “In the street” asks for streets: what small words find is everything.
      const telling = typed.filter((word) => !slight.has(fold(word)));
      const list = telling.length ? telling : typed;
      let found = find(list, "AND");
      let meant = [];
      if (!found.length) {
        const mended = list.map((word) => (find([word], "AND").length ? word : nearest(word)));
        const unsure = mended.filter(Array.isArray);
        if (unsure.length && unsure.every((words) => words.length)) found = find(mended, "AND");
        if (found.length) meant = unsure.flat();
      }
      const loose = !found.length && list.length > 1;
      if (loose) found = find(list, "OR");
      const wanted = words(query).map(fold).join(" ");
      // Signs alone ask for no word, and a row without other forms has an empty one.
      const same = (text) => wanted !== "" && words(text).map(fold).join(" ") === wanted;
      const first = named([...list, ...meant]);
      const place = (row) => (same(row.title) ? -1 : first.includes(row) ? first.indexOf(row) : first.length);
      const rated = (row, terms, score) => ({ row, terms: new Set(terms), score, place: place(row) });
      const ranked = found.map((hit) => rated(rows[hit.id], hit.terms, hit.score));
      const missed = first.filter((row) => !ranked.some((hit) => hit.row === row));
      ranked.push(...missed.map((row) => rated(row, [...list, ...meant].flatMap(terms), 0)));
      ranked.sort((one, other) => one.place - other.place || other.score - one.score);
      const roots = (text) => words(text).map((word) => stem(fold(word))).join(" ");
      const means = (row, how) => [row.title, ...row.forms.split("\n")].some((form) => how(form));
      const glossary = rows.filter((row) => row.kind === "term");
      const root = roots(query);
      const meaning =
        glossary.find((row) => means(row, same)) || glossary.find((row) => root && means(row, (form) => roots(form) === root));
      return { hits: ranked, nearest: meant, loose: loose && ranked.length > 0, meaning: meaning || null };
    };

    const hit = (word, wanted) => terms(word).some((term) => wanted.has(term));

    /** A text in pieces, those that were looked for with `mark`. */
    this.marked = function (text, wanted) {
      const parts = [];
      let at = 0;
      for (const word of text.matchAll(WORD)) {
        if (!hit(word[0], wanted)) continue;
        if (word.index > at) parts.push({ text: text.slice(at, word.index), mark: false });
        parts.push({ text: word[0], mark: true });
        at = word.index + word[0].length;
      }
      if (at < text.length) parts.push({ text: text.slice(at), mark: false });
      return parts;
    };

    /** The part of an entry's text that holds most of what was looked for; its summary where that says it. */
    this.snippet = function (row, wanted, length) {
      const spots = (text) =>
        Array.from(text.matchAll(WORD))
          .filter((word) => hit(word[0], wanted))
          .map((word) => ({ at: word.index, key: terms(word[0]).slice(-1)[0] }));
      if (spots(row.summary).length || !row.text) return row.summary;
      const all = spots(row.text);
      if (!all.length) return row.summary;
      const kinds = (spot) =>
        new Set(all.filter((other) => other.at >= spot.at && other.at < spot.at + length - 60).map((other) => other.key)).size;
      let best = all[0];
      let most = kinds(best);
      all.slice(1, 200).forEach((spot) => {
        const count = kinds(spot);
        if (count > most) [best, most] = [spot, count];
      });
      const from = best.at < 60 ? 0 : row.text.indexOf(" ", best.at - 60) + 1;
      const end = row.text.length - from <= length ? row.text.length : row.text.lastIndexOf(" ", from + length);
      return `${from ? "… " : ""}${row.text.slice(from, end)}${end < row.text.length ? " …" : ""}`;
    };
  }

  ours.Index = Index;
  ours.fold = fold;
  ours.distance = distance;
})();
