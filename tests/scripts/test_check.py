"""What `portolan check` promises: places, formats, exit statuses, silence, fixes."""

import json
import os
import pty
import re
import subprocess
import unittest

from sites import PROJECT, SiteCase, page


class CheckCase(SiteCase):
    def setUp(self):
        super().setUp()
        self.small_site()

    def one(self, body, locale="fr-fr", **front):
        """The findings of one guide's body, below a good site."""
        self.guide("web/mail/z/guide.%s.md" % locale, "Essai", body, **front)
        return [f for f in self.findings() if f["path"] == "content/web/mail/z/guide.%s.md" % locale]

    def check(self, *arguments, status=None, **more):
        return self.run_program("check", *arguments, status=status, **more)

    def marked(self, finding):
        """The text that a finding marks."""
        with open(os.path.join(self.root, finding["path"]), encoding="utf-8", newline="") as file:
            text = file.read().lstrip("\ufeff")
        lines = re.split(r"\r\n|\n|\r", text)
        line, column = finding["line"] - 1, finding["column"] - 1
        if finding["line"] == finding["end_line"]:
            return lines[line][column : finding["end_column"] - 1]
        return "\n".join([lines[line][column:], *lines[line + 1 : finding["end_line"] - 1],
                          lines[finding["end_line"] - 1][: finding["end_column"] - 1]])


class Places(CheckCase):
    def test_a_link_is_marked_where_it_stands_whatever_stands_around_it(self):
        bodies = {
            "plain": "Vois [ici](#nulle-part).",
            "tab": "-\tVois\t[ici](#nulle-part)",
            "accents and symbols": "Été 🚀 [là](#nulle-part)",
            "cell": "| a | b |\n|---|---|\n| x | [ici](#nulle-part) |",
            "cell with escaped pipes": "| a | b |\n|---|---|\n| x \\| y \\| z | \\| [ici](#nulle-part) |",
            "callout": "> [!warning]\n>\n> Vois [ici](#nulle-part).",
            "list in a list": "- a\n    - b\n        - [ici](#nulle-part)",
            "callout in a list": "1. a\n\n    > [!primary]\n    >\n    > - [ici](#nulle-part)\n",
            "quote without its sign": "> [!info]\n> a\nb [ici](#nulle-part)",
            "heading": "## Vois [ici](#nulle-part)",
            "text over two lines": "Vois [ce\nguide](#nulle-part){.external}",
            "second of two": "[but](#but) et [ici](#nulle-part)\n\n## But",
            "in angles": "[ici](<#nulle-part>)",
            "with a title": "[ici](#nulle-part \"un titre\")",
            "by reference": "[ici][la]\n\n[la]: #nulle-part",
            "raw HTML": "<a href=\"#nulle-part\">ici</a>",
            "after code": "`[x](#nulle-part)` [ici](#nulle-part)",
            "after an entity": "&eacute;&amp; [ici](#nulle-part)",
            "emphasised": "**[ici](#nulle-part)**",
            "picture as text": "[![alt](https://example.com/x.png)](#nulle-part)",
        }
        for name, body in bodies.items():
            for ends in ("\n", "\r\n"):
                text = page("Essai", body).replace("\n", ends)
                for head in ("", "\ufeff"):
                    self.write("content/web/mail/z/guide.fr-fr.md", head + text)
                    found = [f for f in self.findings() if f["rule"] == "anchor-missing"]
                    self.assertEqual([self.marked(f) for f in found], ["#nulle-part"], (name, ends, head))

    def test_other_findings_mark_what_is_wrong(self):
        marks = {
            "link-missing": ("[x](../y/guide.fr-fr.md)", "../y/guide.fr-fr.md"),
            "link-empty": ("voir [x]()", None),
            "link-malformed": ("[x](hhttps://example.com)", "hhttps://example.com"),
            "legacy-missing": ("[x]({legacy}99)", "{legacy}99"),
            "link-key-missing": ("[x](/links/nothing)", "/links/nothing"),
            "image-missing": ("![un bouton](images/x.png)", "images/x.png"),
            "link-external-class": ("## But\n\n[x](#but){.external}", "{.external}"),
            "callout-unknown": ("> [!warnning]\n>\n> a", "warnning"),
            "table-delimiter": ("| a | b |\n| c | d |", None),
            "port-range": ("| Port |\n|---|\n| 99939 |", "99939"),
            "html-unsafe": ("<a href=\"javascript:x()\">y</a>", None),
            "html-unknown": ("ssh <your-server>", "<your-server>"),
            "heading-empty": ("## \u00a0\n\ntexte", None),
        }
        for rule, (body, mark) in marks.items():
            found = [f for f in self.one(body) if f["rule"] == rule]
            self.assertEqual(len(found), 1, rule)
            if mark is not None:
                self.assertEqual(self.marked(found[0]), mark, rule)

    def test_what_is_missing_from_front_matter_stands_at_its_head(self):
        self.write("content/web/mail/z/guide.fr-fr.md", "---\nslug: z\n---\n\na\n")
        self.assertEqual(self.rules("content/web/mail/z"), [("title-missing", "web/mail/z/guide.fr-fr.md", 1)])
        self.write("content/web/mail/z/guide.fr-fr.md", "## a\n")
        self.assertEqual(self.rules("content/web/mail/z"), [("front-missing", "web/mail/z/guide.fr-fr.md", 1)])

    def test_messages_quote_what_was_found_and_hold_no_line_number(self):
        self.one("[x](#nulle-part) [y](nothing.md) ![z](images/q.png)\n\n| Port |\n|---|\n| 99939 |\n\n"
                 "> [!foo]\n> a\n\n## A\n\n## A\n", slug="essai")
        quoted = {f["rule"]: re.findall(r'"([^"]*)"', f["message"]) for f in self.findings()}
        for rule, word in (("anchor-missing", "nulle-part"), ("link-missing", "nothing.md"), ("port-range", "99939"),
                           ("image-missing", "images/q.png"), ("callout-unknown", "foo"), ("heading-duplicate", "A")):
            self.assertIn(word, quoted[rule], rule)
        for finding in self.findings():
            self.assertNotRegex(finding["message"], r"\bline \d|:\d+:\d")


