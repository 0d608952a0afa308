"""Hostile guides in a real browser: of 200 ways to run a script, none does.

Each vector tries to set a mark; every page is built, opened in Chromium from the disk, and asked
for it. Without the theme's own protections (a server's policy): what is published is itself safe.
"""

import os
import re
import shutil
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

from sites import SiteCase

RUN = "document.title='XSS'+'-RAN'"
CHROMIUM = shutil.which("chromium")


def vectors():
    """Spellings by places by schemes."""
    spellings = ["javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", " javascript:", "\x01javascript:",
                 "javascript&colon;", "&#106;avascript:", "&#x6A;avascript:", "&#0000106;avascript:",
                 "jav&#x09;ascript:", "javascript&#58;", "data:text/html,<script>", "vbscript:", "%6Aavascript:"]
    for spelling in spellings:
        yield '<a href="%s%s">x</a>' % (spelling, RUN)
        yield "[x](%s%s)" % (spelling.replace("\n", "").replace("\t", ""), RUN)
        yield "[x](<%s%s>)" % (spelling.replace("\n", ""), RUN)
        yield "![x](%s%s)" % (spelling.replace("\n", ""), RUN)
        yield '<img src="%s%s">' % (spelling, RUN)
        yield '<iframe src="%s%s"></iframe>' % (spelling, RUN)
        yield "[x]\n\n[x]: %s%s" % (spelling.replace("\n", ""), RUN)
    for tag in ("img", "svg", "body", "video", "audio", "input", "details", "div", "a", "iframe", "object", "table"):
        for attribute in ("onerror", "onload", "ONLOAD", "onfocus autofocus", "ontoggle open"):
            name, *more = attribute.split(" ")
            yield '<%s src=x:x %s %s="%s">' % (tag, " ".join(more), name, RUN)
    yield from [
        "<script>%s</script>" % RUN, "<SCRIPT>%s</SCRIPT>" % RUN, "<script\n>%s</script\n>" % RUN, "<script/x>%s</script>" % RUN,
        "<scr<script>ipt>%s</script>" % RUN, "<svg><script>%s</script></svg>" % RUN, "<svg/onload=%s>" % RUN,
        "<math><mi><mglyph><style><img src=x onerror=%s>" % RUN, "<noscript><p title=\"</noscript><img src=x onerror=%s>\">" % RUN,
        "<!--><img src=x onerror=%s>-->" % RUN, "<!-- --!><img src=x onerror=%s> -->" % RUN, "<![CDATA[<img src=x onerror=%s>]]>" % RUN,
        "<?xml <img src=x onerror=%s>?>" % RUN, "<base href=javascript:%s//>" % RUN, "<meta http-equiv=refresh content=\"0;javascript:%s\">" % RUN,
        "<link rel=stylesheet href=javascript:%s>" % RUN, "<style>@import 'javascript:%s'</style>" % RUN,
        "<form action=javascript:%s><button autofocus>x" % RUN, "<button formaction=javascript:%s>x" % RUN,
        "<object data=javascript:%s>" % RUN, "<embed src=javascript:%s>" % RUN, "<template><script>%s</script></template>" % RUN,
        "<div style=\"background:url(javascript:%s)\">" % RUN, "<p id=\"x\" onclick=\"%s\">" % RUN,
        "![x](a.png){onerror=\"%s\"}" % RUN, "![x](a.png){.thumbnail onerror=%s}" % RUN, "[x](y){onclick=\"%s\"}" % RUN,
        "![\" onerror=\"%s](x:x)" % RUN, "![x](x:x \"\\\" onerror=\\\"%s\")" % RUN, "[x](https://e.example/\"onmouseover=\"%s)" % RUN,
        "# <img src=x onerror=%s>" % RUN, "# x {#\"onclick=\"%s}" % RUN, "`<script>%s</script>`" % RUN,
        "```\n</code></pre><script>%s</script>\n```" % RUN, "```\"><script>%s</script>\nx\n```" % RUN,
        "> [!warning\"><script>%s</script>]\n> x" % RUN, "> [!<script>%s</script>]\n> x" % RUN,
        "> [!faq]\n> <script>%s</script>\n>> <script>%s</script>" % (RUN, RUN), "> [!tabs]\n> <script>%s</script>\n>> <img src=x onerror=%s>" % (RUN, RUN),
        "> [!api]\n>\n> @api {\"><script>%s</script>} /x" % RUN, "> [!api]\n>\n> @api {GET} /\"><script>%s</script>" % RUN,
        "> [!carousel]\n>\n> - ![x](x:x) <script>%s</script>" % RUN,
        "<details><summary><script>%s</script></summary></details>" % RUN, "| a |\n|---|\n| <script>%s</script> |" % RUN,
        "&lt;script&gt;%s&lt;/script&gt;" % RUN, "<a href=\"#\" onclick=%s autofocus onfocus=%s>x</a>" % (RUN, RUN),
        "<a name=\"x\"onfocus=\"%s\"autofocus>x</a>" % RUN, "<img src=\"x\"onerror=\"%s\">" % RUN, "<img src=`x`onerror=%s>" % RUN,
        "<img/src/onerror=%s>" % RUN, "<img src=x\x0conerror=%s>" % RUN, "<img\x0csrc=x onerror=%s>" % RUN, "<svg><animate onbegin=%s attributeName=x>" % RUN,
    ]


