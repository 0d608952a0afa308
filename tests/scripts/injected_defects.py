#!/usr/bin/env python3
"""Puts single defects into right guides and demands that `portolan check` names each.

Defects go in by batches: one a folder, so that none hides another. The findings of the mutated
content are compared with those of the content as it is. Every defect must give the errors that
it makes, at their lines, with a suggestion where there is one to give, and nothing else.

    injected_defects.py PORTOLAN CONTENT IMAGES COUNT SEED
"""

import collections
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata


def slug(text):
    text = re.sub(r"\{[^}]*\}|<[^>]*>|[*`]", "", text)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9_ -]", "", text).strip()
    return re.sub(r"[ -]+", "-", text)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def in_code(lines):
    """Which lines are fenced code."""
    marks, fence = [], None
    for line in lines:
        match = re.match(r"[\s>]*(```+|~~~+)", line)
        if fence:
            marks.append(True)
            if match and match.group(1).startswith(fence):
                fence = None
        elif match:
            fence = match.group(1)[:3]
            marks.append(True)
        else:
            marks.append(False)
    return marks


RENAMED = set()  # anchors of headings that were renamed: links to them from elsewhere are dead, too
TEXTS = {}  # "all": every file of the content as it is, one after the other


class Guide:
    def __init__(self, root, path):
        self.path = path
        self.file = os.path.join(root, path)
        self.text = read(self.file)
        self.lines = self.text.split("\n")
        self.code = in_code(self.lines)
        self.end = 0
        if self.lines[0].strip("\ufeff\r ") == "---":
            for number, line in enumerate(self.lines[1:], 1):
                if line.startswith("---"):
                    self.end = number
                    break

    def body(self):
        for number in range(self.end + 1, len(self.lines)):
            if not self.code[number]:
                yield number, self.lines[number]

    def front(self, key):
        for number in range(1, self.end):
            match = re.match(rf"{key}:\s*(.*)", self.lines[number], re.I)
            if match:
                return number, match.group(1).strip().strip("'\"\r")
        return None, None

    def replace(self, number, line):
        self.lines[number] = line
        write(self.file, "\n".join(self.lines))


# A defect returns the errors that it must give: (path, line, rule, wants a suggestion).


def heading_renamed(guide, rng, _):
    found = []
    for number, line in guide.body():
        match = re.match(r"(#{2,4}) +(.*\S)", line)
        if not match or "{#" in line or "<a " in line:
            continue
        links = []
        for other, text in guide.body():
            links += [other] * len(re.findall(r"\]\(#" + re.escape(slug(match.group(2))) + r"\)", text))
        same = [1 for _, text in guide.body() if re.match(r"#{1,6} +" + re.escape(match.group(2)) + r"\s*$", text)]
        if links and len(same) == 1 and slug(match.group(2)):
            found.append((number, match.group(1), match.group(2), links))
    if not found:
        return None
    number, marks, text, links = rng.choice(found)
    guide.replace(number, marks + " Zyxwv %d qponm" % rng.randrange(1000) + ("\r" if guide.lines[number].endswith("\r") else ""))
    RENAMED.add(slug(text))
    return [(guide.path, line + 1, "anchor-missing", False) for line in links]


def anchor_typo(guide, rng, clean):
    found = []
    for number, line in guide.body():
        for match in re.finditer(r"\]\(#([a-z0-9-]{12,})\)", line):
            if (guide.path, number + 1) not in clean:
                found.append((number, match))
    if not found:
        return None
    number, match = rng.choice(found)
    anchor = match.group(1)
    places = [i for i in range(2, len(anchor) - 2) if anchor[i].isalpha() and anchor[i] != anchor[i + 1]]
    if not places:
        return None
    at = rng.choice(places)
    typo = rng.choice([anchor[:at] + anchor[at + 1 :], anchor[:at] + anchor[at] * 2 + anchor[at + 1 :]])
    line = guide.lines[number]
    guide.replace(number, line[: match.start(1)] + typo + line[match.end(1) :])
    return [(guide.path, number + 1, "anchor-missing", True)]


