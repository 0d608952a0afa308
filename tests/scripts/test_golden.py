"""Golden pages: each tests/golden/NAME.md becomes NAME.html (its body) and NAME.diag (its findings).

After a change that is meant, `GOLDEN_UPDATE=1 tests/run golden` writes them anew: read the diff.
"""

import glob
import os
import re
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
            with open(case, "rb") as file:
                self.write("content/a/b/%s/guide.en-gb.md" % os.path.basename(case)[:-3], file.read())
        self.run_program("render", "--out", "html")
        findings = self.findings_by_guide()
        for case in cases:
            name = os.path.basename(case)[:-3]
            with self.subTest(name):
                with open(os.path.join(self.root, "html/a/b/%s/guide.en-gb.md.html" % name), encoding="utf-8") as file:
                    self.compare(case[:-3] + ".html", file.read())
                self.compare(case[:-3] + ".diag", findings.get(name, ""))

    def findings_by_guide(self):
        """Name of a case → what `check` says of it."""
        found = {}
        for block in re.split(r"^(?=content/)", self.run_program("check").stdout, flags=re.M):
            match = re.match(r"content/a/b/([^/]+)/", block)
            if match:
                found[match.group(1)] = found.get(match.group(1), "") + block
        return found


if __name__ == "__main__":
    unittest.main()
