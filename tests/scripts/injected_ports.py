#!/usr/bin/env python3
"""Puts single wrong ports into right guides and counts which of them `portolan check` names.

One wrong port a folder and batch. In tables 98 in 100 must be found, in text at least 94 in 100 (some
have nothing that they could be held against); a finding stands at the number that is now wrong.

    injected_ports.py PORTOLAN CONTENT COUNT SEED
"""

import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

WRONG = {993: [995, 939, 110], 995: [993, 959, 143], 143: [110, 134, 995], 110: [143, 101, 993],
         465: [993, 456, 995], 587: [578, 143, 110], 22: [21, 2], 21: [22, 12], 443: [433, 434]}


def ask(portolan, content, *arguments):
    run = subprocess.run([portolan, *arguments, "--format", "json", "--content", content],
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit("%s ended with %d\n%s" % (arguments, run.returncode, run.stderr[-2000:]))
    return json.loads(run.stdout)


def errors(portolan, content):
    return collections.Counter(
        (f["path"], f["line"], f["column"], f["rule"]) for f in ask(portolan, content, "check")["diagnostics"]
        if f["rule"].startswith("port-") and f["severity"] == "error")


def mutate(path, fact, port):
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = file.read().split("\n")
    line, at, old = lines[fact["line"] - 1], fact["column"] - 1, str(fact["port"])
    if line[at:at + len(old)] != old:
        sys.exit("%s:%d:%d is not %s: %s" % (path, fact["line"], fact["column"], old, line))
    lines[fact["line"] - 1] = line[:at] + str(port) + line[at + len(old):]
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("\n".join(lines))


def main():
    portolan, content, count, seed = sys.argv[1:]
    rng, count = random.Random(int(seed)), int(count)
    base = errors(portolan, content)
    known = {(p, l) for p, l, _, _ in base}
    folders = collections.defaultdict(list)
    for fact in ask(portolan, content, "ports")["facts"]:
        if fact["port"] in WRONG and fact["source"] not in ("code", "url", "host") \
                and (fact["path"], fact["line"]) not in known:
            folders[os.path.dirname(fact["path"])].append(fact)
    done, missed, stray = collections.Counter(), [], []
    while sum(done.values()) < count and folders:
        with tempfile.TemporaryDirectory(prefix="portolan-ports-") as room:
            root = os.path.join(room, "content")
            shutil.copytree(content, root)
            injected = {}
            for folder in sorted(folders):
                if sum(done.values()) >= count:
                    break
                fact = rng.choice(folders[folder])
                kind = "table" if fact["source"] == "table" else "text"
                port = rng.choice(WRONG[fact["port"]])
                if kind == "table" and fact["security"] and rng.random() < 0.1:
                    port = 99939
                path = os.path.join(root, os.path.relpath(fact["path"], content))
                mutate(path, fact, port)
                done[kind] += 1
                injected[(fact["path"], fact["line"], fact["column"])] = (kind, fact, port)
            found = collections.Counter()
            for (path, line, column, rule), times in errors(portolan, root).items():
                path = os.path.join(content, os.path.relpath(path, root))
                found[(path, line, column)] += times - base[(path, line, column, rule)]
            for place, (kind, fact, port) in injected.items():
                if found.pop(place, 0) != 1:
                    missed.append((kind, "%s:%d:%d %s %d -> %d" % (*place, fact["protocol"], fact["port"], port)))
            for (path, line, column), times in found.items():
                cause = [i for i in injected if os.path.dirname(i[0]) == os.path.dirname(path)]
                if times > 0:
                    stray.append("%s:%d:%d, after %s:%d:%d -> %d" % (
                        path, line, column, *cause[0], injected[cause[0]][2]))
    by_kind = collections.Counter(kind for kind, _ in missed)
    print("%d wrong ports: %s; missed: %s" % (sum(done.values()), dict(done), dict(by_kind)))
    for _, line in missed[:30]:
        print("missed", line)
    for line in stray[:20]:
        print("unexpected", line)
    sys.exit(by_kind["table"] * 100 > done["table"] * 2 or by_kind["text"] * 100 > done["text"] * 6
             or len(stray) * 250 > sum(done.values()))


main()
