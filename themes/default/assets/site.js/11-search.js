/* The search field, a combobox (ARIA Authoring Practices), and the search page. */

function startSearch(document) {
  const form = document.querySelector('.p-search');
  if (!form) return;
  const input = form.q, words = form.dataset, index = openSearchIndex(words.index);
  const [list, said] = form.querySelectorAll('.p-hits, [role=status]');
  const lang = document.documentElement.lang;
  let turn = 0, active = -1, waiting;

  const make = (name, className, ...content) => {
    const element = Object.assign(document.createElement(name), { className });
    element.append(...content);
    return element;
  };

  const count = (many, query) => many
    ? (words[new Intl.PluralRules(lang).select(many)] || words.other).replace('{count}', many.toLocaleString(lang))
    : words.none.replace('{query}', query);

  /* The text where most of the query's words are, those marked. */
  const excerpt = (text, hits) => {
    const near = ([from]) => new Set(hits.filter(([at]) => at >= from && at < from + 140)
      .map(([at, length]) => text.substr(at, length).toLowerCase())).size;
    const [best] = hits.reduce((a, b) => near(b) > near(a) ? b : a, hits[0] ?? [0]);
    let at = best < 60 ? 0 : text.indexOf(' ', best - 50) + 1;
    const end = at + 180 < text.length ? text.lastIndexOf(' ', at + 180) : text.length;
    const shown = [at ? '… ' : ''];
    for (const [from, length] of hits) {
      if (from < at || from + length > end) continue;
      shown.push(text.slice(at, from), make('mark', '', text.substr(from, length)));
      at = from + length;
    }
    return [...shown, text.slice(at, end), end < text.length ? ' …' : ''];
  };

  /* A result's link; fill() loads its section and excerpt. */
  const show = async (result, hits) => {
    const page = await index.page(result), link = make('a', '', make('span', 'p-hit-title', page.title));
    if (page.parent) link.append(make('span', 'p-hit-in', page.parent));
    link.href = page.url;
    link.fill = async () => {
      link.fill = () => {};
      const [anchor, heading, text = ''] = await index.section(result, page).catch(() => []);
      if (anchor) {
        link.hash = encodeURIComponent(anchor);
        link.append(make('span', 'p-hit-heading', heading));
      }
      link.append(make('span', 'p-hit-text', ...excerpt(text, hits(text))));
    };
    return link;
  };

  const find = async (query, most) => {
    const { pages, hits } = await index.search(query), text = query.trim();
    const links = await Promise.all(pages.slice(0, most).map((result) => show(result, hits)));
    return { links, said: text && count(pages.length, text) };
  };

  const choose = (next) => {
    const option = list.children[next];
    for (const each of list.children) each.ariaSelected = each === option;
    active = option ? next : -1;
    input.setAttribute('aria-activedescendant', option?.id ?? '');
    option?.fill();
    option?.scrollIntoView({ block: 'nearest' });
  };

  const open = (shown) => {
    turn++;
    list.hidden = !shown;
    input.ariaExpanded = !!shown;
    choose(-1);
  };

  const suggest = async () => {
    const mine = ++turn, found = await find(input.value, 8).catch(() => {});
    if (!found || mine !== turn) return;
    found.links.forEach((link, i) => {
      Object.assign(link, { id: 'p-hit-' + i, role: 'option', tabIndex: -1, onpointerenter: () => link.fill() });
      if (i < 3) link.fill();
    });
    list.replaceChildren(...found.links);
    said.textContent = found.said;
    open(found.links.length);
  };

  const move = (step) => {
    if (list.hidden) suggest();
    else choose(active < 0 && step < 0 ? list.children.length - 1 : active + step);
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => active < 0 ? form.requestSubmit() : list.children[active].click(),
    Escape: () => list.hidden ? input.value = '' : open(false),
  };

  Object.assign(input, { role: 'combobox', ariaAutoComplete: 'list' });
  input.setAttribute('aria-controls', list.id);
  open(false);
  input.addEventListener('focus', () => index.index().catch(() => {}));
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 80);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  form.addEventListener('focusout', (event) => form.contains(event.relatedTarget) || open(false));
  document.addEventListener('keydown', (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command ? event.key !== 'k' : event.key !== '/' || event.altKey || event.target.closest('input, textarea, select')) return;
    event.preventDefault();
    input.select();
    input.focus();
  });

  const place = document.querySelector('.p-found'), query = new URLSearchParams(location.search).get('q');
  if (!place || !query) return;
  input.value = query;
  const status = place.firstElementChild;
  status.textContent = words.loading;
  find(query, 20).catch(() => ({ links: [], said: '' })).then(async (found) => {
    status.textContent = found.said;
    place.append(make('ol', '', ...found.links.map((link) => make('li', '', link))));
    for (const link of found.links) await link.fill();
  });
}

startSearch(document);
