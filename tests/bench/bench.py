#!/usr/bin/env python3
"""The figures of speed: ours against the floor (floor.c) and, where it is installed, Hugo.

Medians of interleaved runs in one folder on tmpfs; nothing about absolute times is asserted.
The content is ../shared's where it is there, else the one that ships, each guide copied under
other slugs until there are PAGES.

    bench.py PORTOLAN FLOOR [PAGES]
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5


def run(*command):
    """Wall and processor seconds, and KiB at the most."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit("%s ended with %d" % (command, process.returncode))
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


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


def hugo_site(content, room):
    """The same guides for Hugo: one layout, titles and bodies."""
    site = os.path.join(room, "hugo")
    os.makedirs(site + "/layouts/_default")
    with open(site + "/config.toml", "w", encoding="utf-8") as file:
        file.write('baseURL = "/"\ntitle = "Guides"\ndisableKinds = ["taxonomy", "term", "RSS"]\n')
    for name, text in (("single", "{{ .TableOfContents }}{{ .Content }}"), ("list", "{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}")):
        with open(site + "/layouts/_default/%s.html" % name, "w", encoding="utf-8") as file:
            file.write("<!DOCTYPE html><title>{{ .Title }}</title>" + text)
    number = 0
    for where, _, names in os.walk(content):
        for name in names:
            if name.endswith(".md"):
                with open(os.path.join(where, name), encoding="utf-8", errors="replace") as file:
                    body = re.sub(r"(?s)\A\ufeff?---.*?\n---\s*\n", "", file.read()).replace("{{", "{ {")
                folder = site + "/content/%d" % (number % 100)
                os.makedirs(folder, exist_ok=True)
                with open(folder + "/%d.md" % number, "w", encoding="utf-8") as file:
                    file.write("---\ntitle: %s\n---\n%s" % (name, body))
                number += 1
    return site


def main():
    portolan, floor = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    pages = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    shared = os.environ.get("PORTOLAN_SHARED", "../shared") + "/corpus/pages"
    source = shared if os.path.isdir(shared) else "content"
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="portolan-bench-", dir=base) as room:
        content, out = room + "/content", room + "/out"
        count = multiply(source, content, pages)
        hugo = hugo_site(content, room) if shutil.which("hugo") else None
        times = {}

        def note(name, figures):
            times.setdefault(name, []).append(figures)

        for _ in range(RUNS):
            shutil.rmtree(room + "/floor", ignore_errors=True)
            os.mkdir(room + "/floor")
            note("floor", run(floor, content, room + "/floor"))
            shutil.rmtree(out, ignore_errors=True)
            note("build", run(portolan, "build", "-q", "--content", content, "--images", "none", "--out", out))
            note("again", run(portolan, "build", "-q", "--content", content, "--images", "none", "--out", out))
            note("check", run(portolan, "check", "--format", "json", "--content", content, "--images", "none"))
            if hugo:
                shutil.rmtree(hugo + "/public", ignore_errors=True)
                note("hugo", run("hugo", "--quiet", "-s", hugo))
        middle = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in times.items()}
        print("%d guides of %s, medians of %d runs" % (count, source, RUNS))
        print("%-8s %8s %8s %8s" % ("", "wall s", "CPU s", "MiB"))
        for name, (wall, cpu, memory) in middle.items():
            print("%-8s %8.2f %8.2f %8.0f" % (name, wall, cpu, memory / 1024))
        rows = [("build / floor, wall", middle["build"][0] / middle["floor"][0], 1.2),
                ("build / floor, CPU", middle["build"][1] / middle["floor"][1], 2.0),
                ("nothing changed / cold", middle["again"][0] / middle["build"][0], 0.6),
                ("check / cold build", middle["check"][0] / middle["build"][0], 0.8),
                ("KiB a page", middle["build"][2] / count, 30)]
        if hugo:
            rows += [("build / hugo, wall", middle["build"][0] / middle["hugo"][0], 1 / 8),
                     ("build / hugo, memory", middle["build"][2] / middle["hugo"][2], 1 / 6)]
        for name, value, most in rows:
            print("%-24s %6.2f  must be at most %5.2f  %s" % (name, value, most, "holds" if value <= most else "DOES NOT HOLD"))


if __name__ == "__main__":
    main()
