#!/usr/bin/env python3
"""What the machine can do wrong while a site is published: nothing half-written, nothing lost."""

import os
import random
import shutil
import signal
import subprocess
import time
import unittest

from sites import PORTOLAN, SiteCase, page


class Faults(SiteCase):
    def many(self, count, text="Texte."):
        self.small_site()
        for number in range(count):
            self.guide("web/mail/g%03d/guide.fr-fr.md" % number, "Guide %d" % number, text + "\n\n" + "Encore. " * 400,
                       slug="g%03d" % number)

    def test_a_folder_of_somebody_else_is_refused(self):
        self.small_site()
        self.write("public/letter.txt", "dear")
        run = self.build(status=2)
        self.assertIn("did not write", run.stderr)
        self.assertEqual(os.listdir(self.out), ["letter.txt"])

    def test_a_file_of_somebody_else_is_never_replaced(self):
        self.small_site()
        self.build()
        self.write("public/fr/nouveau/index.html", "mine")
        self.guide("nouveau/universe.fr-fr.md", "Nouveau", slug="nouveau")
        before = self.snapshot()
        self.build(status=2)
        self.assertEqual(before, self.snapshot())

    def test_links_in_the_output_are_not_followed(self):
        self.small_site()
        self.build()
        os.mkdir(os.path.join(self.root, "elsewhere"))
        shutil.rmtree(os.path.join(self.out, "ca"))
        os.symlink("../elsewhere", os.path.join(self.out, "ca"))
        self.build(status=2)
        self.assertEqual(os.listdir(os.path.join(self.root, "elsewhere")), [])

    def test_dot_files_may_be_there(self):
        self.small_site()
        self.write("public/.gitignore", "*")
        self.build()
        self.assertTrue(os.path.exists(os.path.join(self.out, ".gitignore")))

    def test_a_full_disk_changes_nothing(self):
        if os.geteuid() != 0:
            self.skipTest("only root can mount a small disk")
        os.mkdir(self.out)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", self.out], capture_output=True).returncode:
            self.skipTest("a small disk cannot be mounted here")
        try:
            self.small_site()
            self.build()
            before = self.snapshot()
            self.many(200)
            run = self.build(status=2)
            self.assertIn("No space left on device", run.stderr)
            self.assertEqual(before, self.snapshot())
        finally:
            subprocess.run(["umount", self.out], check=True)

    def test_few_files_may_be_open(self):
        self.many(50)
        run = subprocess.run(["bash", "-c", 'ulimit -n 32; exec "%s" build -j 4' % PORTOLAN], cwd=self.root,
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_closed_output(self):
        self.small_site()
        run = subprocess.run(["bash", "-c", '"%s" build >&- 2>&-' % PORTOLAN], cwd=self.root)
        self.assertEqual(run.returncode, 0)
        self.assertTrue(self.has("fr/index.html"))

    def test_two_builds_at_once(self):
        self.many(150)
        runs = [subprocess.Popen([PORTOLAN, "build", "-q"], cwd=self.root, stderr=subprocess.PIPE) for _ in range(3)]
        for run in runs:
            self.assertEqual((run.wait(), run.stderr.read()), (0, b""))
            run.stderr.close()
        counts = self.summary()
        self.assertEqual((counts["written"], counts["removed"]), (0, 0))

    def leftovers(self):
        return [name for name in os.listdir(os.path.join(self.out, ".portolan")) if name not in ("manifest", "lock")]

    def test_killed_at_any_moment(self):
        """At all times each file is whole: as one of the two contents has it."""
        self.many(150, "Avant.")
        begin = time.monotonic()
        subprocess.run([PORTOLAN, "build", "-q"], cwd=self.root, check=True)
        lasts = time.monotonic() - begin
        whole = {"Avant.": self.snapshot()}
        rng = random.Random(7)
        words = ["Avant.", "Apres."]
        self.many(150, "Apres.")
        subprocess.run([PORTOLAN, "build", "-q"], cwd=self.root, check=True)
        whole["Apres."] = self.snapshot()
        for turn in range(40):
            word = words[turn % 2]
            self.many(150, word)
            run = subprocess.Popen([PORTOLAN, "build", "-q"], cwd=self.root)
            time.sleep(rng.random() * lasts * 1.1)
            run.send_signal(signal.SIGKILL)
            run.wait()
            for name, digest in self.snapshot().items():
                if not name.startswith(".portolan/"):
                    self.assertIn(digest, (whole["Avant."].get(name), whole["Apres."].get(name)), name)
            if turn % 4 == 3:
                subprocess.run([PORTOLAN, "build", "-q"], cwd=self.root, check=True)
                self.assertEqual(self.snapshot(), whole[word])
                self.assertEqual(self.leftovers(), [])

    def test_killed_the_first_time(self):
        self.many(150)
        rng = random.Random(8)
        for _ in range(15):
            run = subprocess.Popen([PORTOLAN, "build", "-q"], cwd=self.root)
            time.sleep(rng.random() * 0.06)
            run.send_signal(signal.SIGKILL)
            run.wait()
        self.build("-q")
        self.assertEqual(self.leftovers(), [])
        self.assertEqual(self.summary()["written"], 0)

    def test_a_damaged_manifest_harms_nobody(self):
        self.small_site()
        self.build()
        self.write("victim.txt", "mine")
        with open(os.path.join(self.out, ".portolan/manifest"), "a", encoding="utf-8") as file:
            file.write("0" * 32 + " 4 ../victim.txt\n" + "zz\n" + "0" * 32 + " 4 /etc/hostname\n")
        self.build()
        self.assertTrue(os.path.exists(os.path.join(self.root, "victim.txt")))
        self.assertTrue(os.path.exists("/etc/hostname"))


unittest.main()
