#!/usr/bin/env python3
"""How soon a saved guide is answered: from rename() to the new page, over HTTP, 50 times.

Half of the saves change a text, half rename a heading that a hundred other guides link to; then their
findings have to be there, too. The content is ../shared's where it is there, else the one that
ships, each guide copied under other slugs until there are PAGES.

    preview.py PORTOLAN [PAGES]
"""

import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from bench import multiply, source_of_guides

SAVES = 50
LINKING = 100
FRONT = "---\ntitle: %s\nslug: %s\nexcerpt: Of the bench\nupdated: 2024-01-01\n---\n\n"
URL = "/gb/en/bench/saved/"


def add_guides(content):
    """A product with a guide that is going to be saved, and guides that link to its heading."""
    os.makedirs(content + "/bench/saved", exist_ok=True)
    write(content + "/bench/product.en-gb.md", FRONT % ("Bench", "bench"))
    save(content, 0)
    for number in range(LINKING):
        os.makedirs(content + "/bench/linking-%d" % number, exist_ok=True)
        write(content + "/bench/linking-%d/guide.en-gb.md" % number,
              FRONT % ("Linking %d" % number, "linking-%d" % number)
              + "[there](../saved/guide.en-gb.md#first-heading) and some text of guide %d\n" % number)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def save(content, number):
    """As editors do: another file, renamed over it. Returns when rename() was called."""
    heading = "First heading" if number // 2 % 2 == 0 else "Second heading"
    text = FRONT % ("Saved", "saved") + "## %s\n\nThis was save number %d.\n\n" % (heading, number)
    text += "".join("## Part %d\n\nSome words, a [link](../linking-%d/guide.en-gb.md) and `code`.\n\n" % (n, n) for n in range(40))
    temporary = content + "/bench/saved/.guide.en-gb.md.new"
    write(temporary, text)
    begun = time.monotonic()
    os.rename(temporary, content + "/bench/saved/guide.en-gb.md")
    return begun


def main():
    portolan = os.path.abspath(sys.argv[1])
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    source = source_of_guides()
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="portolan-bench-", dir=base) as room:
        content = room + "/content"
        count = multiply(source, content, pages)
        add_guides(content)
        begun = time.monotonic()
        server = subprocess.Popen([portolan, "serve", "--content", content, "--images", source, "--port", "8300"],
                                  stderr=subprocess.PIPE, text=True)
        try:
            line = server.stderr.readline()
            while "http://" not in line:
                line = server.stderr.readline()
            started = time.monotonic() - begun
            port = int(re.search(r":(\d+)/", line).group(1))
            measure(port, content, count + LINKING + 2, source, started, server)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def resident(process):
    with open("/proc/%d/status" % process.pid, encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


def processor(process):
    """Milliseconds that the thread which takes changes has run, and has waited for a processor."""
    with open("/proc/%d/task/%d/schedstat" % (process.pid, process.pid), encoding="utf-8") as file:
        return [int(number) / 1e6 for number in file.read().split()[:2]]


def measure(port, content, count, source, started, server):
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(path):
        connection.request("GET", path)
        return connection.getresponse().read()

    ask(URL)
    before = resident(server)
    ran = processor(server)
    times, linked = [], []

    def wait(condition):
        end = time.monotonic() + 20
        while not condition():
            if time.monotonic() > end:
                sys.exit("a change was never answered")

    for number in range(1, SAVES + 1):
        begun = save(content, number)
        wait(lambda: b"save number %d." % number in ask(URL))
        times.append((time.monotonic() - begun) * 1000)
        if number % 2 == 0:
            missing = number // 2 % 2 == 1
            wait(lambda: bool(json.loads(ask("/_portolan/page?page=/gb/en/bench/linking-57/"))["findings"]) == missing)
            linked.append((time.monotonic() - begun) * 1000)
        time.sleep(0.02)
    print("%d guides of %s; the preview was there after %.2f s, %.0f MiB (%.0f MiB after the saves)"
          % (count, source, started, before, resident(server)))
    print("a change took %.1f ms of its thread's processor time, checks included; it waited %.1f ms for a processor"
          % tuple((after - former) / SAVES for former, after in zip(ran, processor(server))))
    for name, figures in (("save -> page answered", times), ("heading renamed -> findings of a page that links to it", linked)):
        median, worst = statistics.median(figures), max(figures)
        print("%s: median %.1f ms, worst of %d %.1f ms; must be at most 40 and 100  %s"
              % (name, median, len(figures), worst, "holds" if median <= 40 and worst <= 100 else "DOES NOT HOLD"))


if __name__ == "__main__":
    main()
