#!/usr/bin/env python3
"""Whole small sites: what is published, where, and that nothing is written twice."""

import json
import os
import re
import shutil
import unittest
import xml.etree.ElementTree

from sites import PROJECT, SiteCase, page


class Site(SiteCase):
    def setUp(self):
        super().setUp()
        self.small_site()

    def test_pages_stand_at_their_urls(self):
        counts = self.summary()
        self.assertEqual(counts["pages"], 11)
        self.assertEqual(counts["locales"], 2)
        for url in ("fr", "fr/web", "fr/mail", "fr/mail/premier", "fr/mail/second", "fr/mail/cache",
                    "ca/fr", "ca/fr/web", "ca/fr/mail", "ca/fr/mail/premier", "ca/fr/mail/second"):
            self.assertTrue(self.has(url + "/index.html"), url)
        for name in ("index.html", "404.html", "fr/404.html", "ca/fr/404.html", "sitemap.xml", "sitemap-fr-fr.xml",
                     "sitemap-fr-ca.xml", "robots.txt", "pages.json", "docsearch.json", "seourls.json", "_redirects"):
            self.assertTrue(self.has(name), name)

    def test_a_page_says_what_it_is(self):
        self.build("--base-url", "https://docs.example.org/guides")
        html = self.published("ca/fr/mail/premier/index.html")
        self.assertIn('<html lang="fr-CA"', html)
        self.assertIn("<title>Premier", html)
        self.assertIn('<link rel="canonical" href="https://docs.example.org/guides/ca/fr/mail/premier/">', html)
        self.assertIn('hreflang="fr-FR" href="https://docs.example.org/guides/fr/mail/premier/"', html)
        self.assertIn('hreflang="x-default"', html)
        self.assertIn('<h2 id="etape-1"', html)
        self.assertIn('href="/guides/ca/fr/mail/second/#but"', html)
        self.assertIn('<time datetime="2024-02-01">', html)
        self.assertIn('<article id="content">', html)
        self.assertRegex(html, r'aria-current="page"[^>]*>Premier')
        self.assertNotIn("noindex", html)
        self.assertIn("noindex", self.published("fr/mail/cache/index.html"))

    def test_the_same_again_writes_nothing(self):
        first = self.summary()
        self.assertGreater(first["written"], 20)
        times = {name: os.stat(os.path.join(self.out, name)).st_mtime_ns for name in self.snapshot()}
        second = self.summary()
        self.assertEqual((second["written"], second["removed"]), (0, 0))
        self.assertEqual(second["unchanged"], first["written"])
        self.assertEqual(times, {name: os.stat(os.path.join(self.out, name)).st_mtime_ns for name in self.snapshot()})

    def test_one_edit_writes_what_it_changes(self):
        self.build()
        self.guide("web/mail/b/guide.fr-ca.md", "Second", "## But\n\nNouveau.\n", slug="second", section="Suite", order=2)
        before = self.snapshot()
        counts = self.summary()
        changed = {name.split("/")[1] if name.startswith("search/") else name
                   for name, hash in self.snapshot().items() if before.get(name) != hash and not name.startswith(".portolan/")}
        # The page, its markdown, and of its locale's index for searching what the word changes.
        self.assertEqual(changed, {"ca/fr/mail/second/index.html", "ca/fr/mail/second/index.md", "fr-ca"})
        self.assertLessEqual(counts["written"], 2 + len([name for name in before if name.startswith("search/fr-ca/")]))
        self.assertIn("Nouveau", self.published("ca/fr/mail/second/index.html"))
        self.assertIn("Nouveau", self.published("ca/fr/mail/second/index.md"))

    def test_threads_and_folders_make_no_difference(self):
        self.build("-j", "1")
        one = self.snapshot()
        shutil.rmtree(self.out)
        self.build("-j", "2")
        self.assertEqual(one, self.snapshot())

    def test_what_nobody_makes_is_removed(self):
        self.build()
        os.remove(os.path.join(self.content, "web/mail/b/guide.fr-ca.md"))
        counts = self.summary(status=1)
        self.assertFalse(self.has("ca/fr/mail/second"))
        self.assertGreaterEqual(counts["removed"], 1)
        self.assertTrue(self.has("fr/mail/second/index.html"))

    def test_hidden_pages_are_in_no_list(self):
        self.build("--base-url", "https://docs.example.org")
        self.assertNotIn("cache", self.published("sitemap-fr-fr.xml"))
        self.assertNotIn("cache", self.published("fr/mail/index.html"))
        self.assertIn("second", self.published("sitemap-fr-fr.xml"))

    def test_sitemaps_are_xml_with_alternates(self):
        self.build("--base-url", "https://docs.example.org")
        index = xml.etree.ElementTree.fromstring(self.published("sitemap.xml"))
        places = [node.text for node in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        self.assertEqual(places, ["https://docs.example.org/sitemap-fr-ca.xml", "https://docs.example.org/sitemap-fr-fr.xml"])
        urls = xml.etree.ElementTree.fromstring(self.published("sitemap-fr-ca.xml"))
        first = [url for url in urls if "premier" in url[0].text][0]
        self.assertEqual(first[1].text, "2024-02-01")
        self.assertEqual(sorted(link.get("hreflang") for link in first if link.get("hreflang")), ["fr-CA", "fr-FR", "x-default"])
        self.assertIn("Sitemap: https://docs.example.org/sitemap.xml", self.published("robots.txt"))

    def test_pages_json_names_all_pages(self):
        self.build()
        pages = json.loads(self.published("pages.json"))
        self.assertEqual(len(pages), 11)
        self.assertIn({"source": "web/mail/a/guide.fr-ca.md", "url": "/ca/fr/mail/premier/", "locale": "fr-ca",
                       "title": "Premier"}, pages)

    def test_the_former_engines_lists(self):
        self.build("--base-url", "https://docs.example.org")
        search = json.loads(self.published("docsearch.json"))
        self.assertIn({"url": "https://docs.example.org/fr/mail/", "tags": ["universe-web", "product-mail", "lang-fr-fr"],
                       "page_rank": 2}, search["start_urls"])
        self.assertIn({"url": "https://docs.example.org/ca/fr/web/", "tags": ["universe-web", "lang-fr-ca"],
                       "page_rank": 1}, search["start_urls"])
        page = self.published("fr/mail/premier/index.html")
        for selector in [search["selectors"]["lvl0"]["selector"].split()[0]] + search["selectors_exclude"][:1]:
            self.assertIn('class="%s"' % selector.removeprefix("."), page)
        self.assertEqual(json.loads(self.published("seourls.json")),
                         {"Courriel": {"Premier": ["fr/mail/premier/", "ca/fr/mail/premier/"],
                                       "Second": ["fr/mail/second/", "ca/fr/mail/second/"]}})

    def test_aliases_lead_to_their_page(self):
        self.guide("web/mail/b/guide.fr-ca.md", "Second", "## But\n", slug="second", section="Suite",
                   aliases="[/ca/fr/vieux/, ancien]")
        self.build()
        rules = self.published("_redirects").splitlines()
        self.assertIn("/ca/fr/vieux/ /ca/fr/mail/second/ 301", rules)
        self.assertIn("/ca/fr/mail/ancien /ca/fr/mail/second/ 301", rules)
        self.assertIn('"/ca/fr/vieux/" "/ca/fr/mail/second/";', self.published("redirects.map"))

    def test_a_team_overrides_one_file_of_the_theme(self):
        self.write("mine/templates/footer.mustache", "<footer>Notre pied</footer>\n")
        self.build("--theme", "mine")
        self.assertIn("Notre pied", self.published("fr/index.html"))
        self.assertIn('<html lang="fr-FR"', self.published("fr/index.html"))

    def test_a_broken_template_publishes_nothing(self):
        self.write("mine/templates/guide.mustache", "{{#toc}}\n")
        run = self.build("--theme", "mine", status=2)
        self.assertIn("mine/templates/guide.mustache:1:", run.stderr)
        self.assertFalse(self.has("fr"))

    def test_a_missing_string_is_reported(self):
        self.write("mine/i18n/fr.yaml", "menu: Table\n")
        self.build("--theme", "mine")
        self.guide("home.sv-se.md", "Hem")
        run = self.build()
        self.assertIn("[string-missing]", run.stderr)

    def test_pictures_are_published_once_under_their_hash(self):
        picture = b"\x89PNG\r\n\x1a\n" + b"0" * 100
        self.write("content/web/mail/a/images/x.png", picture)
        self.write("images/web/mail/b/y.png", picture + b"1")
        self.write("images/z.png", picture + b"2")
        for guide, body in (("a", "![x](images/x.png){.thumbnail}"), ("b", "![y](images/y.png) ![z](images/z.png)")):
            self.guide("web/mail/%s/guide.fr-fr.md" % guide, guide, body, slug=guide)
        os.remove(os.path.join(self.content, "web/mail/a/guide.fr-ca.md"))
        counts = self.summary(status=0)
        self.assertEqual(counts["images"], 3)
        names = sorted(os.listdir(os.path.join(self.out, "images")))
        self.assertEqual([re.sub(r"\.[0-9a-f]{16}\.", ".", name) for name in names], ["x.png", "y.png", "z.png"])
        html = self.published("fr/mail/a/index.html")
        self.assertRegex(html, r'<a class="p-zoom" href="/images/x\.[0-9a-f]{16}\.png"')

    def test_only_some_locales(self):
        counts = self.summary("--locale", "fr-ca")
        self.assertEqual((counts["pages"], counts["locales"]), (5, 1))
        self.assertFalse(self.has("fr/mail"))

    def test_clean_removes_what_was_published_and_nothing_else(self):
        self.build()
        self.write("public/mine.txt", "mine")
        self.run_program("clean", status=0)
        self.assertEqual(sorted(os.listdir(self.out)), ["mine.txt"])

    def test_strict_publishes_nothing_when_anything_is_wrong(self):
        self.guide("web/mail/b/guide.fr-ca.md", "Second", "[x](#nowhere)\n", slug="second")
        run = self.build("--strict", status=1)
        self.assertIn("[anchor-missing]", run.stderr)
        self.assertFalse(self.has("fr"))

    def test_the_last_line_counts(self):
        run = self.build()
        self.assertRegex(run.stderr.splitlines()[-1],
                         r"^published 11 pages in 2 locales, 0 images \(0 errors, 0 warnings\) in \d+\.\d\d s$")
        self.assertEqual(self.build("-q").stderr, "")


class Shipped(SiteCase):
    def test_the_shipped_content_has_no_findings(self):
        run = self.run_program("-C", PROJECT, "check", "--strict", status=0)
        self.assertEqual(run.stdout, "")

    def test_the_shipped_content_is_published(self):
        counts = self.summary("--content", os.path.join(PROJECT, "content"), "--images", os.path.join(PROJECT, "images"))
        self.assertGreaterEqual(counts["pages"], 50)
        self.assertEqual(counts["locales"], 8)


unittest.main()
