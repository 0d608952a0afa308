#!/usr/bin/env python3
"""Files that guides include: where they may lie, what they hold, and where findings of theirs point."""

import os
import unittest

from sites import SiteCase


class Include(SiteCase):
    def body(self, text):
        self.guide("a/guide.en-gb.md", "A", text)
        return self.run_program("render", "content/a/guide.en-gb.md")

    def test_the_text_stands_in_place_of_the_line(self):
        self.write("content/a/parts/one.md", "---\ntitle: ignored\n---\n## One\r\n\r\n- x\r\n- y\r\n")
        run = self.body("Before\n\n{!> parts/one.md !}\n\nAfter")
        self.assertEqual(run.stdout, '<p>Before</p>\n<h2 id="one">One</h2>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<p>After</p>\n')
        self.assertEqual(run.stderr, "")

    def test_quotes_and_lists_go_around_it(self):
        self.write("content/note.md", "one\n\ntwo\n")
        self.assertEqual(self.body("> {!> /note.md !}").stdout, "<blockquote>\n<p>one</p>\n<p>two</p>\n</blockquote>\n")
        self.assertIn("<li><p>x</p>\n<p>one</p>\n<p>two</p>\n</li>", self.body("- x\n\n  {!> ../note.md !}").stdout)

    def test_code_and_text_around_leave_it_alone(self):
        self.write("content/note.md", "included")
        for text in ("```\n{!> /note.md !}\n```", "`{!> /note.md !}`", "see {!> /note.md !}", "    {!> /note.md !}"):
            self.assertNotIn("included", self.body(text).stdout, text)

    def test_nothing_outside_of_the_content_is_read(self):
        self.write("secret.md", "secret")
        self.write("content/a/.hidden.md", "secret")
        os.symlink("../../secret.md", os.path.join(self.content, "a", "link.md"))
        for name in ("../../secret.md", "../../../../../../etc/passwd", "/etc/passwd", "/../secret.md", "link.md",
                     os.path.join(self.root, "secret.md"), ".hidden.md", "..", ".", "a\0b"):
            run = self.body("{!> %s !}" % name)
            self.assertNotIn("secret", run.stdout.replace("secret.md", ""), name)
            self.assertNotIn("root:", run.stdout)
            self.assertIn("[link-missing]", run.stderr, name)

    def test_a_file_that_includes_itself_is_a_finding(self):
        self.write("content/a/b.md", "in b\n\n{!> c.md !}")
        self.write("content/a/c.md", "in c\n\n{!> b.md !}")
        run = self.body("{!> b.md !}")
        self.assertIn('a/guide.en-gb.md:5:1: error: the file includes itself: "b.md" [limit]', run.stderr)
        self.assertEqual(run.stderr.count("[limit]"), 1)
        self.assertIn("<p>in c</p>", run.stdout)

    def test_texts_that_multiply_are_bounded(self):
        for name in "bcdefghij":
            self.write("content/a/%s.md" % name, ("{!> %s.md !}\n\n" % chr(ord(name) + 1)) * 50)
        self.write("content/a/k.md", "x" * 200000)
        self.assertIn("[limit]", self.body("{!> b.md !}").stderr)
        self.assertIn("too many bytes", self.body("{!> k.md !}\n\n" * 9).stderr)

    def test_findings_point_at_the_line_and_nothing_there_is_mended(self):
        self.write("content/a/one.md", "## Ajouter\n\n[x](#ajoutr)\n")
        text = "{!> one.md !}\n\n[y](#ajoutr)"
        self.guide("a/guide.en-gb.md", "A", text)
        found = [place for rule, _, place in self.rules() if rule == "anchor-missing"]
        self.assertEqual(len(found), 2)
        self.run_program("check", "--fix")
        with open(os.path.join(self.content, "a/guide.en-gb.md"), encoding="utf-8") as file:
            after = file.read()
        self.assertIn("{!> one.md !}\n\n[y](#ajouter)", after)


if __name__ == "__main__":
    unittest.main()
