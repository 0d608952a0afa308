"""The preview in a real browser: what a writer sees while saving."""

import os
import sys
import unittest

from browser import CHROMIUM, Browser
from previews import PreviewCase
from sites import PORTOLAN, page
from test_serve import PNG

GUIDE = "web/mail/a/guide.fr-fr.md"
URL = "/fr/mail/premier/"
LONG = "".join("Paragraphe %d.\n\n" % number for number in range(200))


def guide(body, title="Premier"):
    return page(title, "## Étape 1\n\n" + body, slug="premier", section="Debut", order=1)


class PreviewPage(PreviewCase):
    program = PORTOLAN
    arguments = ("--theme", "theme", "--editor", "x-editor:{path}#{line}")

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def make_site(self):
        super().make_site()
        self.save(GUIDE, guide(LONG))
        self.write("theme/assets/site.css/99-own.css", "article p { color: rgb(1, 2, 3) }\n")

    def setUp(self):
        super().setUp()
        self.page = self.browser.page()
        self.addCleanup(self.page.close)
        self.page.open(self.address + URL)
        self.page.wait("document.querySelector('#portolan-overlay details')")

    def see(self, expression, seconds=20):
        self.page.wait(expression, seconds)

    def has_text(self, text):
        self.see("document.querySelector('#content')?.textContent.includes(%r)" % text)

    def overlay(self):
        return self.page.text("#portolan-overlay")

    def mark(self):
        """A reload would lose it."""
        self.page.evaluate("window.unmoved = true")

    def is_marked(self):
        return self.page.evaluate("window.unmoved === true")

    def test_code_that_comes_can_be_copied(self):
        self.page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
        self.save(GUIDE, guide(LONG + "```sh\nls -l\n```\n"))
        self.see("document.querySelector('#content .p-copy')?.checkVisibility()")
        self.page.evaluate("document.querySelector('#content .p-copy').click()")
        self.see("window.copied === 'ls -l'")

    def test_a_text_changes_in_place(self):
        self.mark()
        self.page.evaluate("scrollTo(0, 2500)")
        self.see("scrollY > 2000")
        before = self.page.evaluate("scrollY")
        self.page.evaluate("document.querySelectorAll('#content p')[3].dataset.kept = 'yes'")
        self.save(GUIDE, guide(LONG.replace("Paragraphe 120.", "Tout neuf.").replace("Paragraphe 150.", "Un\n\nDeux\n\nTrois")))
        self.has_text("Tout neuf.")
        self.has_text("Trois")
        self.assertEqual(self.page.evaluate("scrollY"), before)
        self.assertTrue(self.is_marked())
        self.assertEqual(self.page.evaluate("document.querySelectorAll('#content p')[3].dataset.kept"), "yes")
        self.assertEqual(self.page.evaluate("document.querySelectorAll('#content p').length"), 202)
        self.save(GUIDE, guide("Court.\n", title="Autre titre"))
        self.see("document.title.includes('Autre titre') && document.querySelector('h1').textContent === 'Autre titre'")
        self.assertTrue(self.is_marked())
        self.assertEqual(self.page.errors, [])

    def test_broken_front_matter_shows_and_goes(self):
        self.mark()
        self.assertIn("No findings", self.overlay())
        self.save(GUIDE, "---\ntitle: \"Premier\nslug: premier\n---\n\nTexte\n")
        self.see("document.querySelector('#portolan-overlay .portolan-error')")
        self.assertIn("front-syntax", self.overlay())
        self.assertTrue(self.page.evaluate("document.querySelector('#portolan-overlay details').open"))
        self.assertIn("title:", self.page.text("#portolan-overlay pre"))
        link = self.page.evaluate("document.querySelector('#portolan-overlay .portolan-error a').href")
        self.assertEqual(link.split("#")[0], "x-editor:%s" % os.path.join(os.path.realpath(self.content), GUIDE))
        self.save(GUIDE, guide(LONG))
        self.see("!document.querySelector('#portolan-overlay .portolan-error')")
        self.assertIn("No findings", self.overlay())
        self.assertTrue(self.is_marked())

    def test_a_renamed_heading_shows_on_the_page_that_links_to_it(self):
        self.save(GUIDE, guide("[deux](../b/guide.fr-fr.md#but)\n"))
        self.has_text("deux")
        self.save("web/mail/b/guide.fr-fr.md", page("Second", "## Autre chose\n", slug="second", section="Suite", order=2))
        self.see("document.querySelector('#portolan-overlay').textContent.includes('anchor-missing')")

    def test_a_picture_shows_once_it_is_there(self):
        self.save(GUIDE, guide("![Un bouton gris](images/bouton.png)\n"))
        self.see("document.querySelector('#portolan-overlay').textContent.includes('image-missing')")
        self.write("content/web/mail/a/images/bouton.png", PNG)
        self.see("document.querySelector('#content img')?.naturalWidth === 1")
        self.see("!document.querySelector('#portolan-overlay .portolan-finding')")

    def test_a_guide_that_is_deleted_is_a_404(self):
        os.remove(os.path.join(self.content, GUIDE))
        self.see("!document.querySelector('#content')?.textContent.includes('Paragraphe')")
        self.assertEqual(self.page.evaluate("fetch(location.href).then((answer) => answer.status)"), 404)
        self.save(GUIDE, guide("Revenu.\n"))
        self.has_text("Revenu.")

    def test_a_stylesheet_is_swapped(self):
        color = "getComputedStyle(document.querySelector('#content p')).color"
        self.mark()
        self.see(color + " === 'rgb(1, 2, 3)'")
        self.page.evaluate("scrollTo(0, 2500)")
        self.write("theme/assets/site.css/99-own.css", "article p { color: rgb(4, 5, 6) }\n")
        self.see(color + " === 'rgb(4, 5, 6)'")
        self.assertTrue(self.is_marked())
        self.assertGreater(self.page.evaluate("scrollY"), 2000)
        self.see("document.querySelectorAll('link[rel=stylesheet][href*=\"/assets/site.\"]').length === 1")

    def test_a_template_loads_the_page_anew(self):
        self.mark()
        self.write("theme/templates/footer.mustache", "<footer>Nouveau pied</footer>\n")
        self.see("document.querySelector('footer')?.textContent === 'Nouveau pied' && !window.unmoved")

    def test_settings_that_cannot_be_used_are_told(self):
        self.write("content/site.yaml", "title: [\n")
        self.see("document.querySelector('#portolan-overlay').textContent.includes('The last change was not taken')")
        self.has_text("Paragraphe 7.")
        self.write("content/site.yaml", "title: Maison\n")
        self.see("!document.querySelector('#portolan-overlay .portolan-finding')")

    def test_the_same_page_in_another_locale(self):
        options = "[...document.querySelectorAll('#portolan-overlay option')].map((option) => option.textContent)"
        self.assertEqual([text.split(" ")[0] for text in self.page.evaluate(options)], ["fr-ca", "fr-fr"])
        self.page.evaluate("document.querySelector('#portolan-overlay details').open = true")
        self.page.evaluate("(() => { const select = document.querySelector('#portolan-overlay select'); select.value = '/ca/fr/mail/premier/';"
                           " select.dispatchEvent(new Event('change')); })()")
        self.see("location.pathname === '/ca/fr/mail/premier/'")

    def test_the_overview_follows(self):
        self.page.open(self.address + "/_portolan/")
        self.assertIn("0 errors", self.page.text("main"))
        self.save(GUIDE, guide("[nulle part](../nulle/guide.fr-fr.md)\n"))
        self.see("document.querySelector('main').textContent.includes('link-missing')")
        self.assertEqual(self.page.errors, [])

    def test_what_is_saved_while_a_page_loads_is_seen(self):
        for number in range(8):
            self.page.open(self.address + URL)
            self.save(GUIDE, guide("Tour %d.\n" % number))
            self.has_text("Tour %d." % number)
            self.page.open(self.address + "/_portolan/")
            self.save(GUIDE, guide("[nulle part](../nulle%d/guide.fr-fr.md)\n" % number))
            self.see("document.querySelector('main').textContent.includes('nulle%d')" % number)
        self.assertEqual(self.page.errors, [])


if __name__ == "__main__":
    if CHROMIUM is None:
        print("chromium is not installed")
        sys.exit(77)
    unittest.main()