def places():
    """Front matter, too."""
    yield "title: \"</title><script>%s</script>\"\nslug: t1\n" % RUN
    yield "title: x\nexcerpt: \"\\\"><script>%s</script>\"\n" % RUN
    yield "title: \"<img src=x onerror=%s>\"\n" % RUN
    yield "title: x\nsection: \"<script>%s</script>\"\n" % RUN
    yield "title: x\ndescription: \"'\\\"><svg onload=%s>\"\n" % RUN


@unittest.skipUnless(CHROMIUM, "needs chromium")
class Hostile(SiteCase):
    def look(self, path):
        folder = self.root + "/profile-" + re.sub(r"\W", "-", path)
        run = subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + folder,
                              "--allow-file-access-from-files", "--virtual-time-budget=2000", "--dump-dom", "file://" + path],
                             capture_output=True, text=True, timeout=120)
        return run.stdout

    def test_nothing_runs(self):
        self.guide("home.en-gb.md", "Home")
        self.guide("a/universe.en-gb.md", "A", slug="a")
        self.guide("a/b/product.en-gb.md", "B", slug="b")
        all_vectors = list(vectors())
        self.assertGreater(len(all_vectors) + 5, 200)
        # Several a page, each in a section of its own: an unclosed one would hide those below, so few.
        for number in range(0, len(all_vectors), 12):
            body = "\n\n".join("## S%d\n\n%s" % (number + i, v) for i, v in enumerate(all_vectors[number:number + 12]))
            self.write("content/a/b/v%d/guide.en-gb.md" % number, "---\ntitle: V\nslug: v%d\n---\n\n%s\n" % (number, body))
        for number, front in enumerate(places()):
            self.write("content/a/b/f%d/guide.en-gb.md" % number, "---\n%s---\n\ntext\n" % front)
        run = self.run_program("build")
        self.assertIn(run.returncode, (0, 1), run.stderr)
        pages = [os.path.join(where, "index.html") for where, _, names in os.walk(self.out) if "index.html" in names]
        self.assertGreater(len(pages), len(all_vectors) // 12)
        with ThreadPoolExecutor(2) as pool:
            for page, dom in zip(pages, pool.map(self.look, pages)):
                self.assertIn("</html>", dom, page)
                self.assertNotIn("Content-Security-Policy", dom, page)
                self.assertNotIn("XSS-RAN", dom, page)

    def test_the_test_can_fail(self):
        path = self.write("bad.html", "<!DOCTYPE html><title>x</title><img src=x:x onerror=\"%s\">" % RUN)
        self.assertIn("XSS-RAN", self.look(path))


if __name__ == "__main__":
    unittest.main()
