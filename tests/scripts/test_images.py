"""Pictures: their sizes in pages, and what is wrong with them."""

import struct
import unittest
import zlib

from sites import SiteCase


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height):
    rows = b"".join(b"\0" + b"\0\0\0" * width for _ in range(min(height, 4)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def jpeg(width, height, orientation=0):
    exif = b""
    if orientation:
        tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
        exif = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + exif + frame + b"\xff\xda\0\x08\1\1\0\0?\0" + b"\0" * 20 + b"\xff\xd9"


def gif(width, height):
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def webp(width, height):
    data = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data


class Images(SiteCase):
    def show(self, name, data, alt="What it shows"):
        self.guide("home.en-gb.md", "Home")
        self.guide("a/universe.en-gb.md", "A", slug="a")
        self.guide("a/b/product.en-gb.md", "B", slug="b")
        self.write("content/a/b/c/images/" + name, data)
        self.guide("a/b/c/guide.en-gb.md", "C", "![%s](images/%s){.thumbnail}" % (alt, name), slug="c")
        return [f["rule"] for f in self.findings() if f["rule"].startswith("image-")]

    def tag(self):
        self.build()
        page = self.published("gb/en/b/c/index.html")
        return page[page.index("<img"):].split(">")[0]

    def test_sizes(self):
        cases = {"a.png": (png(300, 200), (300, 200)), "a.jpg": (jpeg(640, 480), (640, 480)),
                 "b.jpg": (jpeg(640, 480, orientation=6), (480, 640)), "a.gif": (gif(20, 10), (20, 10)),
                 "a.webp": (webp(500, 400), (500, 400)),
                 "a.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12"></svg>', (24, 12)),
                 "one.png": (png(1, 1), (1, 1))}
        for name, (data, (width, height)) in cases.items():
            with self.subTest(name):
                self.assertEqual([r for r in self.show(name, data) if r != "image-unused"], [])
                self.assertIn('width="%d" height="%d"' % (width, height), self.tag())
                self.assertEqual(self.tag().count("loading="), 1)

    def test_broken(self):
        whole = png(30, 20)
        flipped = bytearray(whole)
        flipped[-20] ^= 4
        cases = {"t.png": whole[:-5], "f.png": bytes(flipped), "z.png": b"", "n.png": b"not a picture at all",
                 "t.jpg": jpeg(3, 4)[:-2], "h.jpg": jpeg(3, 4)[:9], "t.gif": gif(2, 2)[:-1], "t.webp": webp(3, 3)[:-4],
                 "l.png": whole[:8] + b"\xff\xff\xff\xff" + whole[12:]}
        for name, data in cases.items():
            with self.subTest(name):
                self.assertEqual([r for r in self.show(name, data) if r != "image-unused"], ["image-corrupt"])
                self.build(status=0)

    def test_other_rules(self):
        self.assertEqual(self.show("a.jpg", png(3, 3)), ["image-type"])
        self.assertIn("image-large", self.show("b.png", png(100000, 1000)))
        self.assertIn("image-alt", self.show("c.png", png(3, 3), alt=""))
        self.assertIn("image-alt", self.show("step-1.png", png(3, 3), alt="step-1.png"))
        self.assertIn("image-unused", self.show("d.png", png(3, 3)))


if __name__ == "__main__":
    unittest.main()
