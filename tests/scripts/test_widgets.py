"""What the theme's script adds, in a real browser, by keyboard alone; and that nothing needs it.

Each widget: reached by Tab, worked by its keys, its focus seen and never lost.
"""

import os
import unittest

from browser import CHROMIUM, Browser, Server
from sites import PORTOLAN, PROJECT, SiteCase

GUIDE = """
Intro with `copy this`{.is-copyable}.

## First

> [!tabs]
> Windows
>> Press the key. Only **Windows** has it.
>>
> macOS
>> Press command. <a id="mac"></a>
>>
> Linux
>> Press super.

%s

## Second

```bash
$ echo "one"
two
```

<details>
<summary>More</summary>

Folded words.

</details>

%s

### Third

See [tab](#mac) and an [external page](https://www.example.org/){.external}.

| Server | Port | Security | Protocol | Direction | A long heading that makes the table wide |
|---|---|---|---|---|---|
| a.very.long.host.name.example.org | 993 | SSL/TLS | IMAP | incoming | and a cell of some length, too |
""" % ("\n\n".join("Words to scroll past." for _ in range(30)), "\n\n".join("More words." for _ in range(30)))

# Every element that Tab reaches, in order; a focus that can't be seen is a finding.
WALK = """(() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const holder = e.closest('.p-theme') ?? e, ring = getComputedStyle(holder);
  return {name: e.localName + '.' + e.className, text: (e.ariaLabel || e.innerText || '').trim().slice(0, 40),
          seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && style.visibility === 'visible',
          ring: (ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2) || ring.boxShadow !== 'none'};
})()"""


