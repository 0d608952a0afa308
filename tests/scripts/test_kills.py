"""Killed at random moments: what readers see is whole, old or new; the next run is right; nothing is left over.

200 kills with PORTOLAN_LONG, else 60.
"""

import os
import random
import signal
import subprocess
import time
import unittest

from sites import PORTOLAN, SiteCase

KILLS = 200 if os.environ.get("PORTOLAN_LONG") else 60


def kill_after(seconds, *arguments, cwd):
    run = subprocess.Popen([PORTOLAN, *arguments], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    run.send_signal(signal.SIGKILL)
    run.wait()


class Kills(SiteCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(11)
        self.small_site()

    def many(self, word):
        for number in range(120):
            self.guide("web/mail/g%03d/guide.fr-fr.md" % number, "Guide %d" % number, word + "\n\n" + "Encore. " * 400,
                       slug="g%03d" % number, updated="2025-01-01")

    def quietly(self, *arguments):
        return subprocess.run([PORTOLAN, *arguments], cwd=self.root, capture_output=True, text=True)

    def published_files(self):
        return {name: digest for name, digest in self.snapshot().items() if not name.startswith(".portolan/")}

    def leftovers(self):
        return [name for name in os.listdir(os.path.join(self.out, ".portolan")) if name not in ("manifest", "lock")]

    def test_a_build_is_old_or_new(self):
        whole, lasts = {}, 0
        for word in ("Avant.", "Apres."):
            self.many(word)
            begin = time.monotonic()
            self.assertEqual(self.quietly("build", "-q").returncode, 0)
            lasts = max(lasts, time.monotonic() - begin)
            whole[word] = self.published_files()
        self.assertNotEqual(whole["Avant."], whole["Apres."])
        for turn in range(KILLS // 2):
            word = ("Avant.", "Apres.")[turn % 2]
            self.many(word)
            kill_after(self.random.random() * lasts * 1.1, "build", "-q", cwd=self.root)
            for name, digest in self.published_files().items():
                self.assertIn(digest, (whole["Avant."].get(name), whole["Apres."].get(name)), name)
            if turn % 4 == 3:
                self.assertEqual(self.quietly("build", "-q").returncode, 0)
                self.assertEqual(self.published_files(), whole[word])
                self.assertEqual(self.leftovers(), [])

    def test_the_first_build_of_all(self):
        self.many("Un.")
        for _ in range(KILLS // 8):
            kill_after(self.random.random() * 0.08, "build", "-q", cwd=self.root)
        self.assertEqual(self.quietly("build", "-q").returncode, 0)
        self.assertEqual(self.leftovers(), [])
        self.assertEqual(self.summary()["written"], 0)

    def test_a_fix_is_done_or_not(self):
        broken = "## Une étape\n\n" + "[ici](#une-etap)\r\n\n" * 50
        mended = broken.replace("#une-etap)", "#une-etape)")
        paths = [self.guide("web/mail/g%03d/guide.fr-fr.md" % number, "G", slug="g%03d" % number) for number in range(60)]
        with open(paths[0], "rb") as file:
            head = file.read()
        texts = {head + broken.encode(), head + mended.encode()}

        def spoil():
            for number, path in enumerate(paths):
                self.write(os.path.relpath(path, self.root), (head + broken.encode()).replace(b"g000", b"g%03d" % number))

        spoil()
        begin = time.monotonic()
        self.quietly("check", "--fix", "-q")
        lasts = time.monotonic() - begin
        for _ in range(KILLS // 4):
            spoil()
            kill_after(self.random.random() * lasts, "check", "--fix", "-q", cwd=self.root)
            for number, path in enumerate(paths):
                with open(path, "rb") as file:
                    self.assertIn(file.read().replace(b"g%03d" % number, b"g000"), texts, path)
        spoil()
        self.quietly("check", "--fix", "-q")
        for number, path in enumerate(paths):
            with open(path, "rb") as file:
                self.assertEqual(file.read().replace(b"g%03d" % number, b"g000"), head + mended.encode())
            self.assertEqual(os.listdir(os.path.dirname(path)), ["guide.fr-fr.md"])

    def test_somebody_elses_file_beside_a_guide_stays(self):
        self.guide("web/mail/g/guide.fr-fr.md", "G", "## Un\n\n[x](#unn)\n", slug="g")
        mine = self.write("content/web/mail/g/notes.portolan", "mine")
        left = self.write("content/web/mail/g/guide.fr-fr.md.portolan", "half")
        self.quietly("check", "--fix", "-q")
        self.assertTrue(os.path.exists(mine))
        self.assertFalse(os.path.exists(left))

    def test_a_preview_writes_nothing(self):
        before = self.snapshot(self.root)
        for _ in range(KILLS // 10):
            kill_after(self.random.random() * 0.15, "serve", "--port", "0", "--cache", self.root + "/cache", cwd=self.root)
        self.assertEqual({name: digest for name, digest in self.snapshot(self.root).items() if not name.startswith("cache/")}, before)


if __name__ == "__main__":
    unittest.main()
