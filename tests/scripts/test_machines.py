"""What is published for programs: OpenGraph, JSON-LD, feeds, llms.txt, markdown, former addresses."""

import html.parser
import json
import os
import re
import unittest
import xml.etree.ElementTree as xml

from sites import SiteCase, page

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://docs.example.org/help"


class Head(html.parser.HTMLParser):
    """Properties, links and JSON-LD of a page."""

    def __init__(self, text):
        super().__init__()
        self.properties, self.links, self.data, self.scripts = {}, [], [], 0
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "meta" and "property" in attributes:
            self.properties.setdefault(attributes["property"], []).append(attributes["content"])
        elif tag == "link":
            self.links.append(attributes)
        elif tag == "script":
            self.scripts += 1
            self.inside = attributes.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.inside:
            self.data.append(json.loads(data))
            self.inside = False


class Machines(SiteCase):
    def setUp(self):
        super().setUp()
        self.small_site()

    def build(self, status=0):
        return super().build("--base-url", BASE, status=status)

    def head(self, path):
        return Head(self.published("" + path))

    def test_a_guide_says_what_it_is(self):
        self.build()
        head = self.head("ca/fr/mail/premier/index.html")
        self.assertEqual(head.properties["og:type"], ["article"])
        self.assertEqual(head.properties["og:url"], [BASE + "/ca/fr/mail/premier/"])
        self.assertEqual(head.properties["og:locale"], ["fr_CA"])
        self.assertEqual(head.properties["og:locale:alternate"], ["fr_FR"])
        crumbs, article = head.data[0]["@graph"]
        self.assertEqual(crumbs["@type"], "BreadcrumbList")
        self.assertEqual([item["position"] for item in crumbs["itemListElement"]], [1, 2, 3, 4][:len(crumbs["itemListElement"])])
        self.assertEqual(crumbs["itemListElement"][-1]["item"], BASE + "/ca/fr/mail/premier/")
        self.assertEqual(article["@type"], "TechArticle")
        self.assertEqual((article["headline"], article["inLanguage"], article["dateModified"]), ("Premier", "fr-CA", "2024-02-01"))

    def test_no_title_ends_the_script(self):
        self.guide("web/mail/x/guide.fr-fr.md", "</script><script>alert(1)</script><!--", slug="x")
        self.build()
        head = self.head("fr/mail/x/index.html")
        self.assertEqual(head.data[0]["@graph"][1]["headline"], "</script><script>alert(1)</script><!--")
        self.assertEqual(head.scripts, self.head("fr/mail/premier/index.html").scripts)

    def test_neighbours_are_linked(self):
        self.build()
        links = {link["rel"]: link["href"] for link in self.head("fr/mail/premier/index.html").links}
        self.assertTrue(links["next"].startswith("/help/fr/mail/"), links)

    def test_a_feed_lists_dated_guides_newest_first(self):
        self.guide("web/mail/new/guide.fr-ca.md", "Nouveau & <bon>", slug="new", updated="2025-03-04", excerpt="Quoi")
        self.guide("web/mail/secret/guide.fr-ca.md", "Secret", slug="secret", updated="2025-05-04", hidden="true")
        self.build()
        feed = xml.parse(self.out + "/ca/fr/feed.xml").getroot()
        self.assertEqual(feed.get("{http://www.w3.org/XML/1998/namespace}lang"), "fr-CA")
        entries = feed.findall(ATOM + "entry")
        self.assertEqual([entry.find(ATOM + "title").text for entry in entries][:2], ["Nouveau & <bon>", "Premier"])
        self.assertEqual(entries[0].find(ATOM + "updated").text, "2025-03-04T00:00:00Z")
        self.assertEqual(entries[0].find(ATOM + "link").get("href"), BASE + "/ca/fr/mail/new/")
        self.assertEqual(feed.find(ATOM + "updated").text, "2025-03-04T00:00:00Z")
        identifiers = [entry.find(ATOM + "id").text for entry in entries] + [feed.find(ATOM + "id").text]
        self.assertEqual(len(set(identifiers)), len(identifiers))
        for identifier in identifiers:
            self.assertRegex(identifier, r"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")

    def test_an_entry_keeps_its_id_when_its_slug_changes(self):
        self.build()
        before = re.search(r"<entry>\s*<id>(.*?)</id>\s*<title>Premier<", self.published("fr/feed.xml")).group(1)
        self.guide("web/mail/a/guide.fr-fr.md", "Premier", slug="autre", section="Debut", order=1, updated="2024-02-01")
        self.build()
        self.assertIn(before, self.published("fr/feed.xml"))

    def test_llms_txt_lists_the_markdown_of_guides(self):
        self.guide("web/mail/secret/guide.fr-fr.md", "Secret", slug="secret", hidden="true")
        self.build()
        text = self.published("llms.txt")
        self.assertTrue(text.startswith("# "))
        self.assertIn("- [Premier](%s/fr/mail/premier/index.md)" % BASE, text)
        self.assertIn(BASE + "/ca/fr/llms.txt", text)
        self.assertNotIn("Secret", text)
        self.assertIn(BASE + "/ca/fr/mail/premier/index.md", self.published("ca/fr/llms.txt"))

    def test_the_markdown_of_a_page_leads_where_the_page_does(self):
        self.write("content/web/mail/c/images/x.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        body = ("## Un\r\n\r\n[deux](../b/guide.fr-fr.md#but), ![Vue](images/x.svg){.thumbnail}, [ici](#un), "
                "[ref][r], [encore][r], <https://example.org/>\r\n\r\n[r]: ../a/guide.fr-fr.md\r\n")
        self.guide("web/mail/c/guide.fr-fr.md", "Troisième", body, slug="c")
        self.build()
        text = self.published("fr/mail/c/index.md")
        self.assertTrue(text.startswith("# Troisième\n\n## Un\n"), text)
        self.assertNotIn("guide.fr-fr.md", text)
        self.assertIn("](#un)", text)
        self.assertEqual(text.count(BASE + "/fr/mail/premier/"), 1)
        picture = re.search(r"!\[Vue\]\(%s(/images/x\.[0-9a-f]+\.svg)\)\{\.thumbnail\}" % re.escape(BASE), text).group(1)
        self.assertTrue(os.path.exists(self.out + picture))
        self.assertIn({"rel": "alternate", "type": "text/markdown", "href": "index.md"}, self.head("fr/mail/c/index.html").links)

    def test_markdown_of_a_mended_text_leads_where_the_page_does(self):
        """A byte order mark, a return that ends a line alone, and an include before the links."""
        self.write("content/parts/links.md", "[un](../a/guide.fr-fr.md) and more text\n")
        for mark, head in (("\ufeff", ""), ("\ufeff", "Été\r"), ("", "Été\r")):
            body = head + "\n\n{!> /parts/links.md !}\n\né [deux](../b/guide.fr-fr.md) <a href=\"../b/guide.fr-fr.md\">b</a>"
            self.write("content/web/mail/c/guide.fr-fr.md", mark + page("Troisième", body, slug="c"))
            self.build()
            url = BASE + "/fr/mail/second/"
            self.assertTrue(self.published("fr/mail/c/index.md").endswith(
                "{!> /parts/links.md !}\n\né [deux](%s) <a href=\"%s\">b</a>\n" % (url, url)))

    def test_former_addresses_lead_to_the_page(self):
        self.guide("web/mail/c/guide.fr-fr.md", "C", slug="c", aliases="/fr/ancien/, vieux.html, /robots.txt, /fr/mail/premier/, /../../x, " + "y" * 300)
        self.build()
        for former in ("fr/ancien", "fr/mail/vieux.html"):
            page = self.published("%s/index.html" % former)
            self.assertIn('content="0; url=/help/fr/mail/c/"', page)
            self.assertIn('<meta name="robots" content="noindex">', page)
            self.assertIn("/help/%s/ /help/fr/mail/c/ 301\n" % former, self.published("_redirects"))
        self.assertNotIn("robots", self.published("_redirects"))
        self.assertNotIn("y" * 300, self.published("_redirects"))
        self.assertNotIn("refresh", self.published("fr/mail/premier/index.html"))

    def test_a_slug_takes_no_place_of_the_sites_own_files(self):
        for number, name in enumerate(("robots.txt", "sitemap.xml", "feed.xml", "index.md")):
            self.guide("web/mail/s%d/guide.fr-fr.md" % number, name, slug=name)
        self.build()
        self.assertTrue(os.path.exists(self.out + "/fr/mail/robots-txt/index.html"))


