"""A build that nothing has changed for is not made again; whatever may have changed, it is."""

import os
import shutil
import time
import unittest

from sites import SiteCase


class Unchanged(SiteCase):
    def setUp(self):
        super().setUp()
        self.small_site()
        self.write("images/web/mail/d/x.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        self.guide("web/mail/d/guide.fr-fr.md", "D", "![vue](images/x.svg) [rien](#rien)", slug="d")
        self.write("mine/templates/footer.mustache", "<footer>un</footer>\n")
        self.settle()

    def settle(self):
        """So long that the clock by which files are stamped has gone on."""
        time.sleep(0.08)

    def run_build(self, *arguments, **more):
        """(was it made?, what was said without the time)."""
        run = self.run_program("build", "--timings", *arguments, status=1, **more)
        lines = run.stderr.splitlines()
        said = [line for line in lines if not line.startswith("published") and line[:5].strip() not in ("stage", "all")]
        made = any(line.startswith("parse") for line in lines)
        return made, [line for line in said if "MiB" not in line and not line[13:14].isdigit()][:4]

    def made(self, *arguments, **more):
        return self.run_build(*arguments, **more)[0]

    def test_the_second_is_not_made_and_says_the_same(self):
        first, said = self.run_build()
        again, said_again = self.run_build()
        self.assertEqual((first, again), (True, False))
        self.assertEqual(said, said_again)
        self.assertIn("anchor-missing", said[0])
        counts = self.summary(status=1)
        self.assertEqual((counts["written"], counts["removed"]), (0, 0))
        self.assertEqual(counts["unchanged"], len([n for n in self.snapshot() if not n.startswith(".portolan/")]))
        self.assertEqual(counts["errors"], 1)

    def test_everything_that_is_read_counts(self):
        def edit(path):
            file = os.path.join(self.root, path)
            with open(file, "r+b") as data:
                text = data.read()
                data.seek(0)
                data.write(text)
            os.utime(file, (1, 1))

        self.made("--theme", "mine")
        for change in (lambda: edit("content/web/mail/a/guide.fr-fr.md"), lambda: edit("images/web/mail/d/x.svg"),
                       lambda: edit("mine/templates/footer.mustache"), lambda: self.write("content/site.yaml", "title: T\n"),
                       lambda: self.guide("web/mail/new/guide.fr-fr.md", "Neu", slug="neu"),
                       lambda: os.unlink(self.content + "/web/mail/new/guide.fr-fr.md"),
                       lambda: os.rename(self.content + "/web/mail/a", self.content + "/web/mail/z"),
                       lambda: self.write("content/web/mail/d/images/x.svg", "<svg/>")):
            self.settle()
            self.assertFalse(self.made("--theme", "mine"))
            change()
            self.settle()
            self.assertTrue(self.made("--theme", "mine"))

    def test_settings_behind_a_link_are_always_read(self):
        settings = os.path.join(self.root, "elsewhere.yaml")
        self.write("elsewhere.yaml", "title: One\n")
        os.symlink(settings, self.content + "/site.yaml")
        self.settle()
        self.made()
        before = self.snapshot()
        self.write("elsewhere.yaml", "title: Two\n")
        self.settle()
        self.assertTrue(self.made())
        self.assertNotEqual(before, self.snapshot())

    def test_what_stands_there_counts(self):
        self.made()
        page = os.path.join(self.out, "fr/index.html")
        for change in (lambda: os.unlink(page), lambda: self.write("public/fr/index.html", "mine"),
                       lambda: self.write("public/.portolan/pending", "x\n"), lambda: os.unlink(self.out + "/.portolan/manifest"),
                       lambda: shutil.rmtree(self.out)):
            self.settle()
            self.assertFalse(self.made())
            before = self.snapshot()
            change()
            if not os.path.exists(self.out + "/.portolan/manifest") and os.path.exists(self.out):
                shutil.rmtree(self.out)
            self.assertTrue(self.made())
            self.settle()
            self.assertEqual({n: d for n, d in before.items() if "lock" not in n}, {n: d for n, d in self.snapshot().items() if "lock" not in n})
            self.made()

    def test_what_is_asked_counts(self):
        self.made()
        for arguments in (["--base-url", "https://e.example"], ["--locale", "fr-fr"], ["-q"], ["--color", "always"],
                          ["--out", "elsewhere"], ["--content", "content/"], ["--theme", "mine"]):
            self.settle()
            self.assertTrue(self.made(*arguments), arguments)
            self.settle()
            self.assertTrue(self.made() or "--out" in arguments, arguments)

    def test_what_was_touched_a_moment_ago_may_be_touched_again(self):
        self.made()
        self.guide("web/mail/d/guide.fr-fr.md", "E", "[rien](#rien)", slug="d")
        self.made()
        self.guide("web/mail/d/guide.fr-fr.md", "F", "[rien](#rien)", slug="d")
        self.made()
        self.assertIn("<h1>F</h1>", self.published("fr/mail/d/index.html"))

    def test_a_damaged_memory_is_none(self):
        self.made()
        folder = os.environ["XDG_CACHE_HOME"] + "/portolan/builds/"
        names = sorted(os.listdir(folder))
        self.assertEqual([os.path.splitext(name)[1] for name in names], [".build", ".findings", ".pages"])
        for name in names:
            with open(folder + name, "rb") as file:
                whole = file.read()
            for damaged in (b"", whole[:30], whole.replace(b"\n", b" ") + b" ", b"x" * 1000):
                with open(folder + name, "wb") as file:
                    file.write(damaged)
                if name.endswith(".pages"):
                    self.guide("web/mail/d/guide.fr-fr.md", "G%d" % len(damaged), "[rien](#rien)", slug="d")
                self.settle()
                self.assertTrue(self.made())
                self.assertFalse(self.made())
        self.assertIn("<h1>G1000</h1>", self.published("fr/mail/d/index.html"))

    def test_it_can_be_forgotten(self):
        self.made()
        self.run_program("clean", "--cache", os.environ["XDG_CACHE_HOME"] + "/portolan", status=0)
        self.assertEqual(os.path.exists(os.environ["XDG_CACHE_HOME"] + "/portolan/builds"), False)

    def test_strict_always_looks(self):
        self.run_program("build", "--strict", status=1)
        self.run_program("build", "--strict", status=1)


if __name__ == "__main__":
    unittest.main()
