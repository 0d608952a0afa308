#!/usr/bin/env python3
"""Puts single wrong ports into right guides and counts which of them `portolan check` names.

Any fact of the ledger may be hit, guides first so that large ones don't crowd out small ones, in every way
that hands go wrong: the port of a sister service, two digits exchanged, a digit mistyped, lost or added,
another service's port, a number that is no port at all, two cells of a table exchanged. One mistake a
folder and batch; a batch is one run over the whole content. A mistake counts as named when there is one
new error at the number that is now wrong; every other new finding, of any rule and level, is a stray.

    injected_ports.py PORTOLAN CONTENT COUNT SEED [--list]
"""

import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

SERVICE_PORTS = [21, 22, 25, 53, 80, 110, 143, 389, 443, 465, 587, 993, 995, 3306, 8080, 8443]
SISTER = {993: 995, 995: 993, 143: 110, 110: 143, 465: 993, 587: 143, 25: 110, 22: 21, 21: 22, 443: 80, 80: 443,
          8443: 443, 3306: 5432, 5025: 995}
# Several are right for outgoing mail; exchanging them is no mistake that anyone can see.
ALIKE = [{465, 587, 25, 5025}, {80, 8080}, {443, 8443}]
KINDS = ["sister", "sister", "transposed", "transposed", "digit", "lost", "added", "service", "range", "swapped"]