class Fallback(SiteCase):
    """fr-ca shows what fr-fr has and it lacks."""

    def setUp(self):
        super().setUp()
        self.small_site()
        self.write("content/site.yaml", "fallback:\n  fr-ca: fr-fr\n  en-gb: fr-fr\n")
        self.guide("web/mail/d/guide.fr-fr.md", "Prêté", "## Étape\n\n[premier](../a/guide.fr-fr.md), [soi](#etape), [trou](#rien)\n",
                   slug="prete", section="Suite", updated="2024-05-06")

    def test_a_guide_that_is_absent_is_shown_under_its_own_url(self):
        self.build("--base-url", BASE, status=1)
        page = self.published("ca/fr/mail/prete/index.html")
        self.assertIn('<html lang="fr-CA"', page)
        self.assertIn('<article id="content" lang="fr-FR">', page)
        self.assertIn('rel="canonical" href="%s/fr/mail/prete/"' % BASE, page)
        self.assertIn('<a href="/help/fr/mail/prete/" lang="fr-FR" hreflang="fr-FR">', page)
        self.assertNotIn('rel="alternate" hreflang', page)
        self.assertIn("/help/ca/fr/mail/prete/", self.published("ca/fr/mail/index.html"))
        self.assertNotIn("p-notice", self.published("fr/mail/prete/index.html"))

    def test_it_is_in_no_list_for_machines(self):
        self.build("--base-url", BASE, status=1)
        for name in ("sitemap-fr-ca.xml", "pages.json", "ca/fr/feed.xml", "ca/fr/llms.txt", "seourls.json"):
            self.assertNotIn("/ca/fr/mail/prete/", self.published(name), name)
        self.assertNotIn("/ca/fr/mail/prete/", self.published("fr/mail/prete/index.html"))
        self.assertFalse(self.has("ca/fr/mail/prete/index.md"))

    def test_hidden_guides_are_not_lent(self):
        self.build(status=1)
        self.assertFalse(self.has("ca/fr/mail/cache/index.html"))

    def test_mistakes_are_said_once(self):
        self.assertEqual([f for f in self.rules() if f[0].startswith(("anchor", "link"))],
                         [("anchor-missing", "web/mail/d/guide.fr-fr.md", 10)])

    def test_links_without_a_locale_lead_to_what_is_shown(self):
        self.guide("web/mail/e/guide.fr-ca.md", "E", "[d](/pages/web/mail/d)\n", slug="e")
        self.build(status=1)
        self.assertIn('href="/ca/fr/mail/prete/"', self.published("ca/fr/mail/e/index.html"))

    def test_the_summary_counts_the_sites_own_pages(self):
        lent = self.summary(status=1)
        self.write("content/site.yaml", "title: x\n")
        self.assertEqual(lent["pages"], self.summary(status=1)["pages"])

    def test_an_own_page_keeps_its_url(self):
        self.guide("web/mail/f/guide.fr-ca.md", "Mien", slug="prete")
        self.build(status=1)
        self.assertIn("Mien", self.published("ca/fr/mail/prete/index.html"))
        self.assertNotIn("slug-duplicate", [rule for rule, _, _ in self.rules()])


if __name__ == "__main__":
    unittest.main()