class OtherLocales(CheckCase):
    def locales(self, body):
        return [f for f in self.one(body, slug="z") if f["rule"] == "link-locale"]

    def test_a_link_to_another_locale_is_told_where_this_one_has_the_page(self):
        for link in ("../a/guide.fr-ca.md", "/ca/fr/mail/premier/", "/ca/fr/mail/premier/#etape-1"):
            found = self.locales("[x](%s)" % link)
            self.assertEqual([self.marked(f) for f in found], [link])
            self.assertIn("/fr/mail/premier/", found[0]["help"])
            self.assertIn("web/mail/a/guide.fr-fr.md", found[0]["help"])

    def test_what_has_no_page_here_or_is_meant_is_not(self):
        self.guide("web/mail/d/guide.fr-ca.md", "Seul", "texte", slug="seul")
        self.guide("web/mail/z/guide.fr-ca.md", "Essai", "texte", slug="z")
        for link in ("../a/guide.fr-fr.md",     # its own locale
                     "../d/guide.fr-ca.md",     # there is none here
                     "guide.fr-ca.md",          # its own translation
                     "/ca/fr/"):                # a home
            self.assertEqual(self.locales("[x](%s)" % link), [], link)


class WorkingAnchors(CheckCase):
    def test_they_give_nothing(self):
        self.guide("web/mail/b/guide.fr-fr.md", "Second",
                   "## But\n\n## Été {#MonÉté}\n\n<a name=\"Ancre\"></a>\n\n<p id=\"para\">x</p>\n\n"
                   "## A <a name=\"go-further\"></a>\n\n### B\n\n#### C\n\n## D\n\n## Étape 1 : créer\n\n## But\n",
                   slug="second", section="Suite", order=2)
        own = ["#but", "#but_1", "#MonÉté", "#Mon%C3%89t%C3%A9", "#Ancre", "#para", "#go-further", "#a", "#b", "#c",
               "#d", "#etape-1-creer", "./#but", "#D_2".lower()]
        others = ["../b/guide.fr-fr.md", "/fr/mail/second/", "https://docs.ovh.com/fr/mail/second/",
                  "https://docs.ovh.com/fr/mail/second", "/fr/mail/second//", "/pages/web/mail/b"]
        text = "\n\n".join("[x](%s)" % anchor for anchor in own)
        with open(os.path.join(self.content, "web/mail/b/guide.fr-fr.md"), "a", encoding="utf-8") as file:
            file.write("\n" + text + "\n")
        self.one("\n\n".join("[x](%s%s)" % (other, anchor) for other in others
                             for anchor in own if anchor.startswith("#")))
        self.assertEqual([(f["rule"], f["message"]) for f in self.findings()
                          if f["rule"].startswith(("anchor", "link"))], [])

    def test_files_with_percent_signs_in_their_names_are_found_as_written_and_decoded(self):
        picture = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
                                "08d763f8cfc000000301010018dd8db00000000049454e44ae426082")
        self.write("content/web/mail/z/images/un%20deux.png", picture)
        self.write("content/web/mail/z/images/trois quatre.png", picture)
        found = self.one("![raw](images/un%20deux.png)\n\n![decoded](images/trois%20quatre.png)")
        self.assertEqual([f["message"] for f in found if f["rule"].startswith("image")], [])

    def test_another_slug_form_is_a_note_with_the_right_id(self):
        found = self.one("## Été à Paris\n\n[x](#été-à-paris)\n\n[y](#Ete-a-Paris)")
        self.assertEqual([(f["rule"], f["severity"], f["fix"]["text"]) for f in found],
                         [("anchor-alias", "note", "#ete-a-paris")] * 2)