def ask(portolan, content, *arguments):
    run = subprocess.run([portolan, *arguments, "--format", "json", "--content", content],
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit("%s ended with %d\n%s" % (arguments, run.returncode, run.stderr[-2000:]))
    return json.loads(run.stdout)


def findings(portolan, content):
    """(path below the content, line, rule, level) → columns."""
    found = collections.defaultdict(list)
    for f in ask(portolan, content, "check")["diagnostics"]:
        found[os.path.relpath(f["path"], content), f["line"], f["rule"], f["severity"]].append(f["column"])
    return found


def wrong_ports(port, kind, rng):
    """What a hand may write for a port."""
    text = str(port)
    at = rng.randrange(len(text))
    if kind == "sister":
        return SISTER.get(port)
    if kind == "transposed":
        swapped = [text[:i] + text[i + 1] + text[i] + text[i + 2:] for i in range(len(text) - 1)]
        return int(rng.choice(swapped)) if swapped else None
    if kind == "digit":
        return int(text[:at] + rng.choice("123456789") + text[at + 1:])
    if kind == "lost":
        return int((text[:at] + text[at + 1:]) or 0)
    if kind == "added":
        return int(text[:at] + text[at] + text[at:])
    if kind == "range":
        return int("9" * (5 - len(text)) + text) if len(text) < 5 and len(text) > 1 else None
    return rng.choice(SERVICE_PORTS)


def is_wrong(old, new):
    return new and new != old and not any(old in alike and new in alike for alike in ALIKE)


def same_table(a, b):
    return a is not b and a["path"] == b["path"] and a["source"] == b["source"] == "table" and \
        a["heading"] == b["heading"] and abs(a["line"] - b["line"]) < 4


def is_swap(a, b):
    """Exchanging them makes both wrong by what their own rows and columns say."""
    if a["port"] == b["port"] or any({a["port"], b["port"]} <= alike for alike in ALIKE):
        return False
    return a["protocol"] != b["protocol"] or None not in (a["security"], b["security"]) and \
        a["security"] != b["security"]


def plan(fact, facts, rng):
    """Ways to spoil a fact: (kind, [(fact, new port)…])."""
    kind = rng.choice(KINDS)
    if kind == "swapped":
        others = [f for f in facts if same_table(fact, f) and is_swap(fact, f)]
        if not others:
            return None
        other = rng.choice(others)
        pair = sorted((fact, other), key=lambda f: (f["line"], f["column"]))
        return kind, [(pair[0], pair[1]["port"]), (pair[1], pair[0]["port"])]
    if kind == "range" and fact["source"] != "table":
        return None
    port = wrong_ports(fact["port"], kind, rng)
    return (kind, [(fact, port)]) if is_wrong(fact["port"], port) else None


def write_ports(path, changes):
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = file.read().split("\n")
    for fact, port in sorted(changes, key=lambda change: -change[0]["column"]):
        line, at, old = lines[fact["line"] - 1], fact["column"] - 1, str(fact["port"])
        if line[at:at + len(old)] != old:
            sys.exit("%s:%d:%d is not %s: %s" % (path, fact["line"], fact["column"], old, line))
        lines[fact["line"] - 1] = line[:at] + str(port) + line[at + len(old):]
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("\n".join(lines))


class Tally:
    def __init__(self):
        self.done, self.caught = collections.Counter(), collections.Counter()
        self.by_kind, self.kind_caught = collections.Counter(), collections.Counter()
        self.missed, self.strays = [], []

    def add(self, where, kind, caught, text):
        self.done[where] += 1
        self.by_kind[kind, where] += 1
        self.caught[where] += caught
        self.kind_caught[kind, where] += caught
        if not caught:
            self.missed.append("%s %s %s" % (where, kind, text))


def judge(base, found, injected, tally):
    """Compare a batch's findings with those of the content as it was."""
    fresh = collections.Counter()
    columns = {}
    for key, at in found.items():
        fresh[key] = len(at) - len(base.get(key, []))
        columns[key] = at
    for folder, (kind, changes) in injected.items():
        fact = changes[0][0]
        new = [key for key, times in fresh.items() if times > 0 and os.path.dirname(key[0]) == folder]
        right = [key for key in new if (key[0], key[1]) == (fact["rel"], fact["line"]) and key[3] == "error" and
                 fact["column"] in columns[key] and key[2].startswith("port-")]
        others = [key for key in new if key not in right]
        where = "table" if fact["source"] == "table" else "code" if fact["source"] in ("code", "url") else "text"
        text = "%s:%d:%d %s %s" % (fact["rel"], fact["line"], fact["column"], fact["protocol"],
                                   ", ".join("%d -> %d" % (f["port"], port) for f, port in changes))
        tally.add(where, kind, len(right) == 1 and fresh[right[0]] == 1, text)
        tally.strays += ["%s %s, after %s" % (key, kind, text) for key in others]


def main():
    arguments = [a for a in sys.argv[1:] if a != "--list"]
    portolan, content, count, seed = arguments[0], arguments[1].rstrip("/"), int(arguments[2]), int(arguments[3])
    rng = random.Random(seed)
    base = findings(portolan, content)
    # A guide that is wrong already can't tell what is right.
    known = {path for (path, _, rule, _) in base if rule.startswith("port-")}
    folders = collections.defaultdict(list)
    for fact in ask(portolan, content, "ports")["facts"]:
        fact["rel"] = os.path.relpath(fact["path"], content)
        if fact["rel"] not in known:
            folders[os.path.dirname(fact["rel"])].append(fact)
    tally = Tally()
    while sum(tally.done.values()) < count and folders:
        with tempfile.TemporaryDirectory(prefix="portolan-ports-") as room:
            root = os.path.join(room, "content")
            shutil.copytree(content, root)
            injected = {}
            order = sorted(folders)
            rng.shuffle(order)
            for folder in order[:count - sum(tally.done.values())]:
                spoiled = None
                while spoiled is None:
                    spoiled = plan(rng.choice(folders[folder]), folders[folder], rng)
                write_ports(os.path.join(root, spoiled[1][0][0]["rel"]), spoiled[1])
                injected[folder] = spoiled
            judge(base, findings(portolan, root), injected, tally)
    for where in sorted(tally.done):
        print("%s: %d of %d wrong ports named" % (where, tally.caught[where], tally.done[where]))
    print("strays: %d" % len(tally.strays))
    if len(sys.argv) > len(arguments) + 1:
        for key in sorted(tally.by_kind):
            print("  %s in %s: %d of %d" % (*key, tally.kind_caught[key], tally.by_kind[key]))
    for line in tally.missed:
        print("missed", line)
    for line in tally.strays:
        print("stray", line)
    sys.exit(tally.caught["table"] < tally.done["table"] or
             tally.caught["text"] * 100 < tally.done["text"] * 92 or len(tally.strays) > 0)


main()
