#!/usr/bin/env python3
"""The real guides' bodies against what published them once, by their DOM.

What differs for good is shown by the golden pages right-*.md, with the reason in each.
PORTOLAN_LONG=1 compares all pages, otherwise a third of them.
"""

import os
import re
import subprocess
import sys
import unittest

from sites import PORTOLAN, SHARED, SiteCase

TOOL = os.path.join(SHARED, "tools/domdiff")
REFERENCE = os.path.join(SHARED, "reference")
PAGES = os.path.join(SHARED, "corpus/pages")

if not os.path.exists(TOOL):
    print("no %s" % TOOL)
    sys.exit(77)
if subprocess.run([TOOL, "--help"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
    print("domdiff does not run here: it needs Debian's python3-html5lib")
    sys.exit(77)


class Domdiff(SiteCase):
    program = PORTOLAN

    def test_pages_are_as_they_were_meant(self):
        self.run_program("render", "--content", PAGES, "--out", "ours", status=0)
        part = [] if os.environ.get("PORTOLAN_LONG") else ["--sample", "360", "--seed", "7"]
        run = subprocess.run([TOOL, REFERENCE, "ours", "--why", *part], cwd=self.root, capture_output=True, text=True)
        found = re.search(r"(\d+) pages compared: \d+ equal \(([\d.]+)%\), \d+ plain text equal \(([\d.]+)%\)", run.stdout)
        self.assertIsNotNone(found, run.stdout + run.stderr)
        self.assertGreaterEqual(int(found.group(1)), 360)
        self.assertGreaterEqual(float(found.group(2)), 89, run.stdout)
        self.assertGreaterEqual(float(found.group(3)), 92, run.stdout)


if __name__ == "__main__":
    unittest.main()
