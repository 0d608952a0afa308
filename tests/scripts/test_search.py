"""Searching, in a real browser: what is found, how it is reached by keyboard, what it costs.

The questions are in tests/search: a few of the shipped content, a hundred of the larger one beside
the repository, where it is there.
"""

import json
import os
import re
import subprocess
import time
import unittest

from browser import CHROMIUM, Browser, Server
from search_quality import ask, read_questions
from sites import PORTOLAN, PROJECT, SHARED, SiteCase

LOADED_MOST = 60 * 1024  # for a first result with its excerpt: uncompressed, with headers
SCRIPT_MOST = 5 * 1024   # gzip -9


def data(text):
    """(name, value) of a file of the index."""
    found = re.fullmatch(r'portolanSearch\("([a-z0-9]+)",(.*)\)\n', text, re.S)
    return found.group(1), json.loads(found.group(2))


class Index(SiteCase):
    """What is published."""

    def setUp(self):
        super().setUp()
        self.small_site()

    def index(self, locale):
        """Everything of a locale's index: {"index": …, "w0": …, "p0": …, "t0": …}, and nothing else may be there."""
        folder = "search/%s/" % locale
        index = data(self.published(folder + "index.js"))[1]
        found, names = {"index": index}, {"index"}

        def read(key, name):
            said, found[key] = data(self.published(folder + name + ".js"))
            self.assertEqual(said, name)
            names.add(name)

        for i, (_, _, name) in enumerate(index["words"]):
            read("w%d" % i, name)
        for i, name in enumerate(index["pages"]):
            read("p%d" % i, name)
        texts = [name for i in range(len(index["pages"])) for _, name in found["p%d" % i]["texts"]]
        for i, name in enumerate(texts):
            read("t%d" % i, name)
        self.assertEqual({name + ".js" for name in names}, set(os.listdir(os.path.join(self.out, folder))))
        return found

    def test_hidden_and_lost_pages_stay_out(self):
        self.build()
        pages = [page[0] for page in self.index("fr-fr")["p0"]["pages"]]
        self.assertEqual(sorted(pages), ["Accueil", "Courriel", "Premier", "Second", "Web"])
        self.assertNotIn("cache", self.index("fr-fr")["w0"][0])

    def test_sections_are_the_headings(self):
        self.build()
        texts = self.index("fr-fr")["t0"]
        self.assertIn(["etape-1", "Étape 1", "deux"], texts)
        self.assertIn(["but", "But", ""], texts)
        # What stands above the first heading has no anchor.
        self.assertEqual(sum(1 for anchor, _, _ in texts if anchor == ""), 5)

    def test_only_the_wanted_locales(self):
        self.build("--locale", "fr-ca")
        self.assertEqual(os.listdir(self.out + "/search"), ["fr-ca"])
        self.assertTrue(self.has("ca/fr/search/index.html"))
        self.assertFalse(self.has("fr/search/index.html"))

    def test_files_stay_small_however_long_the_guides(self):
        words = ["wort%d" % n for n in range(4000)]
        body = "\n\n".join("## %s\n\n%s" % (words[n], " ".join(words[n:n + 200])) for n in range(0, 3800, 190))
        for n in range(20):
            self.guide("web/mail/long%d/guide.fr-fr.md" % n, "Long %d" % n, body + "\n\n" + "lorem " * 8000, slug="long%d" % n)
        self.build()
        for where, _, names in os.walk(self.out + "/search"):
            for name in names:
                self.assertLess(os.path.getsize(os.path.join(where, name)), 20000, name)

    def when_written(self, locale):
        """When each file of a locale's index was changed: {name: nanoseconds}."""
        folder = os.path.join(self.out, "search", locale)
        return {name: os.stat(os.path.join(folder, name)).st_ctime_ns for name in os.listdir(folder)}

    def wrote_anew(self, before, locale):
        """The files of a locale that are others than before."""
        return {name for name, when in self.when_written(locale).items() if before.get(name) != when}

    def test_an_edit_leaves_other_locales_alone(self):
        self.build()
        french, canadian = self.when_written("fr-fr"), self.when_written("fr-ca")
        self.guide("web/mail/b/guide.fr-ca.md", "Second", "## But\n\nNouveau.\n", slug="second", section="Suite", order=2)
        self.build()
        self.assertEqual(self.when_written("fr-fr"), french)
        self.assertIn("index.js", self.wrote_anew(canadian, "fr-ca"))
        self.assertIn(["but", "But", "Nouveau."], self.index("fr-ca")["t0"])

    def test_what_an_index_shows_is_part_of_it(self):
        edits = [
            dict(title="Deuxième"), dict(excerpt="En bref"), dict(deprecated="true"), dict(hidden="true"), dict(slug="deux"),
        ]
        for edit in edits:
            front = dict(slug="second", section="Suite", order=2)
            self.guide("web/mail/b/guide.fr-ca.md", "Second", "## But\n", **front)
            self.build()
            french, canadian = self.when_written("fr-fr"), self.when_written("fr-ca")
            self.guide("web/mail/b/guide.fr-ca.md", edit.pop("title", "Second"), "## But\n", **{**front, **edit})
            self.build()
            self.assertNotEqual(self.wrote_anew(canadian, "fr-ca"), set(), edit)
            self.assertEqual(self.when_written("fr-fr"), french)
        canadian = self.when_written("fr-ca")
        self.guide("web/mail/product.fr-ca.md", "Messagerie", slug="mail", sections="Debut, Suite")
        self.build()
        self.assertIn("Messagerie", self.index("fr-ca")["p0"]["parents"])

    def test_what_was_damaged_is_made_again(self):
        self.build()
        published = self.snapshot()
        text = next(name for name in published if name.startswith("search/fr-fr/") and "premier" in self.published(name))
        for damage in (os.remove, lambda file: self.write(file, "x" * os.path.getsize(file)), lambda file: self.write(file, "")):
            time.sleep(0.05)  # within a tick of the kernel's clock nobody can tell
            damage(os.path.join(self.out, text))
            canadian = self.when_written("fr-ca")
            self.build()
            self.assertEqual(self.snapshot(), published)
            self.assertEqual(self.when_written("fr-ca"), canadian)
        # What the manifest says of it is no key of ours.
        manifest = ".portolan/manifest"
        for old, new in (("made ", "mode "), ("made ", "made 0")):
            self.write(os.path.join(self.out, manifest), self.published(manifest).replace(old, new))
            os.remove(os.path.join(self.out, text))
            self.build()
            self.assertEqual(self.snapshot(), published)

    def test_another_base_url_makes_other_indexes(self):
        self.build()
        french = self.when_written("fr-fr")
        self.build("--base-url", "https://example.com/docs")
        self.assertNotEqual(self.wrote_anew(french, "fr-fr"), set())
        self.assertEqual(self.index("fr-fr")["p0"]["pages"][0][2], "/docs/fr/")

    def test_a_theme_changes_no_index(self):
        self.build()
        before = self.when_written("fr-fr"), self.when_written("fr-ca")
        self.write("theme/assets/site.css/99-own.css", "main { color: red }")
        self.build("--theme", self.root + "/theme")
        self.assertEqual((self.when_written("fr-fr"), self.when_written("fr-ca")), before)

    def test_a_locale_less_takes_its_index_along(self):
        self.build()
        self.build("--locale", "fr-ca")
        self.assertEqual(os.listdir(self.out + "/search"), ["fr-ca"])
        self.build()
        self.index("fr-fr")

    def test_a_page_of_the_content_keeps_its_url(self):
        self.guide("search/universe.fr-fr.md", "Recherche", slug="search")
        self.build()
        self.assertIn("<h1>Recherche</h1>", self.published("fr/search/index.html"))
        self.assertNotIn('role="search"', self.published("fr/index.html"))
        self.assertIn('role="search"', self.published("ca/fr/index.html"))

    def test_markup_in_a_text_is_text(self):
        self.guide("web/mail/a/guide.fr-fr.md", 'A \\"quoted\\" <b> title', 'Say "yes" \\\\ no, `</script>` and &lt;b&gt; &amp; é\u2028x.', slug="premier")
        self.build()
        index = self.index("fr-fr")
        self.assertIn('Say "yes" \\ no, </script> and <b> & é\u2028x.', [text for _, _, text in index["t0"]])

    def test_attributes_for_pagefind(self):
        self.build()
        page = self.published("fr/mail/premier/index.html")
        self.assertRegex(page, r'<main[^>]* data-pagefind-body data-pagefind-filter="locale:fr-fr"')
        for part in ('<header class="p-top"', '<nav class="p-crumbs"', '<footer class="p-foot"'):
            self.assertRegex(page, part + "[^>]* data-pagefind-ignore")
        for path in ("fr/mail/cache/index.html", "fr/search/index.html", "fr/404.html", "404.html", "index.html"):
            self.assertNotIn("data-pagefind-body", self.published(path), path)

    def test_the_script_is_small(self):
        source = b""
        folder = PROJECT + "/themes/default/assets/site.js/"
        for name in sorted(os.listdir(folder)):
            if "search" in name:
                with open(folder + name, "rb") as file:
                    source += file.read()
        packed = subprocess.run(["gzip", "-9c"], input=source, capture_output=True, check=True).stdout
        self.assertLessEqual(len(packed), SCRIPT_MOST)


