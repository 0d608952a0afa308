"""Empties functions one after another and runs the tests: at least one has to fail each time.

    tests/mutate.py [COUNT] [SEED] [trust]     in a copy of what is committed; prints what survived.
                                               trust: that they pass as it is has been seen just now

A function that returns something returns nothing of it: 0, false, NULL or a zeroed struct.
"""

import glob
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile

FUNCTION = re.compile(r"^(?P<head>(?:static )?(?:const )?(?P<type>(?:struct |enum )?\w+)(?: (?:const )?(?P<pointer>\*+)(?:const )?| )"
                      r"(?P<name>\w+)\((?:[^;{}]*)\))\n\{\n(?P<body>.*?)^\}\n", re.M | re.S)
BROAD = ["golden", "test_site.py", "test_check.py", "test_ports.py", "test_machines.py", "test_theme.py", "test_bad_input.py"]
COMPILER = "ccache gcc" if shutil.which("ccache") else "gcc"
PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def functions(root):
    for path in sorted(glob.glob(root + "/generator/*/*.c")):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for match in FUNCTION.finditer(text):
            if match["body"].count("\n") >= 3 and match["name"] != "main":
                yield path, match


def emptied(match):
    kind = match["type"]
    if match["pointer"]:
        value = "return (void *)0;"
    elif kind == "void":
        value = ""
    elif kind.startswith("struct"):
        value = "return (%s){0};" % kind
    else:
        value = "return 0;"
    return "%s\n{\n\t%s\n}\n" % (match["head"], value)


def make(root, *targets):
    run = subprocess.run(["make", "-j2", "CC=" + COMPILER, "WARNINGS=-w", "CHECKED=build/mutant", "SANITIZE=", *targets],
                         cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        raise RuntimeError(run.stderr[-2000:])


def run_fails(root, *words, seconds=1800):
    environment = dict(os.environ, PORTOLAN_CHECKED="build/mutant", PORTOLAN_STOP="1",
                       PORTOLAN_SHARED=os.path.abspath(PROJECT + "/../shared"))
    run = subprocess.Popen(["tests/run", *words], cwd=root, env=environment, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return run.wait(seconds) != 0
    except subprocess.TimeoutExpired:  # without its function something never ends, which is seen too
        os.killpg(run.pid, signal.SIGKILL)
        return True


def tests_fail(root, module=None):
    """All tests; where a module is named, its own and the broad ones first, since one that fails is enough."""
    if module:
        own = "test_" + module
        if os.path.exists("%s/tests/unit/%s.c" % (root, own)):
            make(root, "build/mutant/tests/" + own)
            if run_fails(root, own, seconds=120):
                return True
        make(root, "build/portolan", "build/mutant/portolan")
        if run_fails(root, *BROAD):
            return True
    make(root, "test-programs")
    return run_fails(root)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="portolan-mutants-") as room:
        root = room + "/p"
        subprocess.run(["git", "clone", "-q", PROJECT, root], check=True)
        if "trust" not in sys.argv and tests_fail(root):
            sys.exit("the tests fail as it is")
        chosen = random.Random(seed).sample(list(functions(root)), count)
        survived = []
        for path, match in chosen:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(text[:match.start()] + emptied(match) + text[match.end():])
            name = "%s:%s" % (os.path.relpath(path, root), match["name"])
            try:
                died = tests_fail(root, os.path.basename(path)[:-2])
            except RuntimeError as error:
                died = True
                print("not compiled: %s: %s" % (name, error))
            print("%s %s" % ("died    " if died else "SURVIVED", name), flush=True)
            if not died:
                survived.append(name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        print("%d of %d survived" % (len(survived), count))


if __name__ == "__main__":
    main()