def md_link_cut(guide, rng, clean):
    found = []
    for number, line in guide.body():
        for match in re.finditer(r"\]\(([^()\s#:]+)\.md(#[^()\s]*)?\)", line):
            if (guide.path, number + 1) not in clean:
                found.append((number, match))
    if not found:
        return None
    number, match = rng.choice(found)
    line, path = guide.lines[number], match.group(1) + ".md"
    slash = path.rfind("/")
    cut = rng.choice([path[:-4] + ".md", path[:-3], path[:slash] + path[slash + 1 :] if slash > 0 else path[1:]])
    guide.replace(number, line[: match.start(1)] + cut + line[match.end(1) + 3 :])
    return [(guide.path, number + 1, "link-missing", True)]


def pictures(guide, clean):
    for number, line in guide.body():
        for match in re.finditer(r"!\[[^\]]*\]\((images/[^()\s\"]+)\)", line):
            if (guide.path, number + 1) not in clean:
                yield number, match


def picture_renamed(guide, rng, clean):
    found = [(n, m) for n, m in pictures(guide, clean)]
    if not found:
        return None
    number, match = rng.choice(found)
    name = match.group(1)
    stem, extension = os.path.splitext(name)
    line = guide.lines[number]
    guide.replace(number, line[: match.start(1)] + stem + "q" + extension + line[match.end(1) :])
    return [(guide.path, number + 1, "image-missing", True)]


def picture_file_renamed(guide, rng, clean):
    """The file on the disk: every translation that shows it gets an error."""
    found = [match.group(1) for _, match in pictures(guide, clean)]
    found = [name for name in found if os.path.isfile(os.path.join(os.path.dirname(guide.file), name))]
    if not found:
        return None
    name, wants = rng.choice(found), []
    folder, root = os.path.dirname(guide.file), guide.file[: -len(guide.path)]
    for other in sorted(os.listdir(folder)):
        if other.endswith(".md"):
            there = Guide(root, os.path.relpath(os.path.join(folder, other), root))
            for number, line in there.body():
                shown = len(re.findall(r"!\[[^\]]*\]\(" + re.escape(name) + r"[)\s]", line))
                wants += [(there.path, number + 1, "image-missing", True)] * shown
    stem, extension = os.path.splitext(name)
    os.rename(os.path.join(folder, name), os.path.join(folder, stem + "_new" + extension))
    return wants


def picture_case(guide, rng, clean):
    found = [(n, m) for n, m in pictures(guide, clean) if re.search("[a-z]", os.path.basename(m.group(1)))]
    if not found:
        return None
    number, match = rng.choice(found)
    folder, name = os.path.split(match.group(1))
    line = guide.lines[number]
    guide.replace(number, line[: match.start(1)] + folder + "/" + name.swapcase() + line[match.end(1) :])
    return [(guide.path, number + 1, "image-case", True)]


def legacy_changed(guide, rng, clean):
    found = []
    for number, line in guide.body():
        for match in re.finditer(r"\[[^][]*\]\(\{legacy\}g?(\d+)", line):
            if (guide.path, number + 1) not in clean:
                found.append((number, match))
    if not found:
        return None
    number, match = rng.choice(found)
    line = guide.lines[number]
    guide.replace(number, line[: match.start(1)] + "9" + match.group(1) + "7" + line[match.end(1) :])
    return [(guide.path, number + 1, "legacy-missing", False)]


def slug_doubled(guide, rng, _):
    """The slug of a sibling in the same product and locale; the later path gets the error."""
    number, own = guide.front("slug")
    folder, name = os.path.split(guide.path)
    parent = os.path.dirname(folder)
    root = guide.file[: -len(guide.path)]
    if number is None or not name.startswith("guide."):
        return None
    siblings = []
    for other in sorted(os.listdir(os.path.join(root, parent))):
        path = os.path.join(parent, other, name)
        if other != os.path.basename(folder) and os.path.isfile(os.path.join(root, path)) and path < guide.path:
            _, taken = Guide(root, path).front("slug")
            if taken and taken != own:
                siblings.append(taken)
    if not siblings:
        return None
    # Links by its URL would be dead, too, and rightly so.
    if TEXTS["all"].count("/" + own) > guide.text.count("/" + own):
        return None
    guide.replace(number, "slug: '%s'" % rng.choice(siblings))
    return [(guide.path, number + 1, "slug-duplicate", False)]


