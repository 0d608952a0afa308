// The preview's own script: `portolan serve` adds it to pages, and no published page has it.
// It takes changes into the open page without moving it, and shows what is wrong with it.

const parse = (text) => new DOMParser().parseFromString(text, "text/html");

async function load(url, cache = "no-cache") {
  const answer = await fetch(url, { cache });
  return answer.text();
}

// ---------------------------------------------------------------- taking changes in

// Make a live node what the server's page has there now. It was made from `old`: where that
// and `fresh` are equal the live one stays, whatever scripts have done to it since.
function patch(live, old, fresh) {
  if (old.isEqualNode(fresh)) return;
  const same = live.nodeType === 1 && fresh.nodeType === 1 && live.tagName === fresh.tagName && old.tagName === fresh.tagName;
  if (!same) {
    live.replaceWith(document.importNode(fresh, true));
    return;
  }
  patchAttributes(live, old, fresh);
  if (live.childNodes.length === old.childNodes.length) patchChildren(live, [...old.childNodes], [...fresh.childNodes]);
  else live.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
}

function patchAttributes(live, old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name)) live.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

// What is equal at both ends stays; between them nodes are patched in pairs, then added or removed.
function patchChildren(live, old, fresh) {
  const nodes = [...live.childNodes];
  let head = 0;
  let tail = 0;
  while (head < old.length && head < fresh.length && old[head].isEqualNode(fresh[head])) head++;
  while (tail < old.length - head && tail < fresh.length - head && old[old.length - 1 - tail].isEqualNode(fresh[fresh.length - 1 - tail])) tail++;
  const removed = old.length - tail;
  const wanted = fresh.length - tail;
  const after = nodes[removed] ?? null;
  for (let at = head; at < Math.max(removed, wanted); at++) {
    if (at >= removed) live.insertBefore(document.importNode(fresh[at], true), after);
    else if (at >= wanted) nodes[at].remove();
    else patch(nodes[at], old[at], fresh[at]);
  }
}

// The old sheet goes when the new one is there: the page is never without.
function swapStyles(fresh) {
  const links = (from) => [...from.head.querySelectorAll('link[rel="stylesheet"]')];
  const here = links(document);
  const wanted = links(fresh).map((link) => link.getAttribute("href"));
  const stale = here.filter((link) => !wanted.includes(link.getAttribute("href")));
  for (const href of wanted) {
    if (here.some((link) => link.getAttribute("href") === href)) continue;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", () => stale.forEach((old) => old.remove()));
    document.head.append(link);
  }
}

// Buttons to copy come hidden, and the page's script shows them once: those that came since, too.
function showCopyButtons() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll(".p-copy[hidden]")) button.hidden = false;
}

// One after the other: two changes may come while the first is being taken, and would end in any order.
class Turns {
  last = Promise.resolve();

  take(step) {
    this.last = this.last.then(step, step);
  }
}

// A page that was left gives its connection back: browsers have six for a host. One that is shown
// again is made anew.
function listen() {
  const events = new EventSource("/_portolan/events");
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  return events;
}

function startUpdates(overlay) {
  // What the browser keeps of the page is what it was made from, whatever was saved since.
  let known = load(location.href, "force-cache");

  async function take() {
    const text = await load(location.href);
    const [old, fresh] = [parse(await known), parse(text)];
    known = Promise.resolve(text);
    swapStyles(fresh);
    if (document.title !== fresh.title) document.title = fresh.title;
    patchAttributes(document.documentElement, old.documentElement, fresh.documentElement);
    overlay.remove();
    patch(document.body, old.body, fresh.body);
    document.body.append(overlay);
    showCopyButtons();
    await showPage(overlay);
    document.documentElement.dataset.portolanUpdates = Number(document.documentElement.dataset.portolanUpdates ?? 0) + 1;
  }

  // What was saved before the connection stood, or while it was lost.
  async function catchUp() {
    if ((await load(location.href)) !== (await known)) await take();
  }

  const turns = new Turns();
  const events = listen();
  events.addEventListener("open", () => turns.take(catchUp));
  events.addEventListener("content", () => turns.take(take));
  events.addEventListener("style", () => turns.take(take));
  events.addEventListener("trouble", () => showPage(overlay));
  events.addEventListener("reload", () => location.reload());
}

// ---------------------------------------------------------------- what is wrong

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const link = (url, text, name) => (url ? element("a", { href: url, class: name }, text) : element("span", { class: name }, text));

function findingElement(finding) {
  return element(
    "section",
    { class: `portolan-finding portolan-${finding.severity}` },
    link(finding.editor, `${finding.path}:${finding.line}:${finding.column}`, "portolan-place"),
    element("p", {}, `${finding.severity}: ${finding.message} [${finding.rule}]`),
    ...(finding.frame ? [element("pre", {}, finding.frame)] : []),
    ...(finding.help ? [element("p", {}, `help: ${finding.help}`)] : []),
  );
}

function localeChoice(page) {
  const select = element("select", { "aria-label": "The same page in another locale" });
  for (const locale of page.locales) {
    const option = element("option", { value: locale.url }, `${locale.code} – ${locale.name}`);
    option.selected = locale.current;
    select.append(option);
  }
  for (const code of page.missing) select.append(element("option", { value: "", disabled: "" }, `${code} – untranslated`));
  select.addEventListener("change", () => select.value && location.assign(select.value));
  return select;
}

const counted = (count) => (count === 0 ? "No findings" : count === 1 ? "1 finding" : `${count} findings`);

// Findings open by themselves when they come, and stay shut where a writer shut them.
async function showPage(overlay) {
  const page = JSON.parse(await load(`/_portolan/page?page=${encodeURIComponent(location.pathname)}`));
  const count = page.findings.length + (page.trouble ? 1 : 0);
  const grew = count > Number(overlay.dataset.count ?? 0);
  const details = element("details", {}, element("summary", {}, counted(count)));
  const bar = element("p", { class: "portolan-bar" });
  if (page.source) bar.append(link(page.editor, page.source, "portolan-place"), localeChoice(page));
  bar.append(link("/_portolan/", "All findings", "portolan-all"));
  details.append(bar);
  if (page.trouble) details.append(element("section", { class: "portolan-finding portolan-error" }, element("p", {}, "The last change was not taken"), element("pre", {}, page.trouble)));
  details.append(...page.findings.map(findingElement));
  details.open = count > 0 && (grew || overlay.firstElementChild?.open === true);
  if (overlay.dataset.count === undefined) details.open = count > 0 && sessionStorage.portolanShut !== "yes";
  details.addEventListener("toggle", () => {
    sessionStorage.portolanShut = details.open ? "no" : "yes";
  });
  overlay.dataset.count = count;
  overlay.replaceChildren(details);
}

function startPreview() {
  const overlay = element("aside", { id: "portolan-overlay", "aria-label": "Preview" });
  if (document.body.classList.contains("preview")) {
    startOverview();
    return;
  }
  document.body.append(overlay);
  showPage(overlay);
  startUpdates(overlay);
}

// The preview's own pages hold nothing that scripts touch: they are taken whole.
function startOverview() {
  const turns = new Turns();
  const events = listen();
  const update = async () => {
    const fresh = parse(await load(location.href));
    document.body.replaceChildren(...[...fresh.body.childNodes].map((node) => document.importNode(node, true)));
  };
  for (const name of ["open", "content", "style", "reload", "trouble"]) events.addEventListener(name, () => turns.take(update));
}

startPreview();
