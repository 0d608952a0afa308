"""After any edits, a build that keeps pages publishes what one from nothing does."""

import os
import random
import re
import shutil
import time
import unittest

from sites import PORTOLAN, PROJECT, SiteCase

EDITS = 150 if os.environ.get("PORTOLAN_LONG") else 16
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
                    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082")


class Edits(SiteCase):
    program = PORTOLAN

    def setUp(self):
        super().setUp()
        os.rmdir(self.content)
        shutil.copytree(PROJECT + "/content", self.content)
        shutil.copytree(PROJECT + "/images", self.root + "/images")
        shutil.copytree(PROJECT + "/themes/default", self.root + "/theme")

    # What edits choose from.

    def guides(self, head="guide."):
        return sorted(os.path.join(where, name) for where, _, names in os.walk(self.content) for name in names
                      if name.startswith(head) and name.endswith(".md"))

    def change(self, path, function):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(function(text))

    def front(self, key, value):
        """Set a key of some guide's front matter."""
        line = "%s: %s" % (key, value)

        def edit(text):
            if re.search(r"(?m)^%s:.*$" % key, text):
                return re.sub(r"(?m)^%s:.*$" % key, line, text, count=1)
            return text.replace("---\n", "---\n" + line + "\n", 1)
        self.change(self.random.choice(self.guides(self.random.choice(["guide.", "guide.", "product.", "home."]))), edit)

    def link(self):
        one, other = self.random.sample(self.guides(), 2)
        self.change(one, lambda text: text + "\n[ailleurs](%s) [](%s#%s)\n" % (
            (os.path.relpath(other, os.path.dirname(one)),) * 2 + (self.random.choice(["", "rien"]),)))

    def heading(self):
        self.change(self.random.choice(self.guides()), lambda text: re.sub(
            r"(?m)^## .*$", "## Autre %d" % self.random.randrange(99), text, count=1))

    def add(self):
        source = self.random.choice(self.guides())
        folder = os.path.dirname(source) + "-%d" % self.random.randrange(99)
        os.makedirs(folder, exist_ok=True)
        shutil.copy(source, folder)
        self.change(os.path.join(folder, os.path.basename(source)),
                    lambda text: re.sub(r"(?m)^slug:.*\n", "", text, count=1))

    def picture(self):
        guide = self.random.choice(self.guides())
        os.makedirs(os.path.dirname(guide) + "/images", exist_ok=True)
        with open(os.path.dirname(guide) + "/images/neu.png", "wb") as file:
            file.write(PNG)
        self.change(guide, lambda text: text + "\n![neu](images/neu.png)\n")

    def include(self):
        guide = self.random.choice(self.guides())
        self.write(os.path.relpath(os.path.dirname(guide), self.root) + "/part.txt", "Part %d.\n" % self.random.randrange(99))
        if self.random.random() < 0.5:
            self.change(guide, lambda text: text + "\n{!> part.txt !}\n")

    def edit(self):
        self.random.choice([
            lambda: self.change(self.random.choice(self.guides()), lambda text: text + "\nEncore, port 993.\n"),
            lambda: self.change(self.random.choice(self.guides()), lambda text: text[:len(text) // 2]),
            lambda: self.front("title", "Titre %d" % self.random.randrange(99)),
            lambda: self.front("excerpt", "Extrait %d" % self.random.randrange(99)),
            lambda: self.front("updated", "2025-0%d-11" % self.random.randrange(1, 10)),
            lambda: self.front("order", self.random.randrange(20)),
            lambda: self.front("hidden", self.random.choice(["true", "false"])),
            lambda: self.front("deprecated", "true"),
            lambda: self.front("slug", "autre-%d" % self.random.randrange(99)),
            lambda: self.front("title", "[broken"),
            lambda: os.unlink(self.random.choice(self.guides())),
            lambda: os.unlink(self.random.choice(self.guides("product."))),
            lambda: self.change(self.content + "/site.yaml", lambda text: text.replace("title: ", "title: X", 1)),
            lambda: self.change(self.root + "/theme/i18n/fr.yaml", lambda text: text + "# x\n"),
            lambda: self.change(self.root + "/theme/templates/footer.mustache", lambda text: text + "<!-- x -->\n"),
            self.link, self.link, self.heading, self.heading, self.add, self.picture, self.include, self.include,
        ])()

    def publish(self, out, cache):
        run = self.run_program("build", "-q", "--theme", "theme", "--images", "images", "--out", out, "--cache", cache,
                               "--base-url", "https://docs.example.org/x")
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return self.snapshot(os.path.join(self.root, out))

    def test_any_edits(self):
        seed = int(os.environ.get("PORTOLAN_SEED", "1"))
        self.random = random.Random(seed)
        self.publish("public", "cache")
        for turn in range(EDITS):
            for _ in range(self.random.choice([1, 1, 1, 2, 5])):
                self.edit()
            time.sleep(0.06)  # so long that what was changed counts as settled
            kept = self.publish("public", "cache")
            shutil.rmtree(self.root + "/anew", ignore_errors=True)
            shutil.rmtree(self.root + "/other/builds", ignore_errors=True)
            anew = self.publish("anew", "other")
            differing = sorted(path for path in kept.keys() | anew.keys() if kept.get(path) != anew.get(path))
            self.assertEqual(differing, [], "seed %d, turn %d" % (seed, turn))

    def test_a_folder_of_another_build(self):
        """Keys that are true of one build say nothing of what another one wrote into the same folder."""
        self.random = random.Random(2)
        self.publish("public", "cache")
        self.change(self.guides()[0], lambda text: text + "\nMilieu.\n")
        time.sleep(0.06)
        self.publish("public", "other")
        self.change(self.guides()[0], lambda text: text.replace("\nMilieu.\n", ""))
        self.change(self.guides()[1], lambda text: text + "\nFin.\n")
        time.sleep(0.06)
        shutil.rmtree(self.root + "/other/builds")
        self.assertEqual(self.publish("public", "cache"), self.publish("anew", "other"))

    def test_a_file_that_was_touched(self):
        self.random = random.Random(3)
        whole = self.publish("public", "cache")
        pages = [name for name in sorted(whole) if name.endswith("/index.html")]
        with open(os.path.join(self.root, "public", pages[3]), "r+b") as file:
            file.write(b"X")
        os.unlink(os.path.join(self.root, "public", pages[5]))
        self.change(self.guides()[0], lambda text: text + "\nFin.\n")
        time.sleep(0.06)
        self.assertEqual(self.publish("public", "cache"), self.publish("anew", "other"))


if __name__ == "__main__":
    unittest.main(verbosity=1)
