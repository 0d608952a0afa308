"""Golden pages: each tests/golden/NAME.md becomes NAME.html (its body) and NAME.diag (its findings).

After a change that is meant, `GOLDEN_UPDATE=1 tests/run golden` writes them anew: read the diff.
"""

import glob
import os
import unittest

from sites import PROJECT, SiteCase

GOLDEN = PROJECT + "/tests/golden"


class Golden(SiteCase):
    def compare(self, path, found):
        if os.environ.get("GOLDEN_UPDATE"):
            if found or os.path.exists(path):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(found)
            return
        wanted = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                wanted = file.read()
        self.assertEqual(found, wanted, os.path.basename(path))

    def test_pages(self):
        cases = sorted(glob.glob(GOLDEN + "/*.md"))
        self.assertGreater(len(cases), 0)
        self.maxDiff = None
        self.guide("home.en-gb.md", "Home")
        self.guide("a/universe.en-gb.md", "A", slug="a")
        self.guide("a/b/product.en-gb.md", "B", slug="b")
        self.write("content/a/b/shot/images/wide.svg",
                   '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="400"></svg>')
        for case in cases:
            name = os.path.basename(case)[:-3]
            with self.subTest(name):
                with open(case, "rb") as file:
                    guide = self.write("content/a/b/%s/guide.en-gb.md" % name, file.read())
                run = self.run_program("render", os.path.relpath(guide, self.root))
                self.compare(case[:-3] + ".html", run.stdout)
                run = self.run_program("check", os.path.relpath(guide, self.root))
                self.compare(case[:-3] + ".diag", "" if run.stdout == "nothing is wrong\n" else run.stdout)


if __name__ == "__main__":
    unittest.main()
