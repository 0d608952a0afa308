"""The dialog that a thumbnail opens: by keyboard, pointer and touch, and a link where there are no scripts."""

import os
import sys
import unittest

from browser import CHROMIUM, Browser, Server
from pictures import drawing, noise
from sites import PORTOLAN, SiteCase

if not CHROMIUM:
    print("no chromium")
    sys.exit(77)

OPEN = "document.querySelector('.p-lightbox[open]')"
SHOWN = "document.querySelector('.p-lightbox-view img')"


class Lightbox(SiteCase):
    program = PORTOLAN

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        super().setUp()
        self.guide("home.en-gb.md", "Home")
        self.guide("a/universe.en-gb.md", "A", slug="a")
        self.guide("a/b/product.en-gb.md", "B", slug="b")
        self.guide("a/b/d/guide.en-gb.md", "D", "No picture", slug="d")
        for i, data in enumerate((noise(1700, 900), drawing(300, 200), noise(800, 2000))):
            self.write("content/a/b/c/images/%d.png" % i, data)
        self.guide("a/b/c/guide.en-gb.md", "C", "\n\n".join("![Picture %s](images/%d.png){.thumbnail}" % (n, i)
                   for i, n in enumerate(("one", "two", "three"))), slug="c")
        self.build("--cache", os.path.join(self.root, "cache"))
        server = Server(self.out)
        server.__enter__()
        self.addCleanup(server.__exit__, None, None, None)
        self.url = server.url + "/gb/en/b/c/"
        self.page = self.browser.page(width=1280, height=800)
        self.addCleanup(self.page.close)
        self.page.open(self.url)

    def shown(self):
        self.page.wait("%s?.complete && %s.naturalWidth > 0" % (SHOWN, SHOWN))
        return self.page.evaluate(SHOWN + ".alt"), self.page.text(".p-lightbox-text"), self.page.text(".p-lightbox-count")

    def test_by_keyboard(self):
        page = self.page
        page.evaluate("document.querySelector('.p-zoom').focus()")
        page.key("Enter")
        page.wait(OPEN)
        self.assertEqual(self.shown(), ("Picture one", "Picture one", "1 / 3"))
        page.key("ArrowLeft")
        self.assertEqual(self.shown()[0], "Picture one")
        page.keys("ArrowRight", "ArrowRight")
        self.assertEqual(self.shown(), ("Picture three", "Picture three", "3 / 3"))
        page.key("ArrowRight")
        self.assertEqual(self.shown()[0], "Picture three")
        page.keys("Home", "End", "ArrowLeft")
        self.assertEqual(self.shown()[0], "Picture two")
        page.key("Escape")
        page.wait("!" + OPEN)
        # Back to the thumbnail of the picture that was seen last.
        page.wait("document.activeElement.querySelector('img')?.alt === 'Picture two'")
        self.assertEqual(page.errors, [])

    def test_focus_stays_inside(self):
        page = self.page
        page.click(".p-zoom img")
        page.wait(OPEN)
        for _ in range(8):
            page.key("Tab")
            self.assertTrue(page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.p-lightbox')"))

    def test_it_has_names(self):
        self.page.click(".p-zoom img")
        self.page.wait(OPEN)
        self.shown()
        tree = self.page.accessibility()
        for wanted in (("dialog", "Picture"), ("button", "Close"), ("button", "Next picture"), ("button", "Actual size"),
                       ("image", "Picture one")):
            self.assertIn(wanted, tree)
        self.assertNotIn(("button", "Previous picture"), tree)

    def test_zoom(self):
        page = self.page
        page.click(".p-zoom img")
        page.wait(OPEN)
        self.shown()
        page.wait("%s.clientWidth < 1280" % SHOWN)
        page.click(".p-lightbox-view img")
        page.wait("%s.clientWidth === 1700" % SHOWN)
        page.key("-")
        page.wait("%s.clientWidth < 1280" % SHOWN)
        page.key("+")
        page.wait("%s.clientWidth === 1700" % SHOWN)
        page.key("ArrowRight")
        self.assertEqual(self.shown()[0], "Picture one")
        page.click(".p-lightbox-zoom")
        page.wait("%s.clientWidth < 1280" % SHOWN)
        self.assertEqual(page.errors, [])

    def test_closed_by_button_and_beside_the_picture(self):
        page = self.page
        page.click(".p-zoom img")
        page.wait(OPEN)
        page.click(".p-lightbox form button")
        page.wait("!" + OPEN)
        page.evaluate("document.querySelectorAll('.p-zoom')[1].click()")
        page.wait(OPEN)
        self.shown()
        x, y = page.evaluate("(r => [r.x + 5, r.y + 5])(document.querySelector('.p-lightbox-view').getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            page.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        page.wait("!" + OPEN)

    def test_swipe(self):
        page = self.page
        page.look(width=390, height=844, phone=True, scale=2)
        page.open(self.url)
        page.evaluate("document.querySelector('.p-zoom').click()")
        page.wait(OPEN)
        self.shown()
        self.swipe(300, 80)
        page.wait("%s.alt === 'Picture two'" % SHOWN)
        self.swipe(80, 300)
        page.wait("%s.alt === 'Picture one'" % SHOWN)

    def swipe(self, begin, end):
        self.page.send("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": begin, "y": 400}])
        for step in range(1, 6):
            self.page.send("Input.dispatchTouchEvent", type="touchMove",
                           touchPoints=[{"x": begin + (end - begin) * step / 5, "y": 400}])
        self.page.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def test_without_scripts_it_is_a_link(self):
        page = self.page
        page.without_scripts()
        self.addCleanup(page.without_scripts, False)
        page.open(self.url)
        self.assertEqual(page.send("DOM.getDocument", depth=1)["root"]["nodeName"], "#document")
        page.send("Page.navigate", url=self.url)
        html = self.published("gb/en/b/c/index.html")
        self.assertEqual(html.count('<a class="p-zoom" href="/images/'), 3)

    def test_a_phone_loads_small_pictures(self):
        page = self.page
        page.look(width=390, height=844, phone=True, scale=2)
        page.forget()
        page.send("Network.setCacheDisabled", cacheDisabled=True)
        page.open(self.url)
        page.settle()
        first = [request["url"] for request in page.requests.values() if "/images/" in request["url"]][0]
        self.assertRegex(first, r"0-736\.[0-9a-f]{16}\.webp$")
        self.assertEqual(page.errors, [])


if __name__ == "__main__":
    unittest.main()
