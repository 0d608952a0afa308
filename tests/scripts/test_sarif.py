"""SARIF 2.1.0: against the published schema, and what services make of it.

The schema is OASIS's, as the npm package @microsoft/jest-sarif carries it; it is fetched once into
build/. Without npm or python3-jsonschema that part skips, saying so; the rest runs all the same.
"""

import json
import os
import subprocess
import tarfile
import unittest

from sites import PROJECT, SHARED, SiteCase

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
FOLDER = os.path.join(PROJECT, "build", "sarif-schema")
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


def read_schema():
    """The schema; SkipTest when it can't be had."""
    kept = os.path.join(FOLDER, "sarif-2.1.0.json")
    if not os.path.exists(kept):
        os.makedirs(FOLDER, exist_ok=True)
        try:
            packed = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=FOLDER, capture_output=True, text=True,
                                    timeout=120, check=True).stdout.split()[-1]
        except (OSError, subprocess.SubprocessError, IndexError) as reason:
            raise unittest.SkipTest("npm cannot bring the schema: %s" % reason)
        with tarfile.open(os.path.join(FOLDER, packed)) as archive:
            text = archive.extractfile(MEMBER).read()
        with open(kept + ".new", "wb") as file:
            file.write(text)
        os.rename(kept + ".new", kept)
    with open(kept, encoding="utf-8") as file:
        return json.load(file)


class Sarif(SiteCase):
    BODY = ("Été 🚀 [x](#ajouter-un-compt){.external} ![](images/q.png) [y](nothing.md)\n\n## Ajouter un compte\n\n"
            "## Ajouter un compte\n\n| a | b |\n| c | d |\n\n> [!foo]\n> a\n")

    def sarif(self, *arguments):
        run = self.run_program("check", "--format", "sarif", *arguments)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return json.loads(run.stdout)

    def validate(self, log):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("no python3-jsonschema")
        validator = jsonschema.Draft4Validator(read_schema())
        self.assertEqual([error.message[:300] for error in validator.iter_errors(log)][:5], [])

    def a_site_with_mistakes(self):
        self.small_site()
        self.guide("web/mail/z é%/guide.fr-fr.md", "Essai", self.BODY, excertp="x")
        self.write("images/unused.png", b"no picture")
        self.write("content/site.yaml", "nonsense: 1\n")

    def test_it_passes_the_schema_with_every_kind_of_finding_and_with_none(self):
        self.small_site()
        self.validate(self.sarif())
        self.a_site_with_mistakes()
        self.validate(self.sarif())

    @unittest.skipUnless(os.path.isdir(SHARED + "/corpus/pages/web/emails"), "no ../shared")
    def test_it_passes_the_schema_on_real_guides(self):
        self.validate(self.sarif("--content", SHARED + "/corpus/pages", SHARED + "/corpus/pages/web/emails"))

    def test_each_result_points_to_its_rule_its_place_and_its_fix(self):
        self.a_site_with_mistakes()
        run = self.sarif()["runs"][0]
        found = self.findings()
        rules = run["tool"]["driver"]["rules"]
        self.assertEqual(run["columnKind"], "unicodeCodePoints")
        self.assertEqual(len(run["results"]), len(found))
        for result, finding in zip(run["results"], found):
            self.assertEqual(result["ruleId"], finding["rule"])
            self.assertEqual(rules[result["ruleIndex"]]["id"], finding["rule"])
            self.assertEqual(result["level"], finding["severity"])
            place = result["locations"][0]["physicalLocation"]
            self.assertNotIn(" ", place["artifactLocation"]["uri"])
            self.assertEqual(place["region"], {"startLine": finding["line"], "startColumn": finding["column"],
                                               "endLine": finding["end_line"], "endColumn": finding["end_column"]})
            self.assertEqual("fixes" in result, "fix" in finding)
        fixed = next(result for result in run["results"] if result["ruleId"] == "anchor-missing")
        change = fixed["fixes"][0]["artifactChanges"][0]
        self.assertEqual(change["artifactLocation"]["uri"], "content/web/mail/z%20%C3%A9%25/guide.fr-fr.md")
        self.assertEqual(change["replacements"], [
            {"deletedRegion": {"startLine": 6, "startColumn": 11, "endLine": 6, "endColumn": 28},
             "insertedContent": {"text": "#ajouter-un-compte"}}])

    def test_each_rule_has_its_level_and_its_page_of_help(self):
        self.small_site()
        for rule in self.sarif()["runs"][0]["tool"]["driver"]["rules"]:
            self.assertIn(rule["defaultConfiguration"]["level"], ("error", "warning", "note"))
            self.assertIn("check: {%s: " % rule["id"], rule["help"]["text"])
            self.assertTrue(rule["shortDescription"]["text"])

    def test_fingerprints_stay_when_lines_move(self):
        self.a_site_with_mistakes()
        before = [result["partialFingerprints"] for result in self.sarif()["runs"][0]["results"]]
        self.guide("web/mail/z é%/guide.fr-fr.md", "Essai", "une ligne\n\n" + self.BODY, excertp="x")
        self.assertEqual([result["partialFingerprints"] for result in self.sarif()["runs"][0]["results"]], before)


if __name__ == "__main__":
    unittest.main()
