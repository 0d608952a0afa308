"""Pictures: their sizes in pages, and what is wrong with them."""

import unittest

from pictures import gif, jpeg, png, webp
from sites import SiteCase


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
                self.assertNotIn("loading=", self.tag())

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

    def fix_of(self, destination):
        self.guide("a/b/c/guide.en-gb.md", "C", "![It](%s)" % destination, slug="c")
        (found,) = [f for f in self.findings() if f["rule"] in ("image-case", "image-missing")]
        self.assertEqual((found["line"], found["column"]), (6, 7))
        return found["rule"], found.get("fix", {}).get("text"), found.get("fix", {}).get("safe")

    def test_the_right_case_is_certain(self):
        self.show("Step-1.png", png(3, 3))
        self.write("images/a/b/c/Other.PNG", png(3, 3))
        self.assertEqual(self.fix_of("images/step-1.PNG"), ("image-case", "images/Step-1.png", True))
        self.assertEqual(self.fix_of("./Images/step-1.png"), ("image-case", "./images/Step-1.png", True))
        self.assertEqual(self.fix_of("/A/b/c/images/Step-1.png"), ("image-case", "/a/b/c/images/Step-1.png", True))
        # Below the images root the folder's name is left out: only the file's own is known.
        self.assertEqual(self.fix_of("images/other.png"), ("image-case", "images/Other.PNG", False))
        self.guide("a/b/c/guide.en-gb.md", "C", "![It](images/STEP-1.png)", slug="c")
        self.run_program("check", "--fix", status=0)
        with open(self.content + "/a/b/c/guide.en-gb.md", encoding="utf-8") as file:
            self.assertIn("![It](images/Step-1.png)", file.read())

    def test_the_near_name_is_a_suggestion(self):
        self.show("configure-account.png", png(3, 3))
        self.assertEqual(self.fix_of("images/configure-acount.png"), ("image-missing", "images/configure-account.png", False))
        self.assertEqual(self.fix_of("images/else.png"), ("image-missing", None, None))


if __name__ == "__main__":
    unittest.main()
