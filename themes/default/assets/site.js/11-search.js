/* The search of the header: a combobox with a list of links (ARIA Authoring Practices), and the
   results on the search page. Words come from the form's data-… attributes. */

function startSearch(document) {
  const form = document.querySelector('.p-search');
  if (!form) return;
  const input = form.q, words = form.dataset, index = openSearchIndex(words.index);
  const list = form.querySelector('[role=listbox]'), status = form.querySelector('[role=status]');
  const plural = new Intl.PluralRules(document.documentElement.lang);
  let latest = 0, active = -1;

  const make = (name, className, ...content) => {
    const element = document.createElement(name);
    element.className = className;
    element.append(...content);
    return element;
  };

  const count = (many, query) => many
    ? (words[plural.select(many)] ?? words.other).replace('{count}', many.toLocaleString(document.documentElement.lang))
    : words.none.replace('{query}', query);

  /* Some words around the place where most of the query's stand, those marked. */
  const excerpt = (text, marks) => {
    const hits = [];
    for (const run of text.matchAll(index.RUN)) {
      if (marks(run[0])) hits.push([run.index, run[0].length]);
      else for (const part of run[0].matchAll(index.WORD)) if (marks(part[0])) hits.push([run.index + part.index, part[0].length]);
    }
    const worth = ([from]) => new Set(hits.filter(([at]) => at >= from && at < from + 140)
      .map(([at, length]) => text.slice(at, at + length).toLowerCase())).size;
    let best = hits[0] ?? [0];
    for (const hit of hits) if (worth(hit) > worth(best)) best = hit;
    let at = best[0] < 60 ? 0 : text.indexOf(' ', best[0] - 50) + 1;
    const end = at + 180 < text.length ? text.lastIndexOf(' ', at + 180) : text.length;
    const shown = [at > 0 ? '… ' : ''];
    for (const [from, length] of hits) {
      if (from < at || from + length > end) continue;
      shown.push(text.slice(at, from), make('mark', '', text.slice(from, from + length)));
      at = from + length;
    }
    return [...shown, text.slice(at, end), end < text.length ? ' …' : ''];
  };

  /* A result as it is shown: the link at once, the excerpt when its text is there. */
  const show = async (result, marks, name) => {
    const page = await index.page(result);
    const link = make(name, '', make('span', 'p-hit-title', page.title));
    if (page.parent) link.append(make('span', 'p-hit-in', page.parent));
    link.href = page.url;
    index.section(result, page).then(({ anchor, heading, text }) => {
      if (anchor) {
        link.href = page.url + '#' + encodeURIComponent(anchor);
        link.append(make('span', 'p-hit-heading', heading));
      }
      link.append(make('span', 'p-hit-text', ...excerpt(text, marks)));
    }).catch(() => {});
    return link;
  };

  /* The links of the first results, or nothing when the reader has typed on. */
  const find = async (query, most, name) => {
    const turn = ++latest, { pages, marks } = await index.search(query);
    const links = await Promise.all(pages.slice(0, most).map((result) => show(result, marks, name)));
    return turn === latest && { links, many: pages.length };
  };

  const choose = (next) => {
    const options = list.children;
    options[active]?.setAttribute('aria-selected', 'false');
    active = options.length ? (next + options.length + 1) % (options.length + 1) : -1;
    const option = options[active];
    if (!option) active = -1;
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option?.id ?? '');
  };

  const open = (shown) => {
    list.hidden = !shown;
    input.setAttribute('aria-expanded', shown);
    choose(-1);
  };

  const suggest = async () => {
    const query = input.value.trim();
    if (query.length < 2) {
      latest++;
      status.textContent = '';
      return open(false);
    }
    const found = await find(input.value, 8, 'a').catch(() => null);
    if (!found) return;
    found.links.forEach((link, i) => {
      link.id = 'p-hit-' + i;
      link.role = 'option';
      link.tabIndex = -1;
      link.ariaSelected = 'false';
    });
    list.replaceChildren(...found.links);
    status.textContent = count(found.many, query);
    open(found.many > 0);
  };

  const keys = {
    ArrowDown: () => list.hidden ? suggest() : choose(active + 1),
    ArrowUp: () => list.hidden ? suggest() : choose(active < 0 ? list.children.length - 1 : active - 1),
    Enter: () => active >= 0 ? list.children[active].click() : form.requestSubmit(),
    Escape: () => {
      if (list.hidden) input.value = '';
      open(false);
    },
  };

  input.role = 'combobox';
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-autocomplete', 'list');
  open(false);
  input.addEventListener('focus', index.prepare, { once: true });
  input.addEventListener('input', suggest);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  form.addEventListener('focusout', (event) => form.contains(event.relatedTarget) || open(false));
  list.addEventListener('mousedown', (event) => event.preventDefault());
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!slash && !((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k')) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  /* The search page: what its address asks for. */
  const page = document.querySelector('.p-found'), query = new URLSearchParams(location.search).get('q')?.trim();
  if (!page || !query) return;
  input.value = query;
  const said = page.querySelector('[role=status]');
  said.textContent = words.loading;
  find(query, 30, 'a').then(({ links, many }) => {
    page.append(make('ol', '', ...links.map((link) => make('li', '', link))));
    said.textContent = count(many, query);
  }).catch(() => { said.textContent = ''; });
}

startSearch(document);