@unittest.skipUnless(CHROMIUM, "needs chromium")
class Widgets(SiteCase):
    program = PORTOLAN

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        super().setUp()
        self.small_site()
        for locale in ("fr-fr", "en-gb"):
            self.guide("web/mail/all/guide.%s.md" % locale, "Everything", GUIDE, slug="all", section="Suite", order=3)
        self.guide("home.en-gb.md", "Home")
        self.guide("web/universe.en-gb.md", "Web", slug="web")
        self.guide("web/mail/product.en-gb.md", "Mail", slug="mail")
        self.run_program("build", status=None)
        self.server = Server(self.out)
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)
        self.page = None

    def open(self, url="/gb/en/mail/all/", scripts=True, **look):
        self.page = self.browser.page(reduced_motion=True, **look)
        self.addCleanup(self.page.close)
        if not scripts:
            self.page.without_scripts()
        self.page.open(self.server.url + url)
        return self.page

    def tearDown(self):
        if self.page is not None:
            self.assertEqual(self.page.errors, [])

    def tab_to(self, selector, most=60):
        """By Tab alone, from where the focus is."""
        for _ in range(most):
            self.page.key("Tab")
            if self.page.evaluate("document.activeElement.matches(%r)" % selector):
                return
        self.fail("Tab never reaches " + selector)

    # ------------------------------------------------------------ every page

    def test_tab_walks_over_everything_and_its_place_is_always_seen(self):
        for url, look in (("/gb/en/mail/all/", {}), ("/gb/en/mail/all/", {"width": 390, "height": 844, "phone": True}),
                          ("/gb/en/mail/", {"dark": True}), ("/fr/", {}), ("/404.html", {})):
            page = self.open(url, **look)
            names = []
            for _ in range(80):
                page.key("Tab")
                if page.focused().startswith("body"):
                    break
                at = page.evaluate(WALK)
                self.assertTrue(at["seen"] and at["ring"], (url, look, at))
                names.append(at["name"])
            self.assertTrue(page.focused().startswith("body"), "the focus is caught")
            self.assertEqual(names[0], "a.p-skip")
            self.assertGreater(len(names), 8)

    def test_the_first_link_leads_past_the_header(self):
        page = self.open()
        page.keys("Tab", "Enter")
        self.assertEqual(page.focused(), "main#p-main.p-main")

    def test_nothing_is_wider_than_the_window(self):
        for url in ("/gb/en/mail/all/", "/gb/en/mail/", "/fr/", "/", "/404.html"):
            page = self.open(url)
            for width in (320, 390, 768, 1024, 1440, 2200):
                page.look(width)
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width, (url, width))

    # ------------------------------------------------------------ appearance

    def test_the_appearance_is_chosen_remembered_and_there_before_the_first_paint(self):
        page = self.open()
        self.tab_to(".p-theme select")
        dark = "getComputedStyle(document.documentElement).backgroundColor"
        light = page.evaluate(dark)
        page.key("ArrowDown")
        page.key("ArrowDown")
        self.assertEqual(page.evaluate("document.activeElement.value"), "dark")
        self.assertEqual(page.evaluate("document.documentElement.dataset.theme"), "dark")
        self.assertNotEqual(page.evaluate(dark), light)
        self.assertEqual(page.evaluate("document.querySelector('meta[name=theme-color]').content"), page.evaluate(dark))
        page.open(self.server.url + "/fr/")
        self.assertEqual(page.evaluate("document.documentElement.dataset.theme"), "dark")
        self.assertEqual(page.evaluate("document.querySelector('.p-theme select').value"), "dark")
        # theme.js stands before the stylesheet, so nothing is painted before it has run.
        self.assertTrue(page.evaluate("""(() => { const s = document.querySelector('script[src*="theme"]'), l = document.querySelector('link[rel=stylesheet]');
            return !s.async && !s.defer && s.type === '' && !!(s.compareDocumentPosition(l) & Node.DOCUMENT_POSITION_FOLLOWING); })()"""))
        self.tab_to(".p-theme select")
        page.keys("Home")
        self.assertIsNone(page.evaluate("localStorage.getItem('portolan-theme')"))

    def test_the_system_s_appearance_holds_without_a_choice(self):
        backgrounds = {self.open(dark=dark).evaluate("getComputedStyle(document.documentElement).backgroundColor") for dark in (False, True)}
        self.assertEqual(len(backgrounds), 2)

    # ------------------------------------------------------------ languages

    def test_the_menu_of_languages_by_keyboard(self):
        page = self.open()
        self.tab_to(".p-languages summary")
        page.key("Enter")
        self.assertTrue(page.evaluate("document.querySelector('.p-languages details').open"))
        page.key("Tab")
        self.assertEqual(page.evaluate("document.activeElement.hreflang"), "en-GB")
        page.key("Escape")
        self.assertFalse(page.evaluate("document.querySelector('.p-languages details').open"))
        self.assertEqual(page.evaluate("document.activeElement.localName"), "summary")
        page.keys("Enter", "Tab", "Tab", "Tab", "Tab")
        self.assertFalse(page.evaluate("document.querySelector('.p-languages details').open"), "it stays open behind the focus")
        page.click(".p-languages summary")
        page.click("h1")
        self.assertFalse(page.evaluate("document.querySelector('.p-languages details').open"))

    # ------------------------------------------------------------ code

    def test_code_is_copied_without_its_prompt(self):
        page = self.open()
        page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
        self.tab_to(".p-copyable .p-copy")
        page.key("Enter")
        self.assertEqual(page.evaluate("window.copied"), "copy this")
        self.assertEqual(page.text(".p-copyable .p-copy").strip(), "Copied")
        self.assertEqual(page.focused(), "button.p-extra.p-copy.p-done")
        self.tab_to(".p-code .p-copy")
        page.key("Space")
        self.assertIn('echo "one"\ntwo', page.evaluate("window.copied"))
        page.wait("document.querySelector('.p-copyable .p-copy').textContent.trim() === 'Copy'")

    # ------------------------------------------------------------ tabs

    def tabs(self):
        return self.page.evaluate("[...document.querySelectorAll('[role=tab]')].map(t => [t.textContent, t.ariaSelected, t.tabIndex])")

    def test_tabs_by_keyboard(self):
        page = self.open()
        self.assertEqual(self.tabs(), [["Windows", "true", 0], ["macOS", "false", -1], ["Linux", "false", -1]])
        self.tab_to("[role=tab]")
        page.key("ArrowRight")
        self.assertEqual(self.tabs(), [["Windows", "false", -1], ["macOS", "true", 0], ["Linux", "false", -1]])
        self.assertEqual(page.evaluate("document.activeElement.textContent"), "macOS")
        shown = "[...document.querySelectorAll('[role=tabpanel]')].filter(p => p.checkVisibility({contentVisibilityAuto: true}) && !p.hidden).map(p => p.innerText.trim())"
        self.assertEqual(page.evaluate(shown), ["Press command."])
        for key, name in (("End", "Linux"), ("ArrowRight", "Windows"), ("ArrowLeft", "Linux"), ("Home", "Windows")):
            page.key(key)
            self.assertEqual(page.evaluate("document.activeElement.textContent"), name, key)
        page.key("Tab")
        self.assertEqual(page.evaluate("document.activeElement.role"), "tabpanel")
        self.assertEqual(page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-labelledby')).textContent"), "Windows")
        page.key("Shift+Tab")
        self.assertEqual(page.evaluate("document.activeElement.textContent"), "Windows")
        told = [node for node in page.accessibility() if node[0] in ("tablist", "tab", "tabpanel")]
        self.assertEqual([t for t in told if t[0] == "tab"], [("tab", "Windows"), ("tab", "macOS"), ("tab", "Linux")])

    def test_a_link_into_a_hidden_tab_opens_it(self):
        page = self.open("/gb/en/mail/all/#mac")
        self.assertEqual(self.tabs()[1], ["macOS", "true", 0])
        page.click("[role=tab]")
        self.assertEqual(self.tabs()[0], ["Windows", "true", 0])
        page.evaluate("document.querySelector('a[href=\"#mac\"]').click()")
        page.wait("document.querySelectorAll('[role=tab]')[1].ariaSelected === 'true'")

    def test_broken_fragments_break_nothing(self):
        page = self.open("/gb/en/mail/all/#%E0%A4%A")
        self.assertEqual(len(self.tabs()), 3)
        self.assertEqual(page.errors, [])

    # ------------------------------------------------------------ contents

    def test_the_contents_follow_the_scroll(self):
        page = self.open(height=600)
        current = "document.querySelector('.p-toc [aria-current]')?.textContent"
        self.assertIsNone(page.evaluate(current))
        page.evaluate("document.getElementById('second').scrollIntoView()")
        page.wait(current + " === 'Second'")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.wait(current + " === 'Third'")
        page.evaluate("scrollTo(0, 0)")
        page.wait("!document.querySelector('.p-toc [aria-current]')")

    def test_headings_have_links_to_themselves(self):
        page = self.open()
        self.tab_to("h2 .p-anchor")
        page.key("Enter")
        self.assertEqual(page.evaluate("location.hash"), "#first")
        page.key("Tab")  # browsers go on from the heading
        self.assertEqual(page.evaluate("document.activeElement.ariaLabel"), "Link to this section: First")

    def test_the_folds_of_a_phone_close_when_a_link_was_followed(self):
        page = self.open(width=390, height=844, phone=True)
        self.tab_to(".p-toc summary")
        page.key("Enter")
        self.tab_to(".p-toc a")
        page.key("Enter")
        self.assertEqual(page.evaluate("location.hash"), "#first")
        self.assertFalse(page.evaluate("document.querySelector('.p-toc details').open"))

    # ------------------------------------------------------------ without

    def test_without_scripts_everything_can_be_read_and_reached(self):
        page = self.open(scripts=False)
        page.without_scripts(False)  # only so that the test may ask
        self.assertEqual(page.texts(".ovh__tab-title"), ["Windows", "macOS", "Linux"])
        self.assertIn("Press super.", page.text(".ovh__tabs"))
        self.assertEqual(page.evaluate("[...document.querySelectorAll('.p-copy, .p-theme')].filter(e => e.checkVisibility({checkVisibilityCSS: true})).length"), 0)
        page.without_scripts()
        self.tab_to_blind(page, 'Language')

    def tab_to_blind(self, page, name):
        """Without scripts, what has the focus is asked of the accessibility tree."""
        for _ in range(20):
            page.key("Tab")
            nodes = page.send("Accessibility.getFullAXTree")["nodes"]
            focused = [n["name"]["value"] for n in nodes if any(p["name"] == "focused" and p["value"]["value"] for p in n.get("properties", []))
                       and n["role"]["value"] != "RootWebArea"]
            if any(name in text for text in focused):
                page.key("Enter")
                names = [text for role, text in page.accessibility() if role == "link"]
                self.assertIn("Français (France)", names)
                return
        self.fail("Tab never reaches " + name)

    # ------------------------------------------------------------ paper

    def test_on_paper_everything_is_open_and_links_tell_where_they_lead(self):
        page = self.open()
        page.send("Emulation.setEmulatedMedia", media="print")
        seen = "document.querySelector(%r).checkVisibility({contentVisibilityAuto: true, checkVisibilityCSS: true})"
        for selector in (".ovh__tab:last-child .ovh__tab-panel", ".ovh__tab-title", ".p-body details p"):
            self.assertTrue(page.evaluate(seen % selector), selector)
        for selector in (".p-top", ".p-side", ".p-toc", ".p-tabs", ".p-copy", ".p-foot", ".p-after"):
            self.assertFalse(page.evaluate(seen % selector), selector)
        self.assertIn("https://www.example.org/", page.evaluate(
            "getComputedStyle(document.querySelector('.p-body a.external'), '::after').content"))


@unittest.skipUnless(CHROMIUM, "needs chromium")
class Policy(SiteCase):
    """Every kind of page fits under the policy that it brings along and hosts send."""

    program = PORTOLAN

    def test_nothing_is_refused_on_any_kind_of_page(self):
        self.run_program("build", "-q", "--content", PROJECT + "/content", "--images", PROJECT + "/images", status=None)
        with open(os.path.join(self.out, "_headers"), encoding="utf-8") as file:
            policy = file.read().split("Content-Security-Policy: ")[1].split("\n")[0]
        seen = {}
        for where, _, names in sorted(os.walk(self.out)):
            for name in names:
                if name.endswith(".html"):
                    with open(os.path.join(where, name), encoding="utf-8") as file:
                        kind = file.read().split('<body class="p-is-', 1)[-1].split('"')[0]
                    seen.setdefault(kind, []).append(os.path.relpath(os.path.join(where, name), self.out))
        self.assertGreaterEqual(len(seen), 6, list(seen))
        with Browser() as browser, Server(self.out, policy) as server:
            page = browser.page()
            for kind, paths in seen.items():
                for path in paths[:2]:
                    page.open(server.url + "/" + path)
                    page.settle(0.1)
                    self.assertEqual(page.errors, [], (kind, path))
                    self.assertEqual([r["url"] for r in page.requests.values() if not r["url"].startswith(server.url)], [])
                    page.forget()


if __name__ == "__main__":
    unittest.main()
