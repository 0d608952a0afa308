"""Asks the published search questions, in a real browser: which pages come, what was loaded, how long it took."""

import json


def read_questions(path):
    """Rows of a file: (locale, kind, query, folders of the right page)."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return [(locale, kind, query, right.split(",")) for locale, kind, query, right in rows]


ASK = """(async (base, query) => {
  window.asked = openSearchIndex(base);
  const result = await asked.search(query), [first] = result.pages;
  if (first) await asked.section(first, await asked.page(first));
  window.found = result;
})(%s, %s)"""

MORE = """(async (query) => {
  const begun = performance.now();
  await asked.search(query);
  const took = performance.now() - begun;
  const pages = await Promise.all(found.pages.slice(0, 3).map((result) => asked.page(result)));
  return { urls: pages.map((page) => page.url), took };
})(%s)"""


def ask(page, locale, query):
    """URLs of the first three results, {URL: bytes} loaded for the first one with its excerpt, milliseconds of asking again."""
    page.forget()
    page.send("Network.clearBrowserCache")
    page.evaluate(ASK % (json.dumps("/search/%s/" % locale), json.dumps(query)))
    page.settle(0.02)
    loaded = {r["url"]: r["bytes"] for r in page.requests.values() if "/search/" in r["url"]}
    answer = page.evaluate(MORE % json.dumps(query))
    return answer["urls"], loaded, answer["took"]
