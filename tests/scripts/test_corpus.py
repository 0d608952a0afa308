#!/usr/bin/env python3
"""The real guides that lie beside the project: all are published, each at the URL of the rule."""

import json
import os
import re
import sys
import unittest

from sites import PORTOLAN, SANITIZED, SHARED, SiteCase

PAGES = os.path.join(SHARED, "corpus/pages")
SEED = "web/emails/how_to_configure_windows_8/guide.fr-ca.md"
ORDER = {"home": 0, "universe": 1, "product": 2, "guide": 3}
HOLDS = {"home": ("universe",), "universe": ("universe", "product"), "product": ("product", "guide"), "guide": ("guide",)}

if not os.path.isdir(PAGES):
    print("no %s" % PAGES)
    sys.exit(77)


def documents():
    """(folder, kind, locale) → slug as written, or None."""
    found = {}
    for folder, _, names in os.walk(PAGES):
        for name in names:
            match = re.match(r"(home|universe|product|guide|404)\.([a-z]{2}-[a-z]{2,4})\.md$", name)
            if not match:
                continue
            with open(os.path.join(folder, name), encoding="utf-8-sig") as file:
                front = file.read().split("---")[1] if os.path.getsize(file.name) else ""
            slug = re.search(r"^slug\s*:\s*(.*)$", front, re.M | re.I)
            text = slug.group(1).strip().strip("'\"") if slug else None
            where = os.path.relpath(folder, PAGES)
            found["" if where == "." else where, match.group(1), match.group(2)] = text
    return found


def url_of(found, folder, kind, locale):
    language, zone = locale.split("-")
    parts = [zone] if language == zone else [zone, language]
    if kind == "404":
        return "/" + "/".join(parts) + "/404.html"
    slugs, below, at = [], kind, folder
    if kind != "home":
        slugs.append(found[folder, kind, locale] or folder)
    while at and kind in ("product", "guide"):
        at = os.path.dirname(at)
        above = [k for k in ORDER if below in HOLDS[k] and any(f == at and kk == k for f, kk, _ in found)]
        if not above:
            continue
        below = above[0]
        locales = sorted(l for f, k, l in found if f == at and k == below)
        use = locale if locale in locales else "fr-fr" if "fr-fr" in locales else locales[0]
        if below in ("product", "guide"):
            slugs.append(found[at, below, use] or at)
    return "/" + "/".join(parts + [slug.strip("/") for slug in reversed(slugs)]) + "/"


class Corpus(SiteCase):
    program = PORTOLAN

    def publish(self):
        self.out = os.path.join(self.root, "site")
        # Its pictures have a test of their own (test_pictures_corpus.py).
        config = self.write("site.yaml", "images: {column: 0}\n")
        return self.run_program("build", "--config", config, "--content", PAGES, "--out", self.out, "--summary", "summary.json", status=1)

    def test_every_page_is_published_at_its_url(self):
        found = documents()
        kinds = [kind for _, kind, _ in found]
        self.assertEqual([kinds.count(kind) for kind in ("guide", "product", "universe", "home", "404")], [998, 63, 14, 19, 1])
        self.publish()
        urls = {page["source"]: page["url"] for page in json.loads(self.published("pages.json"))}
        self.assertEqual(len(urls), 1095)
        for folder, kind, locale in found:
            source = os.path.join(folder, "%s.%s.md" % (kind, locale))
            url = url_of(found, folder, kind, locale)
            self.assertEqual(urls[source], url)
            self.assertTrue(self.has(url.lstrip("/") + ("index.html" if url.endswith("/") else "")), url)

    def test_the_same_again_writes_nothing(self):
        self.publish()
        self.publish()
        with open(os.path.join(self.root, "summary.json"), encoding="utf-8") as file:
            counts = json.load(file)
        self.assertEqual((counts["pages"], counts["locales"], counts["written"], counts["removed"]), (1095, 19, 0, 0))

    def test_the_seed(self):
        run = self.publish()
        html = self.published("ca/fr/emails/mail-mutualise-guide-configuration-sous-windows-8/index.html")
        with open(os.path.join(PAGES, SEED), encoding="utf-8") as file:
            text = file.read()
        dead = re.findall(re.escape(SEED) + r":(\d+):\d+: error: .*\[anchor-missing\]", run.stderr)
        self.assertEqual(dead, ["129", "146", "163"])
        self.assertEqual(html.count("<table"), 2)
        self.assertEqual(html.count('class="callout '), text.count("\n> [!"))
        self.assertIn('<a class="p-zoom" href="/images/', html)
        for port in ("993", "995", "465", "110", "143", "587"):
            self.assertRegex(html, r"<td[^>]*>%s</td>" % port)

    def test_the_seeds_anchors_are_mended(self):
        content = os.path.join(self.root, "content")
        with open(os.path.join(PAGES, SEED), "rb") as file:
            self.write("content/" + SEED, file.read())
        self.run_program("check", "--fix", "--content", content, status=1)
        rules = [rule for rule, _, _ in self.rules("--content", content) if rule != "image-missing"]
        self.assertNotIn("anchor-missing", rules)
        self.assertEqual(rules.count("link-external-class"), 3)
        with open(os.path.join(content, SEED), encoding="utf-8", newline="") as file:
            text = file.read()
        self.assertEqual((text.count("](#ajouter-un-compte)"), text.count("](#parametres-avances)")), (1, 2))


class Sanitized(Corpus):
    program = SANITIZED


unittest.main()