def yaml_broken(guide, rng, _):
    number, value = guide.front("excerpt")
    if number is None or not value or "\n" in value:
        return None
    if guide.lines[number + 1][:1].isspace():
        return None
    value = value.replace('"', "").replace("'", "")
    broken = rng.choice(['excerpt: "' + value, "excerpt: '" + value, "excerpt: " + value + ": x", "excerpt: [" + value,
                         "\texcerpt: " + value, "excerpt: @" + value])
    guide.replace(number, broken)
    return [(guide.path, None, "front-syntax", False)]


def callout_misspelt(guide, rng, _):
    found = []
    for number, line in guide.body():
        match = re.match(r"\s*> ?\[!(warning|primary|success|alert|secondary|info|note|hint)\]\s*$", line)
        if match:
            found.append((number, match))
    if not found:
        return None
    number, match = rng.choice(found)
    name = match.group(1)
    at = rng.randrange(1, len(name) - 1)
    line = guide.lines[number]
    guide.replace(number, line[: match.start(1)] + name[:at] + name[at] + name[at:] + line[match.end(1) :])
    return [(guide.path, number + 1, "callout-unknown", True)]


def title_gone(guide, rng, _):
    number, value = guide.front("title")
    if number is None or guide.lines[number + 1][:1].isspace():
        return None
    guide.replace(number, "# " + guide.lines[number])
    return [(guide.path, 1, "title-missing", False)]


def title_misspelt(guide, rng, _):
    number, value = guide.front("title")
    if number is None:
        return None
    guide.replace(number, rng.choice(["titel", "tilte", "titl"]) + guide.lines[number][len("title") :])
    return [(guide.path, 1, "title-missing", True)]


def delimiter_gone(guide, rng, _):
    found = []
    for number, line in guide.body():
        if re.match(r"\s*>?\s*\|?\s*:?-{3,}:?\s*\|[\s|:-]*$", line) and "|" in guide.lines[number - 1]:
            found.append(number)
    if not found:
        return None
    number = rng.choice(found)
    del guide.lines[number]
    write(guide.file, "\n".join(guide.lines))
    return [(guide.path, number, "table-delimiter", False)]


DEFECTS = [heading_renamed, anchor_typo, md_link_cut, picture_renamed, picture_case, legacy_changed,
           picture_file_renamed, slug_doubled, yaml_broken, callout_misspelt, title_gone, title_misspelt, delimiter_gone]


