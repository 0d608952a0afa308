#!/usr/bin/env python3
"""What an author can do wrong: a finding with its place, and everything else is published."""

import os
import subprocess
import unittest

from sites import SiteCase, page


class BadInput(SiteCase):
    def setUp(self):
        super().setUp()
        self.small_site()

    def expect(self, rule, path, line, pages=11, status=1):
        found = self.rules()
        self.assertIn((rule, path, line), found)
        self.assertEqual(self.summary(status=status)["pages"], pages)
        self.assertTrue(self.has("fr/mail/second/index.html"))
        return found

    def test_broken_yaml_keeps_what_can_be_read(self):
        self.write("content/web/mail/a/guide.fr-ca.md", '---\ntitle: "Premier\nslug: premier\n---\n\nTexte\n')
        found = self.rules()
        self.assertEqual([f for f in found if f[1].endswith("a/guide.fr-ca.md")][0][0], "front-syntax")
        self.assertEqual(self.summary(status=1)["pages"], 11)
        self.assertTrue(self.has("ca/fr/mail/premier/index.html"))

    def test_no_front_matter(self):
        self.write("content/web/mail/d/guide.fr-fr.md", "## Texte\n")
        self.expect("front-missing", "web/mail/d/guide.fr-fr.md", 1, pages=12)
        self.assertTrue(self.has("fr/mail/web/mail/d/index.html"))

    def test_a_file_of_zero_bytes(self):
        self.write("content/web/mail/d/guide.fr-fr.md", "")
        self.expect("front-missing", "web/mail/d/guide.fr-fr.md", 1, pages=12)

    def test_no_title(self):
        self.write("content/web/mail/d/guide.fr-fr.md", "---\nslug: sans\n---\n")
        self.expect("title-missing", "web/mail/d/guide.fr-fr.md", 1, pages=12)

    def test_bytes_that_are_no_utf8(self):
        self.write("content/web/mail/d/guide.fr-fr.md", b"---\ntitle: D\nslug: d\n---\n\nR\xe9glage\n\n\x00\n")
        found = self.expect("encoding", "web/mail/d/guide.fr-fr.md", 6, pages=12)
        self.assertIn(("encoding", "web/mail/d/guide.fr-fr.md", 8), found)

    def test_a_guide_without_parent(self):
        self.guide("lonely/guide.fr-fr.md", "Seul", slug="seul")
        self.expect("parent-missing", "lonely/guide.fr-fr.md", 1, pages=12, status=0)
        self.assertTrue(self.has("fr/seul/index.html"))

    def test_two_guides_with_one_url(self):
        self.guide("web/mail/d/guide.fr-fr.md", "Encore", slug="premier")
        found = self.expect("slug-duplicate", "web/mail/d/guide.fr-fr.md", 3)
        self.assertEqual(len(found), 1)
        self.assertIn("Premier", self.published("fr/mail/premier/index.html"))

    def test_a_file_that_cannot_be_read(self):
        file = self.guide("web/mail/d/guide.fr-fr.md", "Ferme", slug="ferme")
        os.remove(file)
        os.mkfifo(file)
        self.expect("file-unreadable", "web/mail/d/guide.fr-fr.md", 1)

    def test_a_folder_with_a_guides_name(self):
        os.makedirs(os.path.join(self.content, "web/mail/d/guide.fr-fr.md"))
        self.assertEqual(self.rules(), [])
        self.assertEqual(self.summary()["pages"], 11)

    def test_a_loop_of_links(self):
        os.symlink("..", os.path.join(self.content, "web/loop"))
        self.expect("file-unreadable", "web/loop", 1)

    def test_a_link_out_of_the_content(self):
        self.write("secret/guide.fr-fr.md", page("Secret", slug="secret"))
        os.symlink("../../secret", os.path.join(self.content, "web/out"))
        self.expect("file-unreadable", "web/out", 1)
        self.assertNotIn("Secret", "".join(self.snapshot()))

    def test_an_image_that_climbs_out(self):
        self.write("secret.png", b"\x89PNG\r\n\x1a\n")
        self.guide("web/mail/d/guide.fr-fr.md", "D", "![x](../../../../secret.png)", slug="d")
        self.expect("image-missing", "web/mail/d/guide.fr-fr.md", 6, pages=12)
        self.assertFalse(self.has("images"))

    def test_hostile_slugs(self):
        for number, slug in enumerate(("../../../etc", "a/../../b", "x\\0y", "'   '", "index.html", "a" * 3000, "'%2e%2e/x'", "?a#b")):
            self.guide("web/mail/s%d/guide.fr-fr.md" % number, "S", slug=slug)
        self.summary(status=0)
        for where, _, names in os.walk(self.root):
            self.assertTrue("index.html" not in names or where.startswith(self.out))

    def test_a_path_that_no_file_system_takes(self):
        self.guide("web/mail/d/guide.fr-fr.md", "D", slug="/".join(["abcdefghi" * 20] * 30))
        counts = self.summary(status=1)
        self.assertEqual(counts["pages"], 11)

    def test_findings_stand_where_the_mistake_is(self):
        self.guide("web/mail/d/guide.fr-fr.md", "D",
                   "> [!warnig]\n> x\n\n| a | b |\n| 1 | 2 |\n\n![x](images/no.png)\n\n[a](#no) [b]() [c](hhttp://x.org)\n", slug="d")
        found = [(rule, line) for rule, path, line in self.rules() if path.endswith("d/guide.fr-fr.md")]
        self.assertEqual(found, [("callout-unknown", 6), ("table-delimiter", 9), ("image-missing", 12),
                                 ("anchor-missing", 14), ("link-empty", 14), ("link-malformed", 14)])

    def test_crlf_tabs_and_a_byte_order_mark(self):
        text = page("D", "é\t[a](#no)\r\n\r\n> x [b\r\n> c](#no2)\r\n", slug="d").replace("---\n", "---\r\n")
        self.write("content/web/mail/d/guide.fr-fr.md", b"\xef\xbb\xbf" + text.encode())
        places = [(f["line"], f["column"], f["end_column"]) for f in self.findings() if f["path"].endswith("d/guide.fr-fr.md")]
        self.assertEqual(places, [(6, 7, 10), (9, 6, 10)])

    def test_findings_of_a_file_may_be_disabled(self):
        self.guide("web/mail/d/guide.fr-fr.md", "D",
                   "<!-- portolan-disable-next-line anchor-missing -->\n[a](#no)\n\n[b](#no)\n\n"
                   "<!-- portolan-disable-next-line link-missing -->\nfine\n", slug="d")
        found = [(rule, line) for rule, path, line in self.rules() if path.endswith("d/guide.fr-fr.md")]
        self.assertEqual(found, [("anchor-missing", 9), ("disable-unused", 11)])

    def test_levels_of_the_site(self):
        self.guide("web/mail/d/guide.fr-fr.md", "D", "[a](#no)\n", slug="d")
        self.write("content/site.yaml", "check: {anchor-missing: warning}\n")
        self.run_program("check", status=0)
        self.run_program("check", "--strict", status=1)
        self.write("content/site.yaml", "check: {anchor-missing: off}\n")
        self.assertEqual(self.rules(), [])

    def test_settings_that_are_no_yaml(self):
        self.build()
        before = self.snapshot()
        self.write("content/site.yaml", "title: [\n")
        run = self.build(status=2)
        self.assertIn("site.yaml:", run.stderr)
        self.assertEqual(before, self.snapshot())