class Suggestions(CheckCase):
    """What a broken link was meant to be."""

    def meant(self, body, rule, folder="z", **front):
        """(help, destination of the fix) of the one finding of a rule."""
        self.guide("web/mail/%s/guide.fr-fr.md" % folder, "Essai", body, slug=folder, **front)
        found = [f for f in self.findings("content/web/mail/" + folder) if f["rule"] == rule]
        self.assertEqual(len(found), 1, body)
        return found[0].get("help", ""), found[0].get("fix", {}).get("text")

    def test_a_file_that_is_cut_misspelt_or_elsewhere(self):
        for written in ("../bguide.fr-fr.md", "../b/guide.fr-f.md", "../b/guide.fr-fr", "../b/guid.fr-fr.md",
                        "../../b/guide.fr-fr.md", "b/guide.fr-fr.md", "../b/guide.frfr.md"):
            self.assertEqual(self.meant("[x](%s#but)" % written, "link-missing")[1], "../b/guide.fr-fr.md#but", written)
        self.assertEqual(self.meant("[x](/web/mail/bb/guide.fr-fr.md)", "link-missing")[1], "/web/mail/b/guide.fr-fr.md")

    def test_an_address(self):
        for written in ("/fr/mail/secnd/", "https://docs.ovh.com/fr/mail/seconnd", "../secont/", "/fr/emails/second/"):
            self.assertIn("/fr/mail/second/", self.meant("[x](%s)" % written, "link-missing")[0], written)

    def test_a_number(self):
        self.guide("web/mail/b/guide.fr-fr.md", "Second", "## But", slug="second", section="Suite", legacy_guide_number="g1685")
        for written in ("1686", "16855", "685", "g1675"):
            told, fix = self.meant("[x]({legacy}%s)" % written, "legacy-missing")
            self.assertIn("1685", told, written)
            self.assertEqual(fix, "../b/guide.fr-fr.md")
        self.assertIsNone(self.meant("[x]({legacy}9999)", "legacy-missing")[1])

    def test_a_doubled_scheme(self):
        for written in ("hhttps://example.com/a", "http:https://example.com/a", "http://https://example.com/a",
                        "htthttps://example.com/a"):
            self.assertEqual(self.meant("[x](%s)" % written, "link-malformed")[1], "https://example.com/a", written)

    def test_a_picture(self):
        for name in ("step1.png", "step2.png", "server-names.png"):
            self.write("content/web/mail/z/images/" + name, b"\x89PNG")
        for written, meant in (("images/stepp1.png", "images/step1.png"), ("images/step2.jpg", "images/step2.png"),
                               ("image/step1.png", "images/step1.png"), ("images/server_names.png", "images/server-names.png")):
            self.assertEqual(self.meant("![un bouton](%s)" % written, "image-missing")[1], meant, written)

    def test_an_anchor_that_the_translation_explains(self):
        self.guide("web/mail/z/guide.fr-ca.md", "Essai", "## Configuration\n\n### Utiliser FTP\n\n## Fin", slug="z")
        told, fix = self.meant("## Réglages\n\n### Employer FTP\n\n## Terme\n\n[a](#utiliser-ftp)", "anchor-missing")
        self.assertEqual(fix, "#employer-ftp")
        told, fix = self.meant("## Réglages\n\n### Employer FTP\n\n## Terme\n\n[a](#configuration_utiliser_ftp)",
                               "anchor-missing")
        self.assertEqual(fix, "#employer-ftp")

    def test_a_renamed_picture_is_one_finding(self):
        self.write("content/web/mail/z/images/step1_new.png", b"\x89PNG")
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "![un bouton](images/step1.png)")
        self.assertEqual([f["rule"] for f in self.findings("content/web/mail/z")], ["image-missing"])

    def test_a_misspelt_title_and_a_slug_in_broken_yaml_are_one_finding_each(self):
        self.write("content/web/mail/z/guide.fr-fr.md", "---\ntitel: Essai\nslug: z\n---\n\na\n")
        found = self.findings("content/web/mail/z")
        self.assertEqual([(f["rule"], f["line"]) for f in found], [("title-missing", 1)])
        self.assertIn("titel", found[0]["help"])
        for slug in ('"z', "'z", "[z", "z: x", "@z"):
            self.write("content/web/mail/z/guide.fr-fr.md", "---\ntitle: Essai\nslug: %s\n---\n\na\n" % slug)
            self.assertEqual([f["rule"] for f in self.findings("content/web/mail/z")], ["front-syntax"], slug)
            self.build(status=1)
            self.assertTrue(self.has("fr/mail/z/index.html"), slug)


