"""Real pictures: each is shown at its size, with smaller versions that are what they claim and save bytes.

40 of them under the sanitizers; all with PORTOLAN_LONG=1."""

import os
import re
import shutil
import struct
import sys
import unittest

from sites import PORTOLAN, SANITIZED, SHARED, SiteCase

PAGES = os.path.join(SHARED, "corpus/pages")
MOST = 40

if not os.path.isdir(PAGES):
    print("no %s" % PAGES)
    sys.exit(77)


def size_of(path):
    """Width and height as the file has them; none of these is turned."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] == b"\x89PNG":
        return struct.unpack(">II", data[16:24])
    if data[:2] == b"\xff\xd8":
        at = 2
        while data[at + 1] not in (0xC0, 0xC1, 0xC2):
            at += 2 + int.from_bytes(data[at + 2:at + 4], "big")
        height, width = struct.unpack(">HH", data[at + 5:at + 9])
        return width, height
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return tuple(side & 0x3FFF for side in struct.unpack("<HH", data[26:30]))


def some_guides(content):
    """Guides and the pictures that they show, spread over the corpus; the number of pictures."""
    pictures = 0
    for folder, _, names in sorted(os.walk(PAGES))[::3]:
        guide = os.path.join(folder, "guide.fr-fr.md")
        if "guide.fr-fr.md" not in names:
            continue
        with open(guide, encoding="utf-8") as file:
            shown = set(re.findall(r"\]\((images/[^)]*)\)", file.read()))
        shown = [name for name in shown if os.path.exists(os.path.join(folder, name))]
        if not shown or pictures + len(shown) > MOST:
            continue
        pictures += len(shown)
        target = os.path.join(content, os.path.relpath(folder, PAGES))
        os.makedirs(os.path.join(target, "images"))
        for name in ["guide.fr-fr.md", *shown]:
            shutil.copy(os.path.join(folder, name), os.path.join(target, name))
    return pictures


class Corpus(SiteCase):
    program = PORTOLAN if os.environ.get("PORTOLAN_LONG") else SANITIZED

    def test_every_picture(self):
        content = PAGES
        if not os.environ.get("PORTOLAN_LONG"):
            content = self.content
            self.assertGreater(some_guides(content), MOST // 2)
        run = self.run_program("build", "--content", content)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        self.assertNotIn("image-undecodable", run.stderr)
        tags = set()
        for folder, _, names in os.walk(self.out):
            for name in names:
                if name.endswith(".html"):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        tags.update(re.findall(r'(?:<source type="image/webp" srcset="([^"]*)"[^>]*>)?<img src="(/images/[^"]*)"([^>]*)>',
                                               file.read()))
        self.assertGreater(len(tags), MOST // 2)
        smaller = 0
        for webp, url, rest in tags:
            file = self.out + url
            width, height = size_of(file)
            self.assertIn('width="%d" height="%d"' % (width, height), rest, url)
            own = re.search(r'srcset="([^"]*)"', rest)
            for candidate in (webp.split(", ") if webp else []) + (own[1].split(", ") if own else []):
                version, _, claimed = candidate.partition(" ")
                if version == url:
                    continue
                smaller += 1
                self.assertLess(os.path.getsize(self.out + version), os.path.getsize(file) * 0.95 + 1)
                got = size_of(self.out + version)
                self.assertIn(claimed, ("", "%dw" % got[0]))
                self.assertIn(got[0], (736, 1472, width))
                self.assertLessEqual(abs(got[1] - height * got[0] / width), 0.5)
        self.assertGreater(smaller, len(tags))


if __name__ == "__main__":
    unittest.main()
