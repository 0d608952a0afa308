"""check --since: what a change touched, and what it broke elsewhere."""

import os
import subprocess
import unittest

from sites import SiteCase, page

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
                        "08d763f8cfc000000301010018dd8db00000000049454e44ae426082")
PORTS = "## IMAP\n\n| Serveur | Port |\n|---|---|\n| ssl0.ovh.net | %s |\n"


class SinceCase(SiteCase):
    """A good site, committed, and an old mistake that nobody wants to hear of."""

    locales = ("fr-fr", "fr-ca")

    def setUp(self):
        super().setUp()
        self.small_site()
        for locale in self.locales:
            self.guide("web/mail/a/guide.%s.md" % locale, "Premier", "## Étape 1\n\n## Fin\n\n![un bouton](images/x.png)\n",
                       slug="premier", section="Debut", order=1)
            self.guide("web/mail/d/guide.%s.md" % locale, "Liens",
                       "[fichier](../a/guide.%s.md#etape-1)\n\n[adresse](https://docs.ovh.com/%s/mail/premier/#etape-1)\n\n"
                       "[dossier](/pages/web/mail/a#etape-1)\n\n[page](../a/guide.%s.md)\n\n[vieux](#toujours-faux)\n" %
                       (locale, {"fr-fr": "fr", "fr-ca": "ca/fr"}[locale], locale), slug="liens")
            self.guide("web/mail/e/guide.%s.md" % locale, "Ports", PORTS % 993, slug="ports")
        self.guide("web/mail/f/guide.fr-fr.md", "Ailleurs", "[autre langue](../a/guide.fr-ca.md#fin)\n\n"
                   "![un bouton](../a/images/x.png)\n", slug="ailleurs")
        self.write("content/web/mail/a/images/x.png", PICTURE)
        self.git("init", "-q", ".")
        self.commit()

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], cwd=self.root,
                       check=True, capture_output=True)

    def commit(self):
        self.git("add", "-A", "content")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def edit(self, path, old, new):
        file = os.path.join(self.content, path)
        with open(file, encoding="utf-8", newline="") as source:
            text = source.read()
        self.assertIn(old, text)
        with open(file, "w", encoding="utf-8", newline="") as target:
            target.write(text.replace(old, new))

    def since(self, revision="HEAD", *arguments):
        return [(f["rule"], f["path"].split("content/", 1)[1], f["line"])
                for f in self.findings("--since", revision, *arguments) if f["severity"] == "error"]

    DEAD = [("anchor-missing", "web/mail/d/guide.fr-fr.md", line) for line in (6, 8, 10)]

    def test_nothing_changed_nothing_said(self):
        self.assertEqual(self.findings("--since", "HEAD"), [])
        self.assertEqual({f["message"] for f in self.findings() if f["severity"] == "error"},
                         {'no heading has the anchor "toujours-faux"'})

    def test_a_renamed_heading_names_each_link_to_it(self):
        self.edit("web/mail/a/guide.fr-fr.md", "## Étape 1", "## Pour commencer")
        self.assertEqual(self.since(), self.DEAD)

    def test_so_does_a_removed_one_also_when_it_is_committed(self):
        self.edit("web/mail/a/guide.fr-fr.md", "## Étape 1\n\n", "")
        self.commit()
        self.assertEqual(self.since("HEAD~1"), self.DEAD)
        self.assertEqual(self.since("HEAD"), [])

    def test_links_from_other_locales_count(self):
        self.edit("web/mail/a/guide.fr-ca.md", "## Fin", "## Terme")
        self.assertEqual(self.since(), [("anchor-missing", "web/mail/f/guide.fr-fr.md", 6)])

    def test_a_moved_guide_names_each_link_to_it(self):
        self.git("mv", "content/web/mail/a", "content/web/mail/z")
        found = self.since()
        self.assertEqual([f for f in found if f[1].startswith("web/mail/d/guide.fr-ca")],
                         [("link-missing", "web/mail/d/guide.fr-ca.md", line) for line in (6, 10, 12)])
        self.assertIn(("link-missing", "web/mail/f/guide.fr-fr.md", 6), found)
        self.assertIn(("image-missing", "web/mail/f/guide.fr-fr.md", 8), found)
        self.assertEqual(len(found), 8)

    def test_what_was_wrong_in_a_moved_guide_before_is_not_told_again(self):
        self.git("mv", "content/web/mail/d", "content/web/mail/dd")
        self.assertEqual(self.since(), [])
        self.edit("web/mail/dd/guide.fr-fr.md", "[vieux]", "[ancien]")
        self.assertEqual(self.since(), [("anchor-missing", "web/mail/dd/guide.fr-fr.md", 14)])

    def test_a_guide_with_another_slug_breaks_links_by_its_address(self):
        self.edit("web/mail/a/guide.fr-fr.md", "slug: premier", "slug: nouveau")
        self.assertEqual(self.since(), [("link-missing", "web/mail/d/guide.fr-fr.md", 8)])

    def test_a_deleted_guide_names_each_link_to_it(self):
        os.unlink(os.path.join(self.content, "web/mail/a/guide.fr-fr.md"))
        self.assertEqual(self.since(), [("link-missing", "web/mail/d/guide.fr-fr.md", line) for line in (6, 8, 12)])

    def test_a_renamed_picture_names_each_guide_that_shows_it(self):
        folder = os.path.join(self.content, "web/mail/a/images")
        os.rename(folder + "/x.png", folder + "/bouton.png")
        self.assertEqual(self.since(), [("image-missing", "web/mail/a/guide.fr-ca.md", 12),
                                        ("image-missing", "web/mail/a/guide.fr-fr.md", 12),
                                        ("image-missing", "web/mail/f/guide.fr-fr.md", 8)])

    def test_a_changed_port_is_named_here_and_where_it_disagrees_now(self):
        self.edit("web/mail/e/guide.fr-fr.md", "| 993 |", "| 995 |")
        self.assertEqual(self.since(), [("port-role", "web/mail/e/guide.fr-fr.md", 10)])

    def test_a_changed_line_is_looked_at_whole_also_for_what_was_wrong_before(self):
        self.edit("web/mail/d/guide.fr-fr.md", "[vieux]", "[ancien]")
        self.assertEqual(self.since(), [("anchor-missing", "web/mail/d/guide.fr-fr.md", 14)])

    def test_moved_lines_are_no_change(self):
        self.edit("web/mail/d/guide.fr-fr.md", "[fichier]", "Une ligne de plus.\n\n[fichier]")
        self.assertEqual(self.since(), [])

    def test_new_files_count_whole_whether_git_knows_them_or_not(self):
        self.guide("web/mail/n/guide.fr-fr.md", "Neuf", "[x](#rien)", slug="neuf")
        self.assertEqual(self.since(), [("anchor-missing", "web/mail/n/guide.fr-fr.md", 6)])
        self.git("add", "-A")
        self.assertEqual(self.since(), [("anchor-missing", "web/mail/n/guide.fr-fr.md", 6)])

    def test_settings_that_change_count(self):
        self.guide("web/mail/g/guide.fr-fr.md", "Loin", "[page](https://www.example.org/fr/nulle-part/)", slug="loin")
        self.commit()
        self.write("content/site.yaml", "own_hosts: [www.example.org]\n")
        self.assertEqual(self.since(), [("link-missing", "web/mail/g/guide.fr-fr.md", 6)])

    def test_it_works_below_the_root_of_the_repository_and_with_crlf(self):
        self.edit("web/mail/a/guide.fr-fr.md", "\n", "\r\n")
        self.assertEqual(self.since(), [])
        self.edit("web/mail/a/guide.fr-fr.md", "## Étape 1", "## Autre")
        run = subprocess.run([self.program, "check", "--since", "HEAD", "--content", "."], cwd=self.content,
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertEqual(run.stdout.count("[anchor-missing]"), 3)

    def test_it_is_narrowed_by_paths(self):
        self.edit("web/mail/a/guide.fr-fr.md", "## Étape 1", "## Autre")
        self.assertEqual(self.since("HEAD", "content/web/mail/a"), [])
        self.assertEqual(self.since("HEAD", "content/web/mail/d", "--locale", "fr-fr"), self.DEAD)

    def test_a_baseline_goes_with_it(self):
        self.run_program("check", "--write-baseline", "known.txt")
        self.edit("web/mail/a/guide.fr-fr.md", "## Étape 1", "## Autre")
        self.assertEqual(self.since("HEAD", "--baseline", "known.txt"), self.DEAD)

    def test_a_revision_that_git_does_not_know_is_refused(self):
        for revision in ("nothing", "--help", "HEAD~99", ""):
            run = self.run_program("check", "--since", revision, status=2)
            self.assertEqual(run.stdout, "")


if __name__ == "__main__":
    unittest.main()
