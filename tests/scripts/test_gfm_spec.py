"""The examples of the GFM specification (Debian's cmark-gfm package ships it), through our tree and renderer.

What the dialect changes on purpose stands in CHANGED with its reason; every other example must come
out as the specification says, our own attributes aside.
"""

import gzip
import html
import os
import re
import unittest
from html.parser import HTMLParser
from urllib.parse import unquote

from sites import SiteCase

SPEC = "/usr/share/doc/cmark-gfm/spec.txt.gz"
# What we add to elements of markdown: ids of headings, marks of links and images, alignment.
OURS = {"id", "class", "rel", "target", "loading", "decoding", "tabindex", "role", "aria-label", "align", "scope"}


class Shape(HTMLParser):
    """Tags and texts without what differs only in writing."""

    def __init__(self, text):
        super().__init__()
        self.parts = []
        self.hidden = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "div" and (found.get("class") or "").startswith("p-"):
            return
        if tag in ("span", "button") and "p-extra" in (found.get("class") or ""):
            self.hidden += 1
            return
        if tag == "span":
            return  # colours of code
        # Destinations stay as they are written, where the specification's program encodes them.
        kept = sorted((k, unquote(html.unescape(v or ""))) for k, v in attributes if k not in OURS)
        self.parts.append("<%s %s>" % (tag, kept))

    def handle_endtag(self, tag):
        if tag in ("span", "button") and self.hidden:
            self.hidden -= 1
        elif tag not in ("div", "span", "br", "img", "hr"):
            self.parts.append("</%s>" % tag)

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)

    def text(self):
        whole = re.sub(r"\s+", " ", "".join(self.parts))
        return re.sub(r"\s*(<[^<>]*>)\s*", r"\1", whole).strip()


def examples():
    with gzip.open(SPEC, "rt", encoding="utf-8") as file:
        text = file.read().replace("→", "\t")
    number, section = 0, ""
    for match in re.finditer(r"^`{32} example ?([\w ]*)\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} +([^\n]*)$", text, re.M | re.S):
        if match.group(4) is not None:
            section = match.group(4)
            continue
        number += 1
        yield number, section, match.group(1).strip(), match.group(2), match.group(3)


# Sections whose constructs the dialect defines anew, and why.
CHANGED = {
    "Raw HTML": "raw HTML goes through the allowlist",
    "HTML blocks": "raw HTML goes through the allowlist",
    "Disallowed Raw HTML (extension)": "raw HTML goes through the allowlist",
    "Autolinks (extension)": "the dialect has no bare autolinks",
    "Strikethrough (extension)": "the dialect has no strikethrough",
    "Task list items (extension)": "the dialect has no task lists",
}


@unittest.skipUnless(os.path.exists(SPEC), "the package cmark-gfm, or its documentation, is absent")
class Specification(SiteCase):
    def test_examples(self):
        wanted = {}
        for number, section, _, markdown, published in examples():
            if section in CHANGED:
                continue
            self.write("content/s/e%d/guide.en-gb.md" % number, "---\ntitle: x\n---\n" + markdown)
            wanted[number] = (section, markdown, published)
        self.assertGreater(len(wanted), 400)
        self.run_program("render", "--out", "html")
        failed = {}
        for number, (section, markdown, published) in wanted.items():
            with open(os.path.join(self.root, "html/s/e%d/guide.en-gb.md.html" % number), encoding="utf-8") as file:
                ours = file.read()
            if Shape(ours).text() != Shape(published).text():
                failed[number] = (section, markdown, Shape(published).text(), Shape(ours).text())
        if os.environ.get("GFM_SHOW"):
            for number, (section, markdown, want, got) in failed.items():
                print(number, section, repr(markdown), "\n   WANT", want, "\n   GOT ", got)
        self.assertEqual(sorted(failed), sorted(REASONS))


REASONS = {
    34: "#Heading without its space is a heading",
    49: "an empty heading is a spacer, and dropped",
    164: "a tag that HTML doesn't have is text, at the head of a line, too",
    170: "a tag that HTML doesn't have is text",
    251: "text far behind a list's marker is no code", 252: "text far behind a list's marker is no code",
    275: "bullets deeper than a number are in its item",
    317: "elements are closed", 327: "elements are closed", 354: "elements are closed", 485: "elements are closed", 486: "elements are closed",
    503: "elements are closed", 663: "elements are closed", 664: "elements are closed",
    388: "** x ** with spaces is strong", 389: "** against a quote is strong", 400: "** x ** with spaces is strong",
    401: "** against a parenthesis is strong",
    497: "spaces in destinations are mended",
    500: "a tag that HTML doesn't have is text", 532: "a tag that HTML doesn't have is text",
    544: "a tag that HTML doesn't have is text",
    604: "schemes outside of the allowlist don't link", 606: "schemes outside of the allowlist don't link",
    607: "schemes outside of the allowlist don't link", 609: "schemes outside of the allowlist don't link",
}

if __name__ == "__main__":
    unittest.main()