def check(portolan, content, images):
    run = subprocess.run([portolan, "check", "--format", "json", "--content", content, "--images", images],
                         capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit("check ended with %d\n%s" % (run.returncode, run.stderr[-3000:]))
    findings = json.loads(run.stdout)["diagnostics"]
    for finding in findings:
        finding["path"] = os.path.relpath(finding["path"], content)
    return findings


def key(finding):
    return (finding["rule"], finding["path"], finding["message"])


def is_answer(want, finding):
    path, line, rule, helps = want
    return (finding["rule"] == rule and finding["path"] == path and finding["severity"] == "error"
            and (line is None or finding["line"] == line) and (not helps or "help" in finding))


def judge(injected, fresh, wrong):
    """Every wanted error once, and nothing besides, of whatever level."""
    left = list(fresh)
    for name, wants in injected:
        for want in wants:
            answer = next((f for f in left if is_answer(want, f)), None)
            if answer is None:
                wrong.append("%s: no %s at %s:%s" % (name, want[2], want[0], want[1]))
            else:
                left.remove(answer)
    for finding in left:
        if finding["rule"] == "anchor-missing" and finding["message"].split('"')[1] in RENAMED:
            continue
        # A note about a picture's file stands where it is shown first: that may be another place now.
        if finding["rule"] == "image-type":
            continue
        wrong.append("unexpected: %s:%d: %s [%s]" % (
            finding["path"], finding["line"], finding["message"], finding["rule"]))


def open_guide(root, path):
    try:
        guide = Guide(root, path)
    except UnicodeDecodeError:
        return None
    return guide if guide.end > 0 else None


def inject(defect, root, guides, paths, rng, clean):
    for path in rng.sample(paths, len(paths)):
        if path not in guides:
            guides[path] = open_guide(root, path)
        wants = defect(guides[path], rng, clean) if guides[path] else None
        if wants:
            return wants
    return None


def batch(portolan, content, images, base, clean, rng, wrong, counts, left):
    room = tempfile.mkdtemp(prefix="portolan-defects-")
    root = os.path.join(room, "content")
    shutil.copytree(content, root)
    folders = collections.defaultdict(list)
    for folder, _, names in os.walk(root):
        for name in sorted(names):
            if re.match(r"(guide|product)\.[a-z-]+\.md$", name):
                folders[folder].append(os.path.relpath(os.path.join(folder, name), root))
    injected, guides = [], {}
    for folder in sorted(folders):
        if left <= len(injected):
            break
        # Those that are rarest so far come first: every kind has its turn.
        for defect in sorted(DEFECTS, key=lambda kind: (counts[kind.__name__], rng.random())):
            wants = inject(defect, root, guides, folders[folder], rng, clean)
            if wants:
                injected.append((defect.__name__, wants))
                counts[defect.__name__] += 1
                break
    known = collections.Counter(map(key, base))
    # A warning that quotes the line's link is the same although the link is now another.
    same_line = {(f["rule"], f["path"], f["line"]) for f in base if f["severity"] != "error"}
    fresh = []
    for finding in check(portolan, root, images):
        if (finding["rule"], finding["path"], finding["line"]) in same_line:
            continue
        # A number that is wrong as it is may be wrong for another reason when its heading is gone.
        if finding["rule"].startswith("port-") and (finding["path"], finding["line"]) in clean:
            continue
        if known[key(finding)] > 0:
            known[key(finding)] -= 1
        else:
            fresh.append(finding)
    judge(injected, fresh, wrong)
    shutil.rmtree(room)
    return len(injected)


def with_links(content, room):
    """A copy in which every guide ends with a link to one of its headings: few guides have any."""
    root = os.path.join(room, "content")
    shutil.copytree(content, root)
    for folder, _, names in os.walk(root):
        for name in names:
            guide = re.match(r"guide\.", name) and open_guide(folder, name)
            if not guide:
                continue
            ids = [slug(line.lstrip("#")) for _, line in guide.body() if re.match(r"##+ +[A-Za-z ]{12,}\r?$", line)]
            ids = [found for found in ids if ids.count(found) == 1]
            if ids:
                write(guide.file, guide.text.rstrip() + "\n\n[%s](#%s)\n" % (ids[-1], ids[-1]))
    return root


def main():
    portolan, content, images, count, seed = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="portolan-defects-") as room:
        run(portolan, with_links(content, room), images, int(count), random.Random(int(seed)))


def run(portolan, content, images, count, rng):
    texts = []
    for folder, _, names in os.walk(content):
        for name in names:
            if name.endswith(".md"):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    texts.append(file.read())
    TEXTS["all"] = "\n".join(texts)
    base = check(portolan, content, images)
    clean = {(f["path"], f["line"]) for f in base if f["severity"] == "error"}
    counts, wrong, done = collections.Counter(), [], 0
    while done < count:
        more = batch(portolan, content, images, base, clean, rng, wrong, counts, count - done)
        if more == 0:
            sys.exit("no defect could be injected")
        done += more
    print("%d defects: %s" % (done, ", ".join("%s %d" % item for item in sorted(counts.items()))))
    for line in wrong[:40]:
        print(line)
    print("%d wrong answers" % len(wrong))
    sys.exit(1 if wrong else 0)


main()
