"""What the machine can do wrong while a site is published: nothing half-written, nothing lost."""

import os
import random
import shutil
import signal
import subprocess
import threading
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

    def test_a_read_only_output_changes_nothing(self):
        if os.geteuid() != 0:
            self.skipTest("only root can mount")
        self.small_site()
        self.build()
        before = self.snapshot()
        self.guide("web/mail/b/guide.fr-ca.md", "Second", "Nouveau.", slug="second")
        subprocess.run(["mount", "--bind", self.out, self.out], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", self.out], check=True)
            run = self.build(status=2)
            self.assertIn("Read-only file system", run.stderr)
            self.assertEqual(before, self.snapshot())
        finally:
            subprocess.run(["umount", self.out], check=True)

    def test_little_memory_is_said_and_changes_nothing(self):
        self.many(100)
        subprocess.run([PORTOLAN, "build", "-q"], cwd=self.root, check=True)
        before = self.snapshot()
        self.many(100, "Autre.")
        for kilobytes in (60000, 90000, 120000):
            run = subprocess.run(["bash", "-c", 'ulimit -v %d; exec "%s" build -q' % (kilobytes, PORTOLAN)], cwd=self.root,
                                 capture_output=True, text=True)
            self.assertIn(run.returncode, (0, 2, 3, 127), run.stderr)
            if run.returncode != 0:
                self.assertNotEqual(run.stderr, "")
                self.assertEqual({n: d for n, d in self.snapshot().items() if not n.startswith(".portolan/")},
                                 {n: d for n, d in before.items() if not n.startswith(".portolan/")})

    def test_a_clock_that_goes_back(self):
        self.small_site()
        self.build()
        for where, _, names in os.walk(self.root):
            for name in names:
                os.utime(os.path.join(where, name), (2**33, 2**33))
        self.guide("web/mail/b/guide.fr-ca.md", "Second", "## But\n\nNouveau.\n", slug="second", section="Suite", order=2)
        os.utime(os.path.join(self.content, "web/mail/b/guide.fr-ca.md"), (1, 1))
        self.build()
        self.assertIn("Nouveau", self.published("ca/fr/mail/second/index.html"))
        self.assertEqual(self.summary()["written"], 0)

    def test_files_that_come_and_go_while_they_are_read(self):
        self.many(200)
        stop = threading.Event()

        def disturb():
            rng = random.Random(5)
            while not stop.is_set():
                path = os.path.join(self.content, "web/mail/g%03d/guide.fr-fr.md" % rng.randrange(200))
                try:
                    if rng.random() < 0.5:
                        os.unlink(path)
                    else:
                        with open(path, "w", encoding="utf-8") as file:
                            file.write("---\ntitle: T\n---\n" + "x" * rng.randrange(20000))
                except OSError:
                    pass

        thread = threading.Thread(target=disturb)
        thread.start()
        try:
            for _ in range(8):
                run = self.run_program("build", "-q")
                self.assertIn(run.returncode, (0, 1), run.stderr)
        finally:
            stop.set()
            thread.join()
        self.many(200)
        self.build()
        self.assertEqual(self.summary()["written"], 0)

    def test_a_hundred_thousand_files_in_one_folder(self):
        count = 100000 if os.environ.get("PORTOLAN_LONG") else 10000
        self.small_site()
        folder = os.path.join(self.content, "web/mail/a/images")
        os.mkdir(folder)
        for number in range(count):
            os.close(os.open(os.path.join(folder, "x%d.bin" % number), os.O_CREAT | os.O_WRONLY))
        begin = time.monotonic()
        run = subprocess.run([PORTOLAN, "build"], cwd=self.root, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertLess(time.monotonic() - begin, 30)

    def test_paths_that_are_too_long(self):
        self.small_site()
        for option in ("--content", "--images", "--theme", "--out", "--config"):
            run = self.run_program("build", option, "c/" * 2048)
            self.assertEqual(run.returncode, 2, option)
            self.assertIn("File name too long", run.stderr, option)
        # Longer than any path by which it could be opened: 20 folders of 250 letters.
        here = os.getcwd()
        try:
            os.chdir(self.content + "/web/mail")
            for _ in range(20):
                os.mkdir("d" * 250)
                os.chdir("d" * 250)
            with open("guide.fr-fr.md", "w", encoding="utf-8") as file:
                file.write(page("Tief"))
        finally:
            os.chdir(here)
        run = self.run_program("build", status=1)
        self.assertIn("cannot be read: File name too long", run.stderr)
        self.assertTrue(self.has("fr/mail/premier/index.html"))
        shutil.rmtree(self.content + "/web/mail/" + "d" * 250)
        # URLs end long before paths do.
        for depth in range(1, 61):
            self.guide("web/mail/" + "".join("d%d/" % i for i in range(depth)) + "guide.fr-fr.md", "G", slug="s" * 75)
        run = self.run_program("build", status=1)
        self.assertIn("the page's URL is too long to be published", run.stderr)
        self.assertTrue(self.has("fr/mail/" + ("s" * 75 + "/") * 20 + "index.html"))

    def test_interrupted_by_a_person(self):
        self.many(150)
        rng = random.Random(3)
        for number in (signal.SIGINT, signal.SIGTERM) * 4:
            run = subprocess.Popen([PORTOLAN, "build", "-q"], cwd=self.root, stderr=subprocess.PIPE)
            time.sleep(rng.random() * 0.1)
            run.send_signal(number)
            run.stderr.read()
            run.stderr.close()
            self.assertIn(run.wait(), (0, -number))
        self.build("-q")
        self.assertEqual([n for n in os.listdir(self.out + "/.portolan") if n not in ("manifest", "lock")], [])

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
