/* Searching a locale's index. The files and their format: generator/search/shards.h.

   openSearchIndex(base).search(query) gives a promise of {pages, marks}: pages by rank, each
   {title, url, parent, heading, section}, and the test that says whether a word of an excerpt
   matches. .excerpt(page) gives a promise of the page's text around there. */

function openSearchIndex(base) {
  const FAR = '\uffff';
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const RUN = /[\p{L}\p{N}\p{M}]+(?:[.\-_@][\p{L}\p{N}\p{M}]+)*/gu;
  const IDEOGRAPH = /[\u3041-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}]/gu;
  let kept = {};

  /* Files are data over HTTP. From the disk browsers load nothing but scripts. */
  const load = (path, name, options) => kept[name] ??= location.protocol === 'file:'
    ? new Promise((done, failed) => {
      const waiting = (window.portolanSearch ??= (said, data) => window.portolanSearch[said]?.(data));
      waiting[name] = done;
      const script = document.createElement('script');
      script.onerror = failed;
      script.src = path;
      document.head.append(script);
    })
    : fetch(path, options).then((answer) => {
      if (!answer.ok) throw Error(path + ': ' + answer.status);
      return answer.text();
    }).then((text) => JSON.parse(text.slice(text.indexOf(',') + 1, text.lastIndexOf(')'))));

  const index = () => load(base + 'index.js', 'index', { cache: 'no-cache' });
  const file = async (name, read = (data) => data) =>
    kept[name + ':'] ??= read(await load(base + (await index()).at + '/' + name + '.js', name));

  /* Numbers as the index writes them, one after the other. */
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
    return { digit, number, more: () => at < text.length, rest: () => text.slice(at) };
  };

  const folder = (table) => (word) => word.normalize('NFC').replace(/[^\0-\x7f]/gu,
    (c) => table[c] ?? c.normalize('NFKD').replace(/\p{M}/gu, ''));

  const readWords = (fold) => ([first, words, lists]) => {
    let word = '', next = first;
    return {
      first,
      lists: lists.split(' '),
      words: words.split(' ').map((entry) => {
        const r = reader(entry), shared = r.digit(), back = r.number();
        const often = back ? undefined : r.digit();
        word = word.slice(0, shared) + r.rest();
        return { word, folded: fold(word), group: back ? next - back : next++, often };
      }),
    };
  };

  const readList = (text) => {
    const r = reader(text), postings = [];
    for (let page = 0; r.more();) {
      const head = r.number(), sections = [];
      page += head / 3 | 0;
      const impact = r.digit();
      let many = head % 3, section = 0;
      if (many > 1) many = r.number();
      while (many--) {
        const mark = r.number();
        section += mark >> 1;
        sections.push([section, mark & 1]);
      }
      postings.push({ page, score: 1.13 ** impact, sections });
    }
    return postings;
  };

  /* The numbers of the files whose range, beginning with its key, touches from … to. */
  const touching = (keys, from, to) => keys.map((_, i) => i)
    .filter((i) => keys[i] <= to && (i + 1 === keys.length || keys[i + 1] > from));
  const last = (starts, value) => starts.findLastIndex((start) => start <= value);

  const wordFile = (all, i) => file('w' + i, readWords(folder(all.fold)));
  const wordsBetween = async (all, from, to) =>
    (await Promise.all(touching(all.words, from, to).map((i) => wordFile(all, i)))).flatMap(({ words }) => words);

  /* At most one letter more, less, other, or two that changed places. */
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0, j = 0;
    while (i < a.length && a[i] === b[i]) i++;
    while (j < Math.min(a.length, b.length) - i && a.at(-1 - j) === b.at(-1 - j)) j++;
    const x = a.slice(i, a.length - j), y = b.slice(i, b.length - j);
    return x.length < 2 && y.length < 2 || x.length === 2 && x[0] === y[1] && x[1] === y[0];
  };

  /* The words of the index that a word of the query means, each with how well it fits. */
  const matches = async (all, word, open) => {
    const fold = folder(all.fold), f = fold(word), size = f.length;
    const shown = await wordsBetween(all, f, open ? f + FAR : f);
    const exact = shown.some((w) => w.word === word);
    const fits = (words, test) => words.map((w) => ({ ...w, fit: test(w) })).filter((w) => w.fit);
    let found = fits(shown, (w) => w.folded === f ? w.word === word || !exact ? 1 : 0.8
      : open && size > 1 && w.folded.startsWith(f) && 0.4 + 0.4 * size / w.folded.length);
    if (found.length || size < 4 || /^\d/.test(f)) return found;
    /* A letter went wrong, or the ending is another. */
    const typo = (w) => near(f, w.folded) ? 0.6
      : open && [-1, 0, 1].some((d) => near(f, w.folded.slice(0, size + d))) ? 0.5 : 0;
    const stem = f.slice(0, Math.max(4, size - 3));
    for (const head of [f[0], f[1]]) {
      const words = await wordsBetween(all, head, head + FAR);
      found = fits(words, typo);
      if (!found.length && head === f[0])
        found = fits(words, (w) => size > 4 && w.folded.startsWith(stem) && w.folded.length < size + 4 && 0.4);
      if (found.length) break;
    }
    return found;
  };

  /* The groups of a query's word: those that fit best, the frequent ones first. */
  const groupsOf = (words) => {
    const groups = new Map();
    for (const { group, often, fit } of words) {
      const known = groups.get(group) ?? { fit: 0, often: 1 };
      groups.set(group, { fit: Math.max(fit, known.fit), often: often ?? known.often });
    }
    return [...groups].sort(([, a], [, b]) => (b.fit === 1) - (a.fit === 1) || b.often - a.often || b.fit - a.fit).slice(0, 16);
  };

  const postings = async (all, group) => {
    const { first, lists } = await wordFile(all, last(all.groups, group));
    return readList(lists[group - first]);
  };

  const readQuery = (query) => (query.toLowerCase().replace(IDEOGRAPH, ' $& ').match(RUN) ?? []).slice(0, 12);
  const partsOf = (run) => {
    const parts = run.split(/[.\-_@]/), long = parts.filter((part) => part.length > 1 || /[^a-z]/.test(part));
    const whole = /[._@]/.test(run) ? run : /^\D{1,5}-/.test(run) && parts.length < 4 ? run.replaceAll('-', '') : '';
    return { whole: parts.length > 1 && whole, parts: long };
  };

  /* The words of a query with what they match. A compound is its parts when the index has it not. */
  const terms = async (all, query) => {
    const runs = readQuery(query), open = !/\s$/.test(query);
    const read = async (run, isOpen) => {
      const { whole, parts } = partsOf(run);
      if (whole) {
        const found = await matches(all, whole, isOpen);
        if (found.some((w) => w.fit > 0.6)) return [found];
      }
      return Promise.all(parts.map((part, i) => matches(all, part, isOpen && i === parts.length - 1)));
    };
    const fold = folder(all.fold), common = new Set(all.common);
    const kept = runs.filter((run) => !common.has(fold(run)));
    return (await Promise.all(kept.map((run) => read(run, open && run === runs.at(-1))))).flat().filter((words) => words.length);
  };

  const pageOf = async (all, number) => {
    const page = (await file('p' + (number >> 6), ({ first, pages, parents }) => {
      let url = '';
      return pages.map(([title, shared, rest, count, parent]) => {
        url = url.slice(0, shared) + rest;
        return { title, url, parent: parents[parent], first: (first += count) - count };
      });
    }))[number & 63];
    return { ...page };
  };

  const rank = async (all, query) => {
    const words = await terms(all, query), pages = new Map();
    const lists = await Promise.all(words.map(async (found) => Promise.all(groupsOf(found)
      .map(async ([group, { fit, often }]) => ({ fit, often, list: await postings(all, group) })))));
    let needed = 0;
    lists.forEach((groups, term) => {
      const optional = groups.every((group) => !group.often);
      needed += !optional;
      for (const { fit, list } of groups) {
        for (const { page, score, sections } of list) {
          const entry = pages.get(page) ?? { page, scores: [], sections: new Map() };
          pages.set(page, entry);
          entry.scores[term] = Math.max(entry.scores[term] ?? 0, fit * score);
          for (const [section, heading] of sections) {
            const weights = entry.sections.get(section) ?? [];
            weights[term] = Math.max(weights[term] ?? 0, fit * (heading ? 2.5 : 1) * (optional ? 0.3 : 1));
            entry.sections.set(section, weights);
          }
        }
      }
      for (const entry of pages.values()) entry.matched = (entry.matched ?? 0) + (!optional && entry.scores[term] > 0);
    });
    const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
    for (const entry of pages.values()) {
      entry.score = sum(entry.scores) * (needed ? entry.matched / needed : 1) ** 2;
      let most = 0;
      entry.section = 0;
      for (const [section, weights] of [...entry.sections].sort(([a], [b]) => a - b)) {
        if (sum(weights) > most) [most, entry.section] = [sum(weights), section];
      }
    }
    const fold = folder(all.fold), forms = new Set(words.flat().map((w) => w.folded));
    return {
      pages: [...pages.values()].sort((a, b) => b.score - a.score || a.page - b.page),
      marks: (word) => forms.has(fold(word.toLowerCase())),
    };
  };

  const sectionOf = async (all, number) => {
    const i = last(all.texts, number);
    return (await file('t' + i))[number - all.texts[i]];
  };

  return {
    /* Load what every search begins with. */
    prepare: () => index().catch(() => {}),

    async search(query) {
      try {
        return await rank(await index(), query);
      } catch {
        /* The site was published anew: its files have another name. */
        kept = {};
        return rank(await index(), query);
      }
    },

    /* What is shown of a result: title, url, parent; and heading, anchor and text when they are loaded. */
    async page(result) {
      const page = await pageOf(await index(), result.page);
      if (location.protocol === 'file:') page.url += 'index.html';
      return page;
    },

    async section(result, page) {
      const [anchor, heading, text] = await sectionOf(await index(), page.first + result.section);
      return { anchor, heading, text };
    },

    WORD,
    RUN,
  };
}
