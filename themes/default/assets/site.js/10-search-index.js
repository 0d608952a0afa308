/* Searches a locale's index; its format: generator/search/shards.h. */

function openSearchIndex(base) {
  const RUN = /[\p{L}\p{N}\p{M}]+(?:[.\-_@][\p{L}\p{N}\p{M}]+)*/gu;
  const disk = location.protocol === 'file:';
  let loading = {}, cache = 'no-cache';

  /* From the disk browsers load nothing but scripts. */
  const load = (name, options) => loading[name] ??= disk
    ? new Promise((done, failed) => {
      const script = document.createElement('script');
      (window.portolanSearch ??= (said, data) => portolanSearch[said](data))[name] = done;
      script.onerror = failed;
      script.src = base + name + '.js';
      document.head.append(script);
    })
    : fetch(base + name + '.js', options).then((answer) => answer.text()).then((text) =>
      JSON.parse(text.slice(text.indexOf(',') + 1, text.lastIndexOf(')'))));

  const index = () => load('index', { cache });

  const fold = (word, { fold }) => word.normalize('NFC').toLowerCase().replace(/[^\0-\x7f]/gu,
    (c) => fold[c] ?? c.normalize('NFKD').replace(/\p{M}/gu, ''));

  const reader = (text) => {
    let at = 0;
    const digit = () => {
      const c = text.charCodeAt(at++);
      return c - 33 - (c > 34) - (c > 92);
    };
    const number = () => {
      let sum = 0, d;
      while ((d = digit()) > 44) sum = sum * 45 + d - 45;
      return sum * 45 + d;
    };
    return { digit, number, rest: () => text.slice(at) };
  };

  const readWords = (all, [, first, name]) => loading['w' + name] ??= load(name).then(([words, lists]) => {
    const often = {};
    let word = '', next = first;
    return {
      first,
      lists: lists.split(' '),
      words: words.split(' ').map((entry) => {
        const r = reader(entry), shared = r.digit(), back = r.number(), group = back ? next - back : next++;
        if (!back) often[group] = r.digit();
        word = word.slice(0, shared) + r.rest();
        return { word, folded: fold(word, all), group, often: often[group] ?? 1 };
      }),
    };
  });

  const readList = (text) => {
    const r = reader(text), postings = [];
    for (let page = 0; r.rest();) {
      const head = r.number(), score = 1.13 ** r.digit(), sections = [];
      let section = 0;
      page += head / 3 | 0;
      for (let many = head % 3 < 2 ? head % 3 : r.number(); many--;) {
        const mark = r.number();
        sections.push([section += mark >> 1, mark & 1]);
      }
      postings.push({ page, score, sections });
    }
    return postings;
  };

  const readPages = (name) => loading['p' + name] ??= load(name).then(({ pages, parents, texts }) => {
    let url = '', first = 0;
    return pages.map(([title, shared, rest, count, parent]) => {
      url = url.slice(0, shared) + rest;
      first += count;
      return { title, url: url + (disk ? 'index.html' : ''), parent: parents[parent], first: first - count, texts };
    });
  });

  const wordsBetween = async (all, from, to) => (await Promise.all(all.words.filter(([head], i) =>
    head <= to && !(all.words[i + 1]?.[0] <= from)).map((each) => readWords(all, each)))).flatMap(({ words }) => words);

  /* One letter is other, missing or too much, or two changed places. */
  const near = (a, b) => {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const x = a.slice(i + 1), y = b.slice(i + 1);
    return x === y || a.slice(i) === y || x === b.slice(i) || x[0] === b[i] && y[0] === a[i] && x.slice(1) === y.slice(1);
  };

  /* The words that one of the query may mean, and how well; `open`: it may go on. */
  const matches = async (all, word, open) => {
    const f = fold(word, all), size = f.length;
    const fits = (words, test) => words.map((w) => ({ ...w, fit: +test(w.folded, w.word) })).filter((w) => w.fit);
    const shown = await wordsBetween(all, f, open ? f + '\uffff' : f), exact = shown.some((w) => w.word === word);
    let found = fits(shown, (folded, form) => folded === f ? form === word || !exact ? 1 : 0.5
      : open && size > 1 && folded.startsWith(f) && 0.4 + 0.4 * size / folded.length);
    for (const head of size < 4 || f < ':' ? '' : [f.slice(0, 3), f[0], f[1]]) {
      if (found.length) break;
      const words = await wordsBetween(all, head, head + '\uffff');
      found = fits(words, (folded) => near(f, folded) ? 0.6
        : open && [-1, 0, 1].some((d) => near(f, folded.slice(0, size + d))) && 0.5);
      if (!found.length && size > 4 && !head[1]) found = fits(words, (folded) =>
        folded.startsWith(f.slice(0, Math.max(4, size - 3))) && folded.length < size + 4 && 0.4);
    }
    return found;
  };

  const matchRun = async (all, run, open) => {
    const parts = run.split(/[.\-_@]/);
    const whole = /[._@]/.test(run) ? run : /^\D{1,5}-/.test(run) && parts.length < 4 && run.replaceAll('-', '');
    const found = whole && parts.length > 1 ? await matches(all, whole, open) : [];
    return found.some((w) => w.fit > 0.6) ? [found]
      : Promise.all(parts.filter((part) => /..|[^a-z]/.test(part)).map((part) => matches(all, part, open && run.endsWith(part))));
  };

  /* Their stems with the pages, exact ones first, then frequent ones. */
  const groupsOf = async (all, words) => {
    const groups = new Map();
    for (const { group, often, fit } of words) groups.set(group, { group, often, fit: Math.max(fit, groups.get(group)?.fit ?? 0) });
    const best = [...groups.values()].sort((a, b) => (b.fit === 1) - (a.fit === 1) || b.often - a.often || b.fit - a.fit);
    return Promise.all(best.slice(0, 16).map(async (found) => {
      const { first, lists } = await readWords(all, all.words.findLast(([, first]) => first <= found.group));
      return { ...found, list: readList(lists[found.group - first]) };
    }));
  };

  const sum = (numbers = []) => numbers.reduce((a, b) => a + b, 0);
  const raise = (numbers, i, to) => { numbers[i] = Math.max(numbers[i] ?? 0, to); };

  const rank = async (query) => {
    const all = await index(), pages = new Map();
    const runs = (query.toLowerCase().replace(/[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/gu, ' $& ').match(RUN) ?? []).slice(0, 12)
      .filter((run, i, { length }) => !all.common.includes(fold(run, all)) || length === 1);
    const words = (await Promise.all(runs.map((run, i) =>
      matchRun(all, run, i === runs.length - 1 && query.endsWith(run.at(-1)))))).flat().filter((found) => found.length);
    const terms = await Promise.all(words.map((found) => groupsOf(all, found)));
    const needed = terms.filter((groups) => groups.some(({ often }) => often));

    terms.forEach((groups, term) => {
      for (const { fit, list } of groups) for (const { page, score, sections } of list) {
        const entry = pages.get(page) ?? { page, scores: [], sections: [] };
        pages.set(page, entry);
        raise(entry.scores, term, fit * score);
        for (const [section, heading] of sections) {
          raise(entry.sections[section] ??= [], term, fit * (heading ? 2.5 : 1) * (needed.includes(groups) ? 1 : 0.3));
        }
      }
    });
    for (const entry of pages.values()) {
      const matched = needed.filter((groups) => entry.scores[terms.indexOf(groups)]).length;
      const weights = Array.from(entry.sections, (numbers) => sum(numbers));
      entry.score = sum(entry.scores) * (needed.length ? matched / needed.length : 1);
      entry.section = Math.max(0, weights.indexOf(Math.max(...weights)));
    }
    const forms = new Set(words.flat().map((w) => w.folded));
    const hits = (text, pattern, from = 0) => [...text.matchAll(pattern)].flatMap(({ 0: word, index }) =>
      forms.has(fold(word, all)) ? [[from + index, word.length]] : pattern === RUN ? hits(word, /[^.\-_@]+/g, index) : []);
    return {
      pages: [...pages.values()].filter(({ score }) => score).sort((a, b) => b.score - a.score || a.page - b.page),
      hits: (text) => hits(text, RUN),
    };
  };

  return {
    index,

    /* {pages: by rank, hits(text): [from, length] of each match}; again if published anew. */
    search: (query) => rank(query).catch(() => {
      loading = {};
      cache = 'reload'; // published within a second, an answer may pass for the one before
      return rank(query);
    }),

    page: async ({ page }) => (await readPages((await index()).pages[page >> 6]))[page & 63],

    /* [anchor, heading, text] where it matches best. */
    section: async ({ section }, { first, texts }) => {
      const [begin, name] = texts.findLast(([begin]) => begin <= first + section);
      return (await load(name))[first + section - begin];
    },
  };
}
