"""Small contents in temporary folders, and the built program run on them."""

import hashlib
import json
import os
import subprocess
import tempfile
import unittest
import unittest.mock

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PORTOLAN = os.environ.get("PORTOLAN", PROJECT + "/build/portolan")
SANITIZED = os.environ.get("PORTOLAN_SANITIZED", PROJECT + "/build/sanitized/portolan")
# Never the user's own.
os.environ.setdefault("XDG_CACHE_HOME", PROJECT + "/build/cache")
SHARED = os.environ.get("PORTOLAN_SHARED", PROJECT + "/../shared")


def page(title, body="", **front):
    """A guide's text; front matter keys are written with underscores."""
    lines = ["title: %s" % title] + ["%s: %s" % item for item in front.items()]
    return "---\n%s\n---\n\n%s\n" % ("\n".join(lines), body)


class SiteCase(unittest.TestCase):
    program = SANITIZED

    def setUp(self):
        self.room = tempfile.TemporaryDirectory(prefix="portolan-test-")
        self.addCleanup(self.room.cleanup)
        # Nobody's own cache is read or written.
        cache = tempfile.TemporaryDirectory(prefix="portolan-test-cache-")
        self.addCleanup(cache.cleanup)
        patch = unittest.mock.patch.dict(os.environ, XDG_CACHE_HOME=cache.name)
        patch.start()
        self.addCleanup(patch.stop)
        self.root = self.room.name
        self.content = os.path.join(self.root, "content")
        self.out = os.path.join(self.root, "public")
        os.mkdir(self.content)

    def write(self, path, text):
        file = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode())
        return file

    def guide(self, path, *arguments, **front):
        return self.write("content/" + path, page(*arguments, **front))

    def small_site(self):
        """A home, a universe, a product and three guides in two locales."""
        for locale in ("fr-fr", "fr-ca"):
            self.guide("home.%s.md" % locale, "Accueil")
            self.guide("web/universe.%s.md" % locale, "Web", slug="web")
            self.guide("web/mail/product.%s.md" % locale, "Courriel", slug="mail", sections="Debut, Suite")
            self.guide("web/mail/a/guide.%s.md" % locale, "Premier", "## Étape 1\n\n[deux](../b/guide.%s.md#but)" % locale,
                       slug="premier", section="Debut", order=1, updated="2024-02-01")
            self.guide("web/mail/b/guide.%s.md" % locale, "Second", "## But\n", slug="second", section="Suite", order=2)
        self.guide("web/mail/c/guide.fr-fr.md", "Cache", "## But\n", slug="cache", hidden="true")

    def run_program(self, *arguments, status=None, **more):
        run = subprocess.run([self.program, *arguments], cwd=self.root, capture_output=True, text=True,
                             timeout=120, **more)
        self.assertNotIn("Sanitizer", run.stderr)
        self.assertNotIn("runtime error", run.stderr)
        if status is not None:
            self.assertEqual(run.returncode, status, run.stderr)
        return run

    def build(self, *arguments, status=0):
        return self.run_program("build", *arguments, status=status)

    def summary(self, *arguments, status=0):
        """What a build counts."""
        self.build("--summary", "summary.json", *arguments, status=status)
        with open(os.path.join(self.root, "summary.json"), encoding="utf-8") as file:
            return json.load(file)

    def findings(self, *arguments):
        run = self.run_program("check", "--format", "json", *arguments)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return json.loads(run.stdout)["diagnostics"]

    def rules(self, *arguments):
        """(rule, path below the content, line) of each finding."""
        return [(f["rule"], f["path"].split("content/", 1)[-1], f["line"]) for f in self.findings(*arguments)]

    def published(self, path):
        with open(os.path.join(self.out, path), encoding="utf-8") as file:
            return file.read()

    def has(self, path):
        return os.path.exists(os.path.join(self.out, path))

    def snapshot(self, folder=None):
        """Path → hash of every file, hidden ones too."""
        found = {}
        for where, _, names in os.walk(folder or self.out):
            for name in names:
                file = os.path.join(where, name)
                with open(file, "rb") as data:
                    found[os.path.relpath(file, folder or self.out)] = hashlib.sha256(data.read()).hexdigest()
        return found
