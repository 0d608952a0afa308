"""The default theme as pages show it, and the ways to change it.

What browsers do with it is in test_widgets.py.
"""

import glob
import gzip
import os
import re
import unittest

from sites import PORTOLAN, PROJECT, SHARED, SiteCase

# What a guide may weigh without its own text and pictures: its HTML and the stylesheet, gzip -9.
HEAVIEST = 14 * 1024


def weight(data):
    return len(gzip.compress(data, 9, mtime=0))


class ThemeCase(SiteCase):
    def page(self, url):
        with open(os.path.join(self.out, url.strip("/"), "index.html"), encoding="utf-8") as file:
            return file.read()

    def asset(self, pattern):
        files = glob.glob(os.path.join(self.out, "assets", pattern))
        self.assertEqual(len(files), 1, files)
        with open(files[0], encoding="utf-8") as file:
            return file.read()

    def section(self, page, name):
        """The element that p-<name> labels, up to its end."""
        found = re.search(r'<section[^>]* aria-labelledby="p-%s">.*?</section>' % name, page, re.S)
        return found.group(0) if found else None


class Pages(ThemeCase):
    def site(self):
        self.small_site()
        for locale in ("fr-fr", "fr-ca"):
            self.guide("web/mail/d/guide.%s.md" % locale, "Ancien", "[un](../a/guide.%s.md)" % locale, slug="ancien", section="Suite", order=3,
                       updated="2023-01-01", deprecated="true")
        self.guide("web/mail/e/guide.fr-fr.md", "France seulement", "## A\n", slug="france", section="Suite", order=4)
        self.guide("web/mail/b/below/guide.fr-fr.md", "Dessous", "## A\n", slug="dessous")

    def test_a_home_names_key_and_recent_guides(self):
        self.site()
        self.build()
        home = self.page("/fr/")
        key, recent = self.section(home, "key"), self.section(home, "recent")
        # Linked to by two guides, and by one.
        self.assertEqual(re.findall(r"<a [^>]*>([^<]+)</a>", key), ["Premier", "Second"])
        self.assertEqual(re.findall(r"<a [^>]*>([^<]+)</a> <time datetime=\"([0-9-]+)\">([^<]+)", recent),
                         [("Premier", "2024-02-01", "1er février 2024"), ("Ancien", "2023-01-01", "1er janvier 2023")])
        self.assertNotIn("Cache", home)

    def test_cards_show_what_stands_below_and_how_many(self):
        self.site()
        for i in range(20):
            self.guide("web/mail/many/%d/guide.fr-fr.md" % i, "Nombreux", slug="n%d" % i, section="Suite", order=9)
        self.guide("web/mail/many/guide.fr-fr.md", "Beaucoup", slug="beaucoup", section="Suite", order=5)
        self.build()
        self.assertIn('<a href="/fr/mail/">Courriel</a>', self.page("/fr/"))
        self.assertIn('<p class="p-count">26 guides</p>', self.page("/fr/"))
        universe = self.page("/fr/web/")
        self.assertIn('<h2><a href="/fr/mail/">Courriel</a></h2>', universe)
        self.assertIn('<li><a href="/fr/mail/premier/">Premier</a></li>', universe)
        self.assertNotIn("Cache", universe)

    def test_a_list_says_which_languages_a_missing_guide_has(self):
        self.site()
        self.build()
        self.assertIn('<a href="/fr/mail/france/" lang="fr-FR" hreflang="fr-FR">France seulement</a>',
                      self.section(self.page("/ca/fr/mail/"), "elsewhere"))
        self.assertIsNone(self.section(self.page("/fr/mail/"), "elsewhere"))

    def test_a_guide_says_what_links_to_it_what_lies_below_and_that_it_is_old(self):
        self.site()
        self.build()
        first = self.page("/fr/mail/premier/")
        self.assertEqual(re.findall(r">([^<]+)</a>", self.section(first, "backlinks")), ["Ancien"])
        self.assertIn('<a href="/fr/mail/second/dessous/">Dessous</a>', self.page("/fr/mail/second/"))
        self.assertIn("p-notice", self.page("/fr/mail/ancien/"))
        self.assertIn("p-tag", self.page("/fr/mail/"))
        self.assertNotIn("p-notice", first)

    def test_a_parent_of_another_language_says_so(self):
        self.small_site()
        os.remove(os.path.join(self.content, "web/mail/product.fr-ca.md"))
        self.guide("web/mail/product.en-gb.md", "Email", slug="email")
        os.remove(os.path.join(self.content, "web/mail/product.fr-fr.md"))
        self.build(status=None)
        self.assertRegex(self.page("/ca/fr/email/premier/"), '<a href="/gb/en/email/" lang="en-GB" hreflang="en-GB">Email</a>')

    def test_banners_stand_above_the_pages_that_they_are_for(self):
        self.small_site()
        self.write("content/site.yaml", 'banners:\n  - {locale: fr-ca, kind: warning, text: "Panne <ce soir>"}\n'
                   "  - {path: web/mail/a/, text: Nouveau}\n")
        self.build()
        for url, seen in (("/fr/", []), ("/ca/fr/", ["warning"]), ("/fr/mail/premier/", ["info"]), ("/ca/fr/mail/premier/", ["warning", "info"])):
            self.assertEqual(re.findall('class="callout ([a-z]+) p-banner"', self.page(url)), seen, url)
        self.assertIn("Panne &lt;ce soir&gt;", self.page("/ca/fr/"))
        self.assertIn("Attention", self.page("/ca/fr/"))

    def test_no_page_has_style_or_script_of_its_own(self):
        self.site()
        self.build()
        for where, _, names in os.walk(self.out):
            for name in (n for n in names if n.endswith(".html")):
                with open(os.path.join(where, name), encoding="utf-8") as file:
                    page = file.read()
                page = re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.S)
                self.assertNotRegex(page, r"<style|<script(?! (defer )?src=\"/)|\s(style|on[a-z]+)=\"", os.path.join(where, name))

    def test_every_string_is_used(self):
        """A string that nothing shows is translated in vain."""
        used = ""
        for pattern in ("themes/default/templates/*", "themes/default/assets/site.js/*", "generator/*/*.c"):
            for path in glob.glob(os.path.join(PROJECT, pattern)):
                with open(path, encoding="utf-8") as file:
                    used += file.read()
        with open(os.path.join(PROJECT, "themes/default/i18n/en.yaml"), encoding="utf-8") as file:
            above, keys = [], []
            for line in file:
                row = re.match(r"( *)([a-z0-9_-]+):(.*)", line)
                if row:
                    above = above[:len(row[1]) // 2] + [row[2]]
                    keys += [".".join(above)] if row[3].strip() else []
        by_code = re.compile(r"callout|search|locales|plural|number|date|zones|.*\.(one|few|many|two|zero|other)$")
        unused = [k for k in keys if not by_code.match(k) and "{t.%s}" % k not in used and not ("." in k and '"%s")' % k in used)
                  and not ("." in k and re.search(r'S\("%s"\), S\("%s"\)' % tuple(k.split(".")[-2:]), used))]
        self.assertEqual(unused, [])


class Documentation(unittest.TestCase):
    def test_every_field_that_templates_can_show_is_documented(self):
        with open(PROJECT + "/themes/default/README.md", encoding="utf-8") as file:
            named = set(re.findall(r"[a-z0-9_]+", " ".join(re.findall("`[^`]+`", file.read()))))
        fields = set()
        for path in glob.glob(PROJECT + "/generator/render/view*.c"):
            with open(path, encoding="utf-8") as file:
                source = file.read()
            fields.update(re.findall(r'object_set(?:_text|_bool|_object)?\(\s*[^;]*?,\s*S\("([a-z0-9_]+)"\)', source))
            fields.update(re.findall(r'set_list\(\s*[^,]+,\s*S\("([a-z0-9_]+)"\)', source))
        self.assertGreater(len(fields), 60)
        self.assertEqual(sorted(f for f in fields - named if not f.startswith("has_")), [])


class Policy(ThemeCase):
    def policies(self, settings=""):
        self.write("content/site.yaml", "policy_in_pages: true\n" + settings)
        self.build()
        page = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', self.page("/fr/")).group(1)
        with open(self.out + "/_headers", encoding="utf-8") as file:
            netlify = re.search("Content-Security-Policy: (.*)", file.read()).group(1)
        with open(self.out + "/headers.conf", encoding="utf-8") as file:
            nginx = re.search('add_header Content-Security-Policy "(.*)" always;', file.read()).group(1)
        return page, netlify, nginx

    def test_pages_and_hosts_have_the_same(self):
        self.small_site()
        page, netlify, nginx = self.policies()
        self.assertTrue(page.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"), page)
        self.assertEqual(netlify, page + "; frame-ancestors 'self'")
        self.assertEqual(nginx, netlify)
        self.assertNotIn("unsafe", page)

    def test_frames_are_those_of_the_settings_and_a_site_adds_sources(self):
        self.small_site()
        page = self.policies("iframe_hosts: [video.example.org]\npolicy:\n  script-src: https://stats.example.org\n"
                             "  default-src: https://other.example.org\n")[0]
        self.assertIn("frame-src https://video.example.org;", page)
        self.assertIn("script-src 'self' https://stats.example.org;", page)
        self.assertTrue(page.startswith("default-src https://other.example.org;"), page)

    def test_without_frames_none_may_be_shown(self):
        self.small_site()
        self.assertNotIn("frame-src", self.policies("iframe_hosts: []\n")[0])

    def test_pages_say_it_only_where_hosts_cannot(self):
        self.small_site()
        self.build()
        self.assertNotIn("Content-Security-Policy", self.page("/fr/"))

    def test_what_is_no_source_is_refused(self):
        self.small_site()
        for line in ("scripts-src: https://a.example", "img-src: \"a; script-src *\"", "img-src: 'a\"b'"):
            self.write("content/site.yaml", "policy:\n  %s\n" % line)
            self.assertIn("site.yaml:2:", self.build(status=2).stderr, line)


class Themes(ThemeCase):
    def test_two_files_and_a_colour_make_another_theme(self):
        self.small_site()
        self.build("--theme", os.path.join(PROJECT, "themes/harbour"))
        page, css = self.page("/fr/mail/premier/"), self.asset("site.*.css")
        self.assertIn("M14.5 11h3", page)                  # its own mark
        self.assertNotIn("Tous les guides", page)          # its own footer
        self.assertIn('class="p-crumbs"', page)            # the rest is the default's
        self.assertGreater(css.index("--frame: light-dark(#143f2f"), css.index("--frame: light-dark(#07384a"))

    def test_a_theme_that_was_started_can_be_used_at_once(self):
        self.small_site()
        run = self.run_program("new", "theme", "bay", status=0)
        self.assertEqual(run.stdout.split(), ["themes/bay/README.md", "themes/bay/assets/site.css/15-colours.css",
                                              "themes/bay/templates/brand.mustache"])
        self.build("--theme", "themes/bay")
        self.assertGreater(self.asset("site.*.css").count("--frame:"), 1)
        self.write("themes/bay/templates/brand.mustache", "<b>{{site.title}}</b>")
        self.build("--theme", "themes/bay")
        self.assertIn("<b>Guides</b>", self.page("/fr/"))

    def test_a_theme_is_never_written_over(self):
        self.write("themes/bay/README.md", "mine")
        self.run_program("new", "theme", "bay", status=2)
        with open(self.root + "/themes/bay/README.md", encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")
        for name in ("../bay", "a/b", "default", ""):
            self.run_program("new", "theme", name, status=2)


class Weight(ThemeCase):
    """Without its own text and pictures, a guide is light."""

    program = PORTOLAN

    def heaviest(self, content):
        self.run_program("build", "-q", "--content", content, "--images", self.root, status=None)
        css = weight(self.asset("site.*.css").encode())
        found = (0, "")
        for where, _, names in os.walk(self.out):
            if "index.html" in names:
                with open(os.path.join(where, "index.html"), encoding="utf-8") as file:
                    page = file.read()
                if '<body class="p-is-guide' in page:
                    page = re.sub(r'(<article id="content"[^>]*>).*</article>', r"\1</article>", page, flags=re.S)
                    found = max(found, (weight(page.encode()) + css, where))
        self.assertGreater(found[0], 1000)
        return found

    def test_of_what_ships(self):
        self.assertLessEqual(self.heaviest(PROJECT + "/content")[0], HEAVIEST)

    @unittest.skipUnless(os.path.isdir(SHARED + "/corpus/pages"), "needs ../shared/corpus")
    def test_of_the_larger_content(self):
        size, page = self.heaviest(SHARED + "/corpus/pages")
        self.assertLessEqual(size, HEAVIEST, page)

    def test_scripts(self):
        """All of the module together, as agreed; each part is small."""
        self.small_site()
        self.build()
        self.assertLessEqual(weight(self.asset("site.*.js").encode()), 15 * 1024)


if __name__ == "__main__":
    unittest.main()