@unittest.skipUnless(CHROMIUM, "needs chromium")
class InTheBrowser(SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def site(self, *arguments):
        self.small_site()
        self.guide("web/mail/ports/guide.fr-fr.md", "Ports des serveurs", "Il y en a deux.\n\n## Réception\n\nLe port 993 de ssl0.ovh.net.\n\n"
                   "## Créer un côté\n\nLa côte et les numéros.\n", slug="ports")
        self.guide("web/mail/mail/guide.fr-fr.md", "Lire un e-mail", "Avec max_execution_time, œuvre, Łódź.\n\n## Erreur 0x800CCC0E\n\nRien.\n", slug="lire")
        self.build(*arguments)

    def open(self, path):
        page = self.browser.page(1000, 700)
        self.addCleanup(page.close)
        server = Server(self.out)
        server.__enter__()
        self.addCleanup(server.__exit__)
        page.base = server.url
        page.open(server.url + path)
        self.addCleanup(lambda: self.assertEqual(page.errors, []))
        return page

    def suggested(self, page, query):
        """Types a query into the field; titles of what is suggested."""
        page.evaluate("document.querySelector('#p-q').value = ''")
        page.click("#p-q")
        page.evaluate("document.querySelector('.p-hits').replaceChildren()")
        page.type(query)
        page.settle(0.2)
        return page.texts(".p-hits .p-hit-title")

    def test_keyboard(self):
        self.site()
        page = self.open("/fr/mail/premier/")
        self.assertEqual(page.evaluate("document.activeElement === document.body"), True)
        page.key("/")
        self.assertEqual(page.focused(), "input#p-q")
        page.type("port/")  # a slash in the field is a letter
        self.assertEqual(page.evaluate("document.activeElement.value"), "port/")
        page.wait("document.querySelector('.p-hits:not([hidden]) [role=option]')")
        self.assertEqual(page.evaluate("document.activeElement.ariaExpanded"), "true")
        self.assertEqual(page.evaluate("document.activeElement.getAttribute('aria-activedescendant')"), "")
        page.key("ArrowDown")
        chosen = page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
        self.assertEqual(page.evaluate("document.getElementById('%s').ariaSelected" % chosen), "true")
        self.assertEqual(page.focused(), "input#p-q")
        page.key("ArrowUp")
        self.assertEqual(page.evaluate("document.activeElement.getAttribute('aria-activedescendant')"), "")
        page.key("Escape")
        self.assertTrue(page.evaluate("document.querySelector('.p-hits').hidden"))
        self.assertEqual(page.evaluate("document.activeElement.value"), "port/")
        page.key("Escape")
        self.assertEqual(page.evaluate("document.activeElement.value"), "")
        page.key("Tab")
        page.key("Control+k")
        self.assertEqual(page.focused(), "input#p-q")
        page.type("993")
        page.wait("document.querySelector('.p-hits:not([hidden]) .p-hit-heading')")
        page.keys("ArrowDown", "Enter")
        page.wait("location.pathname === '/fr/mail/ports/'")
        self.assertEqual(page.evaluate("location.hash"), "#reception")

    def test_leaving_the_field_closes_the_list(self):
        self.site()
        page = self.open("/fr/")
        self.suggested(page, "port")
        page.key("Shift+Tab")
        self.assertTrue(page.evaluate("document.querySelector('.p-hits').hidden"))

    def test_what_a_screen_reader_is_told(self):
        self.site()
        page = self.open("/fr/")
        self.suggested(page, "port")
        tree = page.accessibility()
        self.assertIn(("combobox", "Rechercher"), tree)
        self.assertIn(("listbox", "Rechercher"), tree)
        self.assertTrue(any(role == "option" and "Ports des serveurs" in name for role, name in tree))
        self.assertEqual(page.text(".p-search [role=status]"), "1 résultat")
        self.suggested(page, "courriel")
        self.assertRegex(page.text(".p-search [role=status]"), r"^[2-9] résultats$")
        self.suggested(page, "zzzz")
        self.assertEqual(page.text(".p-search [role=status]"), "Aucun guide ne correspond à «\u00a0zzzz\u00a0».")

    def test_words(self):
        self.site()
        page = self.open("/fr/")
        for query, title in (("993", "Ports des serveurs"), ("ssl0.ovh.net", "Ports des serveurs"), ("ovh.net", "Ports des serveurs"),
                             ("ssl0", "Ports des serveurs"), ("recep", "Ports des serveurs"), ("recpetion", "Ports des serveurs"),
                             ("numero", "Ports des serveurs"), ("serveur", "Ports des serveurs"), ("email", "Lire un e-mail"),
                             ("e-mail", "Lire un e-mail"), ("max_execution_time", "Lire un e-mail"), ("execution", "Lire un e-mail"),
                             ("0x800ccc0e", "Lire un e-mail"), ("oeuvre", "Lire un e-mail"), ("lodz", "Lire un e-mail"),
                             ("ŁÓDŹ", "Lire un e-mail"), ("creér", "Ports des serveurs"), ("serbeurs port", "Ports des serveurs"),
                             ("orts", "Ports des serveurs"), ("étape 1", "Premier")):
            self.assertEqual(self.suggested(page, query)[:1], [title], query)
        # Numbers are never mended, and short words neither.
        for query in ("994", "9930", "zzz"):
            self.assertEqual(self.suggested(page, query), [], query)

    def test_exact_accents_come_first(self):
        self.small_site()
        self.guide("web/mail/x/guide.fr-fr.md", "Le cote", "texte", slug="x")
        self.guide("web/mail/y/guide.fr-fr.md", "Le côté", "texte", slug="y")
        self.build()
        page = self.open("/fr/")
        self.assertEqual(self.suggested(page, "cote"), ["Le cote", "Le côté"])
        self.assertEqual(self.suggested(page, "côté"), ["Le côté", "Le cote"])

    def test_the_excerpt_shows_what_matched(self):
        self.site()
        page = self.open("/fr/")
        self.suggested(page, "numero cote")
        page.wait("document.querySelector('.p-hits mark')")
        self.assertEqual(page.texts(".p-hits .p-hit-heading"), ["Créer un côté"])
        self.assertEqual(page.texts(".p-hits mark"), ["côte", "numéros"])

    def test_results_have_a_url(self):
        self.site()
        page = self.open("/fr/search/?q=port+993")
        page.wait("document.querySelector('.p-found li')")
        self.assertEqual(page.evaluate("document.querySelector('#p-q').value"), "port 993")
        self.assertEqual(page.text(".p-found [role=status]"), "1 résultat")
        page.wait("document.querySelector('.p-found a').hash === '#reception'")
        # From the field: Enter without a choice goes there.
        page.open(page.base + "/fr/")
        page.key("/")
        page.type("email")
        page.key("Enter")
        page.wait("location.pathname + location.search === '/fr/search/?q=email'")

    def test_a_query_is_never_markup(self):
        self.site()
        page = self.open("/fr/search/?q=%3Cimg+src%3Dzzzz+onerror%3Dqqqq%3E")
        page.settle(0.5)
        self.assertIn("<img src=zzzz onerror=qqqq>", page.text(".p-found [role=status]"))
        self.assertEqual(page.evaluate("document.querySelectorAll('main img').length"), 0)

    def test_without_scripts_there_is_the_list(self):
        self.site()
        page = self.open("/fr/")
        page.without_scripts()
        page.reload()
        page.click("#p-q")
        page.type("port")
        page.key("Enter")
        page.settle(0.5)
        self.assertEqual(page.evaluate("location.pathname + location.search"), "/fr/search/?q=port")
        self.assertEqual(page.texts("main .p-guides a"), ["Lire un e-mail", "Ports des serveurs", "Premier", "Second"])

    def test_published_anew_meanwhile(self):
        self.site()
        when = os.path.getmtime(self.out + "/index.html")
        page = self.open("/fr/")
        page.key("/")
        page.settle(0.3)  # it knows where the files are
        self.guide("web/mail/d/guide.fr-fr.md", "Boussole", "nord", slug="boussole")
        self.build()
        for folder, _, files in os.walk(self.out):  # as if in the same second: the server takes it for unchanged
            for file in files:
                os.utime(os.path.join(folder, file), (when, when))
        self.assertEqual(self.suggested(page, "boussole"), ["Boussole"])
        page.errors.clear()  # the browser itself notes the file that is gone

    def test_from_the_disk(self):
        self.site("--base-url", "file://" + self.out)
        page = self.browser.page()
        self.addCleanup(page.close)
        page.open("file://%s/fr/index.html" % self.out)
        self.assertEqual(self.suggested(page, "port 993"), ["Ports des serveurs"])
        page.wait("document.querySelector('.p-hits .p-hit-heading')")
        self.assertEqual(page.evaluate("document.querySelector('.p-hits a').href"),
                         "file://%s/fr/mail/ports/index.html#reception" % self.out)
        self.assertEqual(page.errors, [])


@unittest.skipUnless(CHROMIUM, "needs chromium")
class Questions(SiteCase):
    program = PORTOLAN

    def ask_all(self, content, file):
        """How many have the right page first and among the first three; and the most bytes and milliseconds."""
        os.mkdir(self.root + "/images")  # without pictures: they are not searched
        run = self.run_program("build", "--content", content, "--images", self.root + "/images", "--out", self.out, "-q")
        self.assertIn(run.returncode, (0, 1), run.stderr)
        folders = {page["url"]: page["source"].rpartition("/")[0].rpartition("/")[2] for page in json.loads(self.published("pages.json"))}
        asked = wrong = missed = 0
        most, times, report = {}, [], []
        with Browser() as browser, Server(self.out) as server:
            page = browser.page()
            page.open(server.url + "/fr/")
            for locale, kind, query, right in read_questions(PROJECT + "/tests/search/" + file):
                urls, loaded, took = ask(page, locale, query)
                found = [folders[url] for url in urls]
                asked += 1
                times.append(took)
                if sum(loaded.values()) > sum(most.values()):
                    most = loaded
                if not found or found[0] not in right:
                    wrong += 1
                    missed += not any(folder in right for folder in found)
                    report.append("%s %s %r: %s" % (locale, kind, query, found))
            self.assertEqual(page.errors, [])
        print("%s: %d questions, %d first, %d in three, at most %d bytes in %d files, median %.1f ms, at most %.1f ms" % (
            file, asked, asked - wrong, asked - missed, sum(most.values()), len(most), sorted(times)[len(times) // 2], max(times)))
        self.assertLessEqual(sum(most.values()), LOADED_MOST, most)
        return asked, wrong, missed, "\n".join(report)

    def test_shipped_content(self):
        asked, wrong, missed, report = self.ask_all(PROJECT + "/content", "content.tsv")
        self.assertGreaterEqual(asked, 20)
        self.assertLessEqual(wrong, asked // 10, report)
        self.assertEqual(missed, 0, report)

    def test_the_larger_content(self):
        corpus = SHARED + "/corpus"
        if not os.path.isdir(corpus):
            self.skipTest("needs " + corpus)
        asked, wrong, missed, report = self.ask_all(corpus + "/pages", "corpus.tsv")
        self.assertEqual(asked, 100)
        self.assertLessEqual(wrong, 10, report)
        self.assertLessEqual(missed, 2, report)


if __name__ == "__main__":
    unittest.main()