class Usage(SiteCase):
    def test_exit_status(self):
        self.small_site()
        for arguments in (["build", "--no-such"], ["nothing"], [], ["check", "--format", "xml"], ["build", "-j", "0"],
                          ["check", "--content", "nowhere"], ["build", "extra"], ["check", "--summary", "x"],
                          ["build", "--config", "nowhere.yaml"], ["render", "../outside.md"], ["help", "nothing"]):
            run = self.run_program(*arguments, status=2)
            self.assertTrue(run.stderr.startswith("portolan: "), run.stderr)
        for arguments in (["help"], ["help", "check"], ["help", "anchor-missing"], ["version"], ["--help"], ["--version"]):
            self.assertTrue(self.run_program(*arguments, status=0).stdout)
        self.assertIn("did you mean --format", self.run_program("check", "--fromat=json", status=2).stderr)

    def test_colour_only_where_it_is_wanted(self):
        self.small_site()
        self.guide("web/mail/d/guide.fr-fr.md", "D", "[a](#no)\n", slug="d")
        self.assertNotIn("\033", self.run_program("check", status=1).stdout)
        self.assertIn("\033", self.run_program("check", "--color", "always", status=1).stdout)

    def test_a_closed_pipe_keeps_the_exit_status(self):
        self.small_site()
        self.guide("web/mail/d/guide.fr-fr.md", "D", "[a](#no)\n" * 3000, slug="d")
        command = '"%s" check | head -1 >/dev/null; exit ${PIPESTATUS[0]}' % self.program
        self.assertEqual(subprocess.run(["bash", "-c", command], cwd=self.root, stderr=subprocess.DEVNULL).returncode, 1)

    def test_a_guide_is_started(self):
        self.run_program("new", "web/mail/new_guide", "--locale", "fr-fr,en-gb", status=0)
        with open(os.path.join(self.content, "web/mail/new_guide/guide.fr-fr.md"), encoding="utf-8") as file:
            self.assertIn("title: New guide\n", file.read())
        self.run_program("new", "web/mail/new_guide", "--locale", "fr-fr", status=2)
        self.run_program("new", "../outside", status=2)


unittest.main()
