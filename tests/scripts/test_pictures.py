"""Smaller versions of pictures: which there are, the cache that keeps them, and pictures that mean harm."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
import unittest
import zlib

from pictures import chunk, drawing, gif, jpeg, noise, png, png_of, riff, vp8l, webp, webp_chunk
from sites import PORTOLAN, SiteCase

MEGABYTES = 200


def widths(srcset):
    """URL → width that a srcset claims; 0 where it claims none."""
    found = {}
    for candidate in srcset.split(", "):
        url, _, width = candidate.partition(" ")
        found[url] = int(width[:-1]) if width else 0
    return found


class PicturesCase(SiteCase):
    def setUp(self):
        super().setUp()
        self.cache = os.path.join(self.root, "cache")
        self.guide("home.en-gb.md", "Home")
        self.guide("a/universe.en-gb.md", "A", slug="a")
        self.guide("a/b/product.en-gb.md", "B", slug="b")

    def show(self, **pictures):
        """A guide that shows pictures: name=(bytes, attributes)."""
        lines = []
        for name, (data, attributes) in pictures.items():
            name = name.replace("_", ".")
            self.write("content/a/b/c/images/" + name, data)
            lines.append("![What it shows](images/%s)%s" % (name, attributes))
        self.guide("a/b/c/guide.en-gb.md", "C", "\n\n".join(lines), slug="c")

    def build(self, *arguments, status=0):
        return self.run_program("build", "--cache", self.cache, *arguments, status=status)

    def html(self):
        return self.published("gb/en/b/c/index.html")

    def size_of(self, url):
        return os.path.getsize(os.path.join(self.out, url.lstrip("/")))

    def sources(self):
        """Each <source>: url → width."""
        return [widths(srcset) for srcset in re.findall(r'<source type="image/webp" srcset="([^"]*)"', self.html())]

    def width_in(self, url):
        """What the file itself says."""
        with open(os.path.join(self.out, url.lstrip("/")), "rb") as file:
            head = file.read(64)
        if head[12:16] == b"VP8L":
            return (int.from_bytes(head[21:25], "little") & 0x3FFF) + 1
        if head[12:16] == b"VP8X":
            return int.from_bytes(head[24:27], "little") + 1
        if head[12:16] == b"VP8 ":
            return int.from_bytes(head[26:28], "little") & 0x3FFF
        return int.from_bytes(head[16:20], "big")


class Versions(PicturesCase):
    def test_a_wide_thumbnail_has_versions_for_the_column_and_for_dense_screens(self):
        self.show(x_png=(noise(1000, 600), "{.thumbnail}"))
        self.build()
        (source,) = self.sources()
        self.assertEqual(sorted(source.values()), [736, 1000])
        whole = self.size_of(re.search(r'href="(/images/x\.[0-9a-f]{16}\.png)"', self.html())[1])
        before = 0
        for url, width in sorted(source.items(), key=lambda item: item[1]):
            self.assertEqual(self.width_in(url), width)
            self.assertLess(self.size_of(url), whole)
            self.assertGreater(self.size_of(url), before)
            before = self.size_of(url)
        self.assertIn('width="1000" height="600"', self.html())

    def test_very_wide_ones_have_twice_the_column(self):
        self.show(x_png=(noise(1800, 100, 4), "{.thumbnail}"))
        self.build()
        self.assertEqual(sorted(self.sources()[0].values()), [736, 1472])

    def test_the_width_that_an_author_asks_for(self):
        self.show(a_png=(drawing(1000, 60), "{.thumbnail .w-400}"), b_png=(drawing(1000, 61), '{.thumbnail width="300"}'))
        self.build()
        self.assertEqual([sorted(source.values()) for source in self.sources()], [[400, 800], [300, 600]])
        self.assertIn('width="400" height="24"', self.html())
        self.assertIn('width="300" height="18"', self.html())

    def test_the_column_is_a_setting(self):
        self.show(x_png=(drawing(1000, 60), "{.thumbnail}"))
        self.write("content/site.yaml", "images: {column: 200}\n")
        self.build()
        self.assertEqual(sorted(self.sources()[0].values()), [200, 400])
        self.write("content/site.yaml", "images: {column: 0}\n")
        self.build()
        self.assertEqual(self.sources(), [])
        self.write("content/site.yaml", "images: {column: wide}\n")
        self.build(status=2)

    def test_the_column_is_the_themes(self):
        with open(os.path.join(os.path.dirname(__file__), "../../themes/default/assets/site.css/10-tokens.css"),
                  encoding="utf-8") as file:
            self.assertIn("--measure: %grem;" % (736 / 16), file.read())

    def test_what_is_not_worth_it_is_not_published(self):
        self.show(x_png=(png(1000, 600), "{.thumbnail}"))
        self.build()
        for name in os.listdir(os.path.join(self.out, "images")):
            self.assertLessEqual(self.size_of("images/" + name), len(png(1000, 600)))
        # Flat areas take more bytes when they are smaller and blurred: the whole picture stands alone.
        self.show(x_png=(drawing(1000, 600), "{.thumbnail}"))
        self.build()
        self.assertEqual([list(source.values()) for source in self.sources()], [[0]])

    def test_only_pictures_that_ask_for_it(self):
        self.show(x_png=(drawing(1000, 60), ""))
        self.build()
        self.assertEqual(self.sources(), [])
        self.assertEqual(len(os.listdir(os.path.join(self.out, "images"))), 1)

    def test_a_turned_jpeg_is_shown_upright(self):
        self.show(x_jpg=(jpeg(600, 1000, orientation=6), "{.thumbnail}"))
        self.build()
        self.assertIn('width="1000" height="600"', self.html())
        for source in self.sources():
            self.assertTrue(all(self.width_in(url) == width for url, width in source.items()))

    def test_the_first_picture_is_wanted_at_once(self):
        self.show(a_png=(drawing(60, 60), ""), b_png=(drawing(70, 60), ""), c_png=(drawing(80, 60), "{.thumbnail}"))
        self.build()
        tags = re.findall("<img [^>]*>", self.html().split('id="content"')[1].split("</article>")[0])
        self.assertEqual(['loading="lazy" decoding="async"' in tag for tag in tags], [False, True, True])

    def test_one_picture_in_two_places_is_one_file(self):
        data = drawing(1000, 60)
        self.show(x_png=(data, "{.thumbnail}"))
        self.write("content/a/b/d/images/x.png", data)
        self.guide("a/b/d/guide.en-gb.md", "D", "![It](images/x.png){.thumbnail}", slug="d")
        self.assertEqual(self.summary("--cache", self.cache)["images"], 2)
        self.assertEqual(len([name for name in os.listdir(os.path.join(self.out, "images")) if name.startswith("x.")]), 1)

    def test_originals_are_not_touched(self):
        self.show(x_png=(drawing(1000, 600), "{.thumbnail}"))
        file = os.path.join(self.content, "a/b/c/images/x.png")
        before = os.stat(file)
        self.build()
        after = os.stat(file)
        self.assertEqual((before.st_mtime_ns, before.st_ctime_ns, before.st_nlink, before.st_size),
                         (after.st_mtime_ns, after.st_ctime_ns, after.st_nlink, after.st_size))

    def test_a_lying_extension_is_published_as_what_it_is(self):
        self.show(x_jpg=(drawing(1000, 60), "{.thumbnail}"))
        self.build()
        self.assertRegex(self.html(), r'href="/images/x\.[0-9a-f]{16}\.png"')


class Cache(PicturesCase):
    def setUp(self):
        super().setUp()
        self.show(**{"p%d_png" % i: (drawing(900 + i, 200), "{.thumbnail}") for i in range(6)})

    def entries(self):
        """Every entry's path → (when it was written, bytes), but for what builds remember."""
        found = {}
        for where, _, names in os.walk(self.cache):
            for name in names if os.path.basename(where) != "builds" else ():
                path = os.path.join(where, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.cache)] = os.stat(path).st_ino, file.read()
        return found

    def test_what_was_made_is_not_made_again(self):
        self.build()
        made, first = self.entries(), self.snapshot()
        self.assertIn("CACHEDIR.TAG", made)
        shutil.rmtree(self.out)
        self.build("-j", "1")
        self.assertEqual(self.entries(), made)
        self.assertEqual(self.snapshot(), first)
        self.assertEqual(self.summary("--cache", self.cache)["written"], 0)

    def test_that_it_is_not_worth_it_is_known_too(self):
        self.show(x_png=(png(1000, 600), "{.thumbnail}"))
        self.build()
        made = self.entries()
        self.assertTrue([path for path in made if path.endswith(".record")])
        self.build("--out", "other")
        self.assertEqual(self.entries(), made)

    def test_damaged_entries_are_made_again(self):
        self.build()
        made, first = self.entries(), self.snapshot()
        for damage in (lambda data: data[:-1], lambda data: b"", lambda data: b"x" + data[1:],
                       lambda data: data[:len(data) // 2] + b"\0" + data[len(data) // 2 + 1:]):
            for path, (_, data) in made.items():
                with open(os.path.join(self.cache, path), "wb") as file:
                    file.write(damage(data))
            shutil.rmtree(self.out)
            self.build()
            self.assertEqual(self.snapshot(), first)
        self.assertEqual({path: data for path, (_, data) in self.entries().items() if path != "CACHEDIR.TAG"},
                         {path: data for path, (_, data) in made.items() if path != "CACHEDIR.TAG"})

    def test_killed_at_any_moment(self):
        self.build()
        first, made = self.snapshot(), self.entries()
        rng = random.Random(7)
        shutil.rmtree(self.cache)
        for _ in range(60 if os.environ.get("PORTOLAN_LONG") else 12):
            run = subprocess.Popen([PORTOLAN, "build", "--cache", self.cache], cwd=self.root, stderr=subprocess.DEVNULL)
            time.sleep(rng.random() * 0.25)
            run.send_signal(signal.SIGKILL)
            run.wait()
            if rng.random() < 0.2:
                shutil.rmtree(self.cache, ignore_errors=True)
        shutil.rmtree(self.out, ignore_errors=True)
        self.build()
        self.assertEqual(self.snapshot(), first)
        entries = {path: data for path, (_, data) in self.entries().items() if "new." not in path}
        self.assertEqual(entries, {path: data for path, (_, data) in made.items()})
        before = self.entries()
        self.build()
        self.assertEqual(self.entries(), before)

    def test_twice_at_once(self):
        for _ in range(5 if os.environ.get("PORTOLAN_LONG") else 2):
            shutil.rmtree(self.cache, ignore_errors=True)
            runs = [subprocess.Popen([self.program, "build", "--cache", self.cache, "--out", "out%d" % i], cwd=self.root,
                                     stderr=subprocess.PIPE) for i in range(3)]
            for run in runs:
                self.assertEqual(run.wait(), 0, run.stderr.read())
                run.stderr.close()
            first = self.snapshot(os.path.join(self.root, "out0"))
            for i in (1, 2):
                self.assertEqual(self.snapshot(os.path.join(self.root, "out%d" % i)), first)
            made = self.entries()
            self.assertFalse([path for path in made if "new." in path])
            self.build()
            self.assertEqual(self.entries(), made)

    def test_clean(self):
        self.build()
        self.write("cache/mine.txt", "mine")
        self.write("cache/pictures/new.mine", "mine")
        self.run_program("clean", status=0)
        self.assertGreater(len(self.entries()), 6)
        run = self.run_program("clean", "--cache", self.cache, status=0)
        self.assertIn("removed", run.stderr)
        self.assertEqual(sorted(self.entries()), ["mine.txt", "pictures/new.mine"])
        os.environ["XDG_CACHE_HOME"], kept = self.root, os.environ["XDG_CACHE_HOME"]
        self.addCleanup(os.environ.__setitem__, "XDG_CACHE_HOME", kept)
        self.run_program("build", status=0)
        self.assertTrue(os.path.isdir(os.path.join(self.root, "portolan")))
        self.run_program("clean", "--cache", status=0)
        self.assertEqual([names for _, _, names in os.walk(os.path.join(self.root, "portolan")) if names], [])

    def test_a_cache_that_cannot_be_had(self):
        self.write("file", "")
        run = self.run_program("build", "--cache", "file/cache", status=2)
        self.assertIn("file/cache", run.stderr)
        self.assertFalse(self.has("gb"))
        self.run_program("build", "--cache", status=2)
        os.environ["XDG_CACHE_HOME"], kept = os.path.join(self.root, "file"), os.environ["XDG_CACHE_HOME"]
        self.addCleanup(os.environ.__setitem__, "XDG_CACHE_HOME", kept)
        run = self.run_program("build", status=0)
        self.assertIn("published as they are", run.stderr)
        self.assertIn('href="/images/p1.', self.html())
        self.assertEqual(self.sources(), [])


def bomb(side):
    """Much black in few bytes: a bit a pixel."""
    return png_of(side, side, b"\0" * (side * (side // 8 + 1)), depth=1, colour=0)


def profile_bomb():
    return png_of(1000, 4, (b"\0" + b"\0" * 3000) * 4, more=chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 50000000)))


class Hostile(PicturesCase):
    """(name, bytes) → the rule that `check` has for it, or None; `build` must do something sensible with each."""

    def cases(self):
        whole, photo, still = drawing(1000, 300), jpeg(1000, 300), webp(1000, 300)
        flipped = bytearray(whole)
        flipped[len(whole) // 2] ^= 16
        palette = chunk(b"PLTE", bytes(range(30)))
        return {
            "truncated.png": (whole[:len(whole) // 2], "image-corrupt"),
            "flipped.png": (bytes(flipped), "image-corrupt"),
            "mislabelled.jpg": (whole, "image-type"),
            "mislabelled.png": (photo, "image-type"),
            "empty.png": (b"", "image-corrupt"),
            "nothing.gif": (b"<html>", "image-corrupt"),
            "one.png": (png(1, 1), None),
            "line.png": (noise(100000, 1), None),
            "pole.png": (noise(1, 20000), None),
            "deep.png": (png_of(1000, 30, (b"\0" + b"\x80\1" * 3000) * 30, depth=16), None),
            "palette.png": (png_of(1000, 30, (b"\0" + bytes(i % 10 for i in range(1000))) * 30, colour=3, more=palette), None),
            "outside.png": (png_of(1000, 30, (b"\0" + bytes(i % 256 for i in range(1000))) * 30, colour=3, more=palette), None),
            "grey.png": (noise(1000, 30, 1), None),
            "alpha.png": (noise(1000, 30, 4), None),
            "few-rows.png": (png_of(1000, 900, b"\0" * 9000), None),
            "bomb.png": (bomb(30000), "image-large"),
            "claim.png": (png_of(1000000, 1000000, b""), "image-large"),
            "profile.png": (profile_bomb(), None),
            "truncated.jpg": (photo[:-30], "image-corrupt"),
            "grey.jpg": (photo, None),
            "frames.gif": (gif(900, 900, frames=5), None),
            "many.gif": (gif(900, 900, frames=200000), "image-corrupt"),
            "moving.webp": (webp(1000, 300, frames=3), None),
            "still.webp": (still, None),
            "truncated.webp": (still[:-6], "image-corrupt"),
            "claim.webp": (riff(webp_chunk(b"VP8X", b"\0\0\0\0" + b"\xff" * 6) + webp_chunk(b"VP8L", vp8l(9, 9))), "image-corrupt"),
            "script.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "html-unsafe"),
            "handler.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"/>', "html-unsafe"),
        }

    def test_each_is_a_picture_or_a_finding(self):
        for name, (data, rule) in self.cases().items():
            with self.subTest(name):
                self.show(**{name.replace(".", "_"): (data, "{.thumbnail}")})
                rules = {finding["rule"] for finding in self.findings()} - {"image-unused"}
                if rule in ("image-large", "image-corrupt"):
                    self.assertIn(rule, rules)
                else:
                    self.assertEqual(rules, {rule} - {None})
                run = self.build(status=1 if rule == "html-unsafe" else 0)
                self.assertEqual("image-undecodable" in run.stderr, name == "few-rows.png")
                self.assertEqual(rule == "html-unsafe", "/images/" not in self.html())
                for source in self.sources():
                    for url, width in source.items():
                        self.assertTrue(width in (0, self.width_in(url)) or url.endswith(name[-4:]))

    def test_none_takes_much_memory_or_time(self):
        for name, (data, rule) in list(self.cases().items()) + [("slow.png", (bomb(9900), None))]:
            with self.subTest(name):
                self.show(**{name.replace(".", "_"): (data, "{.thumbnail}")})
                for command in (["build", "--cache", self.cache], ["check"]):
                    run = subprocess.Popen([PORTOLAN, *command], cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    _, status, usage = os.wait4(run.pid, 0)
                    run.returncode = os.waitstatus_to_exitcode(status)
                    self.assertIn(run.returncode, (0, 1))
                    self.assertLess(usage.ru_maxrss, MEGABYTES * 1024)
                    self.assertLess(usage.ru_utime, 5)


if __name__ == "__main__":
    unittest.main()
