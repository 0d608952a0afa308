"""Our search and Pagefind's on the same site and the same questions: prints a table.

    python3 tests/pages/search.py [CONTENT]    (make bench-search)

Pagefind is installed by npm as tests/pages/package.json pins it. Bytes are what the browser is sent
for the first result with its excerpt, on a host that compresses nothing; Pagefind's own files come
compressed. Each question is asked with an empty cache, as by a reader who just came.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, PROJECT + "/tests/scripts")

from browser import POLICY, Browser, Server  # noqa: E402
from search_quality import ask, read_questions  # noqa: E402

OTHER = """(async (query) => {
  const pagefind = await import('/pagefind/pagefind.js');
  await pagefind.init();
  const answer = await pagefind.search(query);
  await answer.results[0]?.data();
  const begun = performance.now();
  await pagefind.search(query);
  const took = performance.now() - begun;
  window.found = answer;
  return {took};
})(%s)"""
OTHER_MORE = "Promise.all(found.results.slice(0, 3).map(async (r) => (await r.data()).url))"


def measured(*command):
    """Runs a program; seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def size(folder):
    """(files, bytes) below a folder."""
    found = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names]
    return len(found), sum(map(os.path.getsize, found))


def ask_other(page, server, out, locale, query):
    """As search_quality.ask, of Pagefind. A page for each question: it keeps what it has loaded. It
    takes the index of the page's language, and loads it in a worker: the server says what."""
    page.send("Network.clearBrowserCache")
    page.open(server.url + "/" + ("%s/" % locale.split("-")[0] if len(set(locale.split("-"))) == 1 else "%s/%s/" % tuple(reversed(locale.split("-")))))
    page.settle(0.02)
    server.asked.clear()
    answer = page.evaluate(OTHER % json.dumps(query))
    loaded = {path: os.path.getsize(out + path) for path in (asked.partition("?")[0] for asked in server.asked) if path.startswith("/pagefind/")}
    return page.evaluate(OTHER_MORE), loaded, answer["took"]


def run_all(out, questions, asked):
    """Asks all questions; a row of the table."""
    with open(out + "/pages.json", encoding="utf-8") as file:
        folders = {p["url"]: p["source"].rpartition("/")[0].rpartition("/")[2] for p in json.load(file)}
    first = three = 0
    loaded_bytes, times = [], []
    for locale, _, query, right in questions:
        urls, loaded, took = asked(locale, query)
        found = [folders.get(url) for url in urls]
        first += bool(found) and found[0] in right
        three += any(folder in right for folder in found[:3])
        loaded_bytes.append(sum(loaded.values()))
        times.append(took)
    loaded_bytes.sort()
    times.sort()
    return [first, three, loaded_bytes[len(loaded_bytes) // 2], loaded_bytes[-1], times[len(times) // 2], times[-1]]


def main():
    content = sys.argv[1] if len(sys.argv) > 1 else PROJECT + "/../shared/corpus/pages"
    questions = read_questions(PROJECT + "/tests/search/corpus.tsv")
    pagefind = os.environ.get("PAGEFIND", PROJECT + "/tests/pages/node_modules/.bin/pagefind")
    with tempfile.TemporaryDirectory(prefix="portolan-search-") as room:
        out = room + "/public"
        os.mkdir(room + "/images")  # without pictures: they are not searched
        build = measured(PROJECT + "/build/portolan", "build", "-q", "--content", content, "--images", room + "/images", "--out", out)
        other_build = measured(pagefind, "--site", out, "--output-path", out + "/pagefind")
        with Browser() as browser, Server(out) as server, Server(out, POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'")) as loose:
            page = browser.page()
            page.open(server.url + "/fr/")
            ours = run_all(out, questions, lambda locale, query: ask(page, locale, query))
            page.open(loose.url + "/fr/")
            others = run_all(out, questions, lambda locale, query: ask_other(page, loose, out, locale, query))
        columns = [("", "ours", "Pagefind"), ("index: files", *[size(out + f)[0] for f in ("/search", "/pagefind")]),
                   ("index: bytes", *[size(out + f)[1] for f in ("/search", "/pagefind")]),
                   ("processor time: s", "in the whole build of %.2f" % build, "%.2f" % other_build)]
        for i, name in enumerate(("right page first, of %d" % len(questions), "among the first three", "bytes for a first result: median",
                                  "bytes: most", "milliseconds once loaded: median", "milliseconds once loaded: most")):
            columns.append((name, *[("%.1f" % row[i] if isinstance(row[i], float) else row[i]) for row in (ours, others)]))
        for name, one, other in columns:
            print("%-36s %28s %12s" % (name, one, other))


if __name__ == "__main__":
    main()