class Formats(CheckCase):
    BODY = "Été [x](#ajouter-un-compt), 100 % : [y](nothing.md)\n\n## Ajouter un compte\n"

    def test_text_is_place_level_message_rule_frame_and_help(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", self.BODY)
        run = self.check("content/web/mail/z", status=1)
        self.assertEqual(run.stdout.split("\n")[:4], [
            'content/web/mail/z/guide.fr-fr.md:5:9: error: no heading has the anchor "ajouter-un-compt" [anchor-missing]',
            "    5 | Été [x](#ajouter-un-compt), 100 % : [y](nothing.md)",
            "      |         ^^^^^^^^^^^^^^^^^",
            '  help: did you mean #ajouter-un-compte (line 7, "Ajouter un compte")? `portolan check --fix` writes it',
        ])

    def test_a_picture_is_named_without_a_frame(self):
        self.write("content/web/mail/z/images/old.png", b"\x89PNG\r\n\x1a\n\0\0")
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "a")
        run = self.check("content/web/mail/z", status=0)
        self.assertEqual(run.stdout, 'content/web/mail/z/images/old.png:1:1: note: no guide shows the image '
                                     '"web/mail/z/images/old.png" [image-unused]\n  help: delete it, or show it\n')

    def test_json_is_one_object_with_what_there_is_to_say(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", self.BODY)
        whole = json.loads(self.check("--format", "json", "content/web/mail/z", status=1).stdout)
        self.assertEqual(list(whole), ["version", "diagnostics", "summary"])
        self.assertEqual(whole["version"], 1)
        self.assertEqual(whole["summary"], {"errors": 2, "warnings": 0, "notes": 0, "files": 1})
        anchor, link = whole["diagnostics"]
        self.assertEqual(anchor, {
            "rule": "anchor-missing", "severity": "error", "path": "content/web/mail/z/guide.fr-fr.md",
            "line": 5, "column": 9, "end_line": 5, "end_column": 26,
            "message": 'no heading has the anchor "ajouter-un-compt"',
            "help": 'did you mean #ajouter-un-compte (line 7, "Ajouter un compte")? `portolan check --fix` writes it',
            "fix": {"line": 5, "column": 9, "end_line": 5, "end_column": 26, "text": "#ajouter-un-compte", "safe": True},
            "related": [{"path": "content/web/mail/z/guide.fr-fr.md", "line": 7, "column": 1,
                         "message": 'the heading "Ajouter un compte"'}],
        })
        self.assertEqual(sorted(link), sorted(set(link) - {"help", "fix", "related"}))

    def test_findings_are_sorted_by_path_line_column_and_rule(self):
        self.one("[b](b.md) [a](a.md)\n\n## \n\n[c](c.md){.external}\n", locale="fr-ca")
        self.one("[b](b.md) [a](a.md)\n")
        order = [(f["path"].encode(), f["line"], f["column"], f["rule"]) for f in self.findings()]
        self.assertEqual(order, sorted(order))
        self.assertGreater(len(order), 5)

    def test_rdjson_counts_columns_in_bytes(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", self.BODY)
        found = json.loads(self.check("--format", "rdjson", "content/web/mail/z", status=1).stdout)["diagnostics"]
        self.assertEqual(found[0]["location"], {
            "path": "content/web/mail/z/guide.fr-fr.md",
            "range": {"start": {"line": 5, "column": 11}, "end": {"line": 5, "column": 28}}})
        self.assertEqual((found[0]["severity"], found[0]["code"]), ("ERROR", {"value": "anchor-missing"}))
        self.assertEqual(found[0]["suggestions"], [{"range": found[0]["location"]["range"], "text": "#ajouter-un-compte"}])

    def test_github_commands_escape_what_would_end_them(self):
        self.guide("web/mail/z,100%/guide.fr-fr.md", "Essai", "[x](#a%25b) [y](http:/z)")
        lines = self.check("--format", "github", "content/web/mail/z,100%", status=1).stdout.splitlines()
        self.assertTrue(lines)
        for line in lines:
            self.assertRegex(line, r"^::(error|warning|notice) file=content/web/mail/z%2C100%25/guide\.fr-fr\.md,"
                                   r"line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[a-z-]+::")
            self.assertNotRegex(line.split("::", 2)[2], r"%(?!25|0A|0D)")

    def test_gitlab_fingerprints_stay_when_lines_move_and_never_meet(self):
        body = "[x](a.md)\n\n[x](a.md)\n\n[x](b.md)\n"
        prints = []
        for above in ("", "une ligne\n\n"):
            self.guide("web/mail/z/guide.fr-fr.md", "Essai", above + body)
            found = json.loads(self.check("--format", "gitlab", "content/web/mail/z", status=1).stdout)
            prints.append([f["fingerprint"] for f in found])
            self.assertEqual(found[0]["location"]["path"], "content/web/mail/z/guide.fr-fr.md")
            self.assertEqual({f["severity"] for f in found}, {"major"})
        self.assertEqual(prints[0], prints[1])
        self.assertEqual(len(set(prints[0])), 3)

    def on_a_terminal(self, *arguments, **environment):
        """What a person sees of a command."""
        try:
            leader, follower = pty.openpty()
        except OSError as error:
            self.skipTest("no terminal can be had here: %s" % error)
        run = subprocess.Popen([self.program, *arguments], cwd=self.root, stdin=subprocess.DEVNULL, stdout=follower,
                               stderr=subprocess.DEVNULL, env=dict(os.environ, TERM="xterm", **environment))
        os.close(follower)
        shown = b""
        try:
            while chunk := os.read(leader, 65536):
                shown += chunk
        except OSError:  # EIO: the other end is closed
            pass
        os.close(leader)
        run.wait()
        return shown

    def test_colour_is_for_terminals_and_for_those_who_ask(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", self.BODY)
        self.assertNotIn("\033", self.check(status=1).stdout)
        self.assertIn("\033[", self.check("--color", "always", status=1).stdout)
        self.assertNotIn("\033", self.check("--color", "never", status=1).stdout)
        self.assertEqual(self.check("--color", "often", status=2).stdout, "")
        for extra, colored in (({}, True), ({"NO_COLOR": "1"}, False)):
            shown = self.on_a_terminal("check", **extra)
            self.assertEqual(b"\033[" in shown, colored, shown[:300])

    def test_control_characters_never_reach_a_terminal(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#a\x1b[31mb)\n\n[y](c\x07.md)")
        self.assertNotRegex(self.check("--color", "never", status=1).stdout, r"[\x00-\x08\x0b-\x1f\x7f]")

    def test_output_goes_to_a_file_when_asked(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", self.BODY)
        run = self.check("--format", "json", "-o", "found.json", status=1)
        self.assertEqual(run.stdout, "")
        with open(os.path.join(self.root, "found.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["summary"]["errors"], 2)
        self.assertIn("cannot write", self.check("-o", "no/such/folder/x", status=2).stderr)

    def test_an_unknown_format_is_named(self):
        self.assertIn('"xml"', self.check("--format", "xml", status=2).stderr)


class ExitStatus(CheckCase):
    def test_it_is_0_without_errors_and_1_with_one(self):
        self.check(status=0)
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#nulle-part)")
        self.check(status=1)

    def test_warnings_count_with_strict_alone(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "![](https://example.com/x.png)")
        self.check(status=0)
        run = self.check("--strict", "-q", status=1)
        self.assertIn("image-alt", run.stdout)

    def test_it_is_2_for_what_cannot_be_asked_or_read(self):
        for arguments in (["--content", "nowhere"], ["nowhere"], ["--nonsense"], ["--config", "nowhere.yaml"],
                          ["--baseline", "nowhere"], ["--since", "HEAD"], ["--format", "x"], ["--fix=perhaps"],
                          ["--locale"], ["/etc"]):
            run = self.check(*arguments, status=2)
            self.assertEqual(run.stdout, "", arguments)
            self.assertIn("portolan: ", run.stderr, arguments)
        self.write("content/site.yaml", "check: [")
        self.check(status=2)

    def test_a_reader_who_goes_away_changes_nothing(self):
        for i in range(300):
            self.guide("web/mail/z%d/guide.fr-fr.md" % i, "Essai %d" % i, "[x](#nulle-part)\n\n" * 60)
        for form in ("text", "json", "sarif"):
            run = subprocess.run(["bash", "-c", '"$0" check --format %s | head -1; exit ${PIPESTATUS[0]}' % form,
                                  self.program], cwd=self.root, capture_output=True, text=True)
            self.assertEqual(run.returncode, 1, run.stderr[-500:])
            self.assertNotIn("Sanitizer", run.stderr)

    def test_a_full_disk_is_said(self):
        run = subprocess.run(["bash", "-c", '"$0" check --format json > /dev/full', self.program], cwd=self.root,
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 2)
        self.assertIn("No space left", run.stderr)

    def test_quiet_leaves_errors_in_every_format(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "![](https://example.com/x.png) [x](#nulle-part)")
        run = self.check("-q", status=1)
        self.assertIn("anchor-missing", run.stdout)
        self.assertNotIn("image-alt", run.stdout)
        self.assertEqual(run.stderr, "")
        whole = json.loads(self.check("-q", "--format", "json", status=1).stdout)
        self.assertEqual({f["severity"] for f in whole["diagnostics"]}, {"error"})
        self.assertEqual(whole["summary"], {"errors": 1, "warnings": 0, "notes": 0, "files": 1})


class Scope(CheckCase):
    def setUp(self):
        super().setUp()
        for folder in ("y", "z"):
            for locale in ("fr-fr", "fr-ca"):
                self.guide("web/mail/%s/guide.%s.md" % (folder, locale), "Essai " + folder, "[x](#nulle-part)")

    def paths(self, *arguments, cwd="."):
        run = subprocess.run([self.program, "check", "--format", "json", *arguments],
                             cwd=os.path.join(self.root, cwd), capture_output=True, text=True)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return [f["path"] for f in json.loads(run.stdout)["diagnostics"]]

    def test_paths_and_locales_narrow_what_is_reported(self):
        z = ["content/web/mail/z/guide.%s.md" % locale for locale in ("fr-ca", "fr-fr")]
        self.assertEqual(len(self.paths()), 4)
        for path in ("content/web/mail/z", "content/web/mail/z/", "./content/web/mail/z", "web/mail/z",
                     os.path.join(self.content, "web/mail/z"), "content/../content/web/mail/z"):
            self.assertEqual(self.paths(path), z, path)
        self.assertEqual(self.paths("content/web/mail/z/guide.fr-ca.md"), z[:1])
        self.assertEqual(self.paths("content/web/mail/z", "--locale", "fr-fr"), z[1:])
        self.assertEqual(len(self.paths("--locale", "fr-fr,fr-ca")), 4)
        self.assertEqual(self.paths("--locale", "de-de"), [])
        self.assertEqual(len(self.paths(".")), 4)
        self.assertEqual(len(self.paths("content/web/mail/y", "content/web/mail/z/guide.fr-fr.md")), 3)

    def test_the_whole_content_is_read_all_the_same(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](../b/guide.fr-fr.md#but) [y](../b/guide.fr-fr.md#bat)")
        found = self.findings("content/web/mail/z/guide.fr-fr.md")
        self.assertEqual([f["message"] for f in found], ['no heading of the page has the anchor "bat"'])

    def test_paths_are_as_reached_from_the_working_directory(self):
        self.assertEqual(self.paths("--content", "../content", cwd="content")[0],
                         "../content/web/mail/y/guide.fr-ca.md")
        self.assertEqual(self.paths("-C", "..", cwd="content")[0], "content/web/mail/y/guide.fr-ca.md")


class Silence(CheckCase):
    def test_a_comment_silences_its_rule_on_the_next_line_alone(self):
        body = ("<!-- portolan-disable-next-line anchor-missing -->\n[x](#a) ![](https://example.com/x.png)\n\n[y](#b)\n")
        self.assertEqual([(f["rule"], f["line"]) for f in self.one(body)], [("image-alt", 6), ("anchor-missing", 8)])

    def test_it_works_in_callouts_lists_and_cells(self):
        for body in ("> [!info]\n>\n> <!-- portolan-disable-next-line anchor-missing -->\n> [x](#a)",
                     "- a\n\n    <!-- portolan-disable-next-line anchor-missing -->\n    [x](#a)"):
            self.assertEqual(self.one(body), [], body)

    def test_one_that_silences_nothing_is_reported_and_one_of_no_rule_too(self):
        found = self.one("<!-- portolan-disable-next-line anchor-missing -->\nrien\n")
        self.assertEqual([(f["rule"], f["line"]) for f in found], [("disable-unused", 5)])
        found = self.one("<!-- portolan-disable-next-line anchor-misssing -->\nrien\n")
        self.assertEqual([f["line"] for f in found], [5])
        self.assertIn("anchor-missing", found[0]["help"])

    def test_levels_are_set_in_the_settings(self):
        self.write("content/site.yaml", "check: {anchor-missing: note, image-alt: error, link-missing: off}\n")
        found = self.one("[x](#a) ![](https://example.com/x.png) [y](nothing.md)")
        self.assertEqual([(f["rule"], f["severity"]) for f in found], [("anchor-missing", "note"), ("image-alt", "error")])
        self.write("content/site.yaml", "check: {anchor-misssing: note}\n")
        found = self.findings("content/site.yaml")
        self.assertEqual([(f["rule"], f["path"]) for f in found], [("front-key", "content/site.yaml")])
        self.assertIn("anchor-missing", found[0]["help"])
        self.write("content/site.yaml", "check: {anchor-missing: loud}\n")
        self.check(status=2)

    def test_a_baseline_knows_findings_although_their_lines_moved(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#a)\n\n[x](#a)\n\n[y](#b)")
        self.check("--write-baseline", "known.txt", status=1)
        self.check("--baseline", "known.txt", status=0)
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "une ligne\n\n[x](#a)\n\n[x](#a)\n\n[y](#b)\n\n[x](#a)")
        found = self.findings("--baseline", "known.txt")
        self.assertEqual([f["rule"] for f in found], ["anchor-missing"])

    def test_a_baseline_entry_without_a_finding_is_reported(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#a)\n\n[y](#b)")
        self.check("--write-baseline", "known.txt", status=1)
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#a)")
        found = self.findings("--baseline", "known.txt")
        self.assertEqual([(f["rule"], f["path"], f["severity"]) for f in found],
                         [("baseline-unused", "known.txt", "warning")])
        self.write("known.txt", "nonsense")
        self.check("--baseline", "known.txt", status=2)


class Fixes(CheckCase):
    def fixed(self, text):
        self.write("content/web/mail/z/guide.fr-fr.md", text)
        self.check("--fix")
        with open(os.path.join(self.content, "web/mail/z/guide.fr-fr.md"), "rb") as file:
            return file.read()

    BODY = ("\ufeff---\r\ntitle: Essai\r\nslug: z\r\n---\r\n\r\n## Ajouter un compte\r\n\r\n-\tÉté  [x](#ajouter-un-compt), "
            "[y](#ajouter-un-comptte){.external}  \r\n\r\n| a \\| b | [z](./#ajouterun-compte) |\r\n|---|---|\r\n\r\n"
            "[no](#tout-autre) fin sans ligne")

    def test_they_are_made_byte_for_byte_and_once(self):
        before = self.BODY.encode()
        after = before.replace(b"#ajouter-un-compt)", b"#ajouter-un-compte)").replace(
            b"#ajouter-un-comptte", b"#ajouter-un-compte").replace(b"./#ajouterun-compte", b"./#ajouter-un-compte")
        self.assertEqual(self.fixed(before), after)
        self.assertEqual(self.fixed(after), after)

    def test_nothing_else_is_touched(self):
        text = page("Essai", "[x](http://www.ovh.com/) ![](images/q.png) [y](noting.md) [z](#Été)\n\n## Ete\n")
        self.assertEqual(self.fixed(text), text.encode())

    def test_the_status_is_by_what_remains(self):
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#ajouter-un-compt)\n\n## Ajouter un compte")
        self.check("--fix=dry-run", status=0)
        self.check("--fix", status=0)
        self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#ajouter-un-compt) [y](#rien)\n\n## Ajouter un compte")
        self.check("--fix=dry-run", status=1)
        self.check("--fix", status=1)

    def test_a_dry_run_changes_nothing_and_git_takes_its_diff(self):
        subprocess.run(["git", "init", "-q", "."], cwd=self.root, check=True)
        for name, text in (("z", self.BODY), ("un é\"x", self.BODY.replace("\r\n", "\n")),
                           ("y", self.BODY + "\r\n" * 9 + self.BODY[40:])):
            self.write("content/web/mail/%s/guide.fr-fr.md" % name, text.replace("slug: z", "slug: " + name[:2]))
        before = self.snapshot(self.content)
        diff = self.check("--fix=dry-run", status=1).stdout
        self.assertEqual(self.snapshot(self.content), before)
        self.assertIn("+++ b/content/web/mail/z/guide.fr-fr.md", diff)
        with open(os.path.join(self.root, "fix.diff"), "wb") as file:
            file.write(subprocess.run([self.program, "check", "--fix=dry-run"], cwd=self.root, capture_output=True).stdout)
        applied = subprocess.run(["git", "apply", "--check", "fix.diff"], cwd=self.root, capture_output=True, text=True)
        self.assertEqual(applied.returncode, 0, applied.stderr)
        subprocess.run(["git", "apply", "fix.diff"], cwd=self.root, check=True)
        after = self.snapshot(self.content)
        self.assertNotEqual(after, before)
        self.check("--fix", status=1)
        self.assertEqual(self.snapshot(self.content), after)

    def test_they_are_narrowed_as_findings_are(self):
        for name in ("y", "z"):
            self.guide("web/mail/%s/guide.fr-fr.md" % name, "Essai", "[x](#ajouter-un-compt)\n\n## Ajouter un compte")
        self.check("--fix", "content/web/mail/z", status=0)
        self.assertEqual([f["path"] for f in self.findings()], ["content/web/mail/y/guide.fr-fr.md"])

    def test_permissions_and_links_stay(self):
        file = self.guide("web/mail/z/guide.fr-fr.md", "Essai", "[x](#ajouter-un-compt)\n\n## Ajouter un compte")
        os.chmod(file, 0o640)
        self.check("--fix", status=0)
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o640)
        self.assertEqual(sorted(os.listdir(os.path.dirname(file))), ["guide.fr-fr.md"])


class RuleHelp(CheckCase):
    def table(self):
        with open(os.path.join(PROJECT, "generator/report/rule.h"), encoding="utf-8") as file:
            return re.findall(r"X\([A-Z_]+, \"([a-z-]+)\"", file.read())

    def page(self, rule):
        """The head, and the two examples, of a rule's page."""
        text = self.run_program("help", rule, status=0).stdout
        head, examples = text.split("\nWrong:\n\n", 1)
        wrong, right = examples.split("\nRight:\n\n", 1)
        return text, head, wrong, right.split("\nTo be silent")[0].split("\nNo comment")[0]

    def test_each_rule_says_what_why_a_wrong_and_a_right_example_and_how_to_be_silent(self):
        listed = re.findall(r"^  (?:error|warning|note) +([a-z-]+) ", self.run_program("help", "check", status=0).stdout, re.M)
        self.assertEqual(sorted(listed), sorted(self.table()))
        for rule in self.table():
            text, head, wrong, right = self.page(rule)
            self.assertRegex(head, r"^%s \((error|warning|note)\): \S" % rule)
            self.assertRegex(head, r"\n\n\S[^\0]{20,}\n\nWhy: \S[^\0]{20,}\n$")
            self.assertTrue(wrong.strip() and right.strip() and wrong != right, rule)
            self.assertTrue("portolan-disable-next-line " + rule in text or "--write-baseline" in text, rule)
            self.assertIn("check: {%s:" % rule, text)
            self.assertLess(max(map(len, head.split("\n"))), 100, rule)

    def test_the_examples_are_wrong_and_right(self):
        self.guide("web/mail/outlook/guide.fr-fr.md", "Outlook", "a", slug="outlook")
        self.write("content/site.yaml", "https_hosts: [community.ovh.com]\nhosts: {ssl0.ovh.net: {imap: [993, 143]}}\n")
        for rule in ("anchor-missing", "anchor-alias", "link-missing", "link-malformed", "link-insecure", "image-alt",
                     "port-range", "port-role", "port-host", "port-security", "port-contradiction", "table-delimiter",
                     "table-ragged", "callout-unknown", "block-malformed", "html-unsafe", "html-unknown",
                     "heading-empty", "heading-order", "heading-duplicate", "disable-unused"):
            _, _, wrong, right = self.page(rule)
            for example, count in ((wrong, 1), (right, 0)):
                body = "\n".join(line[4:] for line in example.split("\n"))
                found = {f["rule"] for f in self.one(body, slug="z") if not f["rule"].startswith("image-missing")}
                self.assertEqual(len(found & {rule}), count, (rule, body, found))

    def test_the_examples_of_front_matter_are_wrong_and_right(self):
        for rule in ("front-syntax", "front-key", "front-duplicate", "front-value", "slug-form", "date-future",
                     "title-missing"):
            _, _, wrong, right = self.page(rule)
            for example, count in ((wrong, 1), (right, 0)):
                text = "\n".join(line[4:] for line in example.rstrip().split("\n"))
                if not text.startswith("---"):
                    title = "" if "title:" in text else "title: Essai\n"
                    text = "---\n%s%s\n---\n" % (title, text)
                self.write("content/web/mail/z/guide.fr-fr.md", text + "\ntexte\n")
                found = {f["rule"] for f in self.findings("content/web/mail/z")}
                self.assertEqual(len(found & {rule}), count, (rule, text, found))

    def test_a_slug_that_cannot_be_used_is_told_with_what_is_published(self):
        for slug, published in (('"../x?y"', "x-y"), ('"a/index.html"', "a/index-html")):
            self.write("content/web/mail/z/guide.fr-fr.md", "---\ntitle: Essai\nslug: %s\n---\n\ntexte\n" % slug)
            found = [f for f in self.findings("content/web/mail/z") if f["rule"] == "slug-form"]
            self.assertEqual([(f["line"], f["column"]) for f in found], [(3, 7)])
            self.assertIn(slug.strip('"'), found[0]["message"])
            self.assertIn('"%s"' % published, found[0]["help"])

    def test_a_comment_of_the_front_matter_silences_its_next_line(self):
        self.write("content/web/mail/z/guide.fr-fr.md",
                   "---\ntitle: Essai\n# portolan-disable-next-line front-key\nexcertp: x\nexecrpt: y\n---\n\ntexte\n")
        self.assertEqual(self.rules("content/web/mail/z"), [("front-key", "web/mail/z/guide.fr-fr.md", 5)])


if __name__ == "__main__":
    unittest.main()
