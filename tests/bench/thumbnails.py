#!/usr/bin/env python3
"""Our smaller pictures against vipsthumbnail's (Debian: libvips-tools): the same widths, formats and
encoder settings of the same files, interleaved in one run; how alike they look; what a phone loads.

    tests/bench/thumbnails.py build/portolan build/likeness CONTENT [ROUNDS]
"""

import collections
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SETTINGS = {
    "exact": "webp[lossless,effort=4,strip]",
    "sharp": "webp[Q=90,smart_subsample,effort=4,strip]",
    "photo": "webp[Q=82,effort=4,strip]",
    "png": "png[compression=6,filter=all,strip]",
    "jpg": "jpg[Q=82,optimize_coding,strip]",
}
# A phone's column beside the theme's margins, in CSS pixels.
PHONE = 390 - 32


def run(command, **more):
    """Seconds of wall clock, and of both processors together."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def candidates(srcset):
    return [(part.partition(" ")[0], int(part.partition(" ")[2].rstrip("w") or 0)) for part in srcset.split(", ")]


def pictures(out):
    """Original → its <picture>'s WebP candidates, its own type's, its size as shown."""
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            if name != "index.html":
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                html = file.read()
            for tag in re.finditer(r'(?:<picture><source type="image/webp" srcset="([^"]*)"[^>]*>)?<img src="(/images/[^"]*)"([^>]*)>', html):
                own = re.search(r'srcset="([^"]*)"', tag[3])
                found[tag[2]] = (candidates(tag[1]) if tag[1] else [], candidates(own[1]) if own else [])
    return found


def kind_of(path, original):
    if not path.endswith(".webp"):
        return path.rsplit(".", 1)[1]
    with open(path, "rb") as file:
        head = file.read(16)
    if head[12:] == b"VP8L":
        return "exact"
    return "photo" if original.endswith((".jpg", ".jpeg")) else "sharp"


def has_profile(path):
    with open(path, "rb") as file:
        head = file.read(1 << 16)
    return b"iCCP" in head or b"ICC_PROFILE" in head


def plan(out, found):
    """(width or 0 for the picture's own, kind, whether it has a profile) → [(original, our file)]."""
    groups = collections.defaultdict(list)
    for original, (webp, own) in found.items():
        for url, width in webp + own:
            if url == original:
                continue
            ours = out + url
            groups[width if width in (736, 1472) else 0, kind_of(ours, original), has_profile(out + original)].append((out + original, ours))
    return groups


def vips(groups, folder):
    """One process for each width and format, as many files as there are: vipsthumbnail at its best."""
    shutil.rmtree(folder, ignore_errors=True)
    wall = cpu = 0
    for (width, kind, profile), files in sorted(groups.items()):
        into = "%s/%d-%s" % (folder, width, kind)
        os.makedirs(into, exist_ok=True)
        # Without a profile in the picture, vips would take it for something else than sRGB.
        seconds = run(["vipsthumbnail", *(["--eprofile", "srgb"] if profile else []), "-s", "%dx>" % (width or 100000), "-o", "%s/%%s.%s" % (into, SETTINGS[kind]),
                       *[original for original, _ in files]])
        wall, cpu = wall + seconds[0], cpu + seconds[1]
    return wall, cpu


def likeness(program, groups, folder):
    """(SSIM, PSNR, name) of ours against theirs, the least alike first."""
    pairs = []
    for (width, kind, _), files in groups.items():
        for original, ours in files:
            stem = os.path.basename(original).rsplit(".", 1)[0]
            pairs += [ours, "%s/%d-%s/%s.%s" % (folder, width, kind, stem, SETTINGS[kind].split("[")[0])]
    lines = subprocess.run([program, *pairs], capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted((*map(float, line.split()), os.path.basename(pairs[2 * i])) for i, line in enumerate(lines))


def phone(out, found, density):
    today = loaded = 0
    for original, (webp, own) in found.items():
        today += os.path.getsize(out + original)
        offered = sorted(webp or own or [(original, 0)], key=lambda candidate: candidate[1])
        enough = [url for url, width in offered if width >= PHONE * density or width == 0]
        loaded += os.path.getsize(out + (enough[0] if enough else offered[-1][0]))
    return loaded, today


def main():
    portolan, program, content = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    with tempfile.TemporaryDirectory(dir="/dev/shm") as room:
        out, cache, folder = room + "/out", room + "/cache", room + "/vips"
        none = room + "/none.yaml"
        with open(none, "w", encoding="utf-8") as file:
            file.write("images: {column: 0}\n")

        def build(*more):
            return run([portolan, "build", "-q", "--content", content, "--out", out, "--cache", cache, *more])

        build()
        found = pictures(out)
        groups = plan(out, found)
        rows = collections.defaultdict(list)
        for _ in range(rounds):
            shutil.rmtree(cache)
            shutil.rmtree(out)
            rows["cold"].append(build())
            rows["vips"].append(vips(groups, folder))
            rows["warm"].append(build())
            rows["without"].append(build("--config", none))
            build()
        wall, cpu = ({name: statistics.median(values[i] for values in list_) for name, list_ in rows.items()} for i in (0, 1))
        print("pictures %d, versions %d" % (len(found), sum(map(len, groups.values()))))
        for name in ("without", "warm", "cold", "vips"):
            print("%-8s %7.2f s wall %7.2f s cpu" % (name, wall[name], cpu[name]))
        print("ours / vips, cold: wall %.2f, cpu %.2f" % ((wall["cold"] - wall["without"]) / wall["vips"],
                                                          (cpu["cold"] - cpu["without"]) / cpu["vips"]))
        print("warm / cold, cpu, pages left out: %.4f" % ((cpu["warm"] - cpu["without"]) / (cpu["cold"] - cpu["without"])))
        for density in (1, 2, 3):
            loaded, today = phone(out, found, density)
            print("a phone of 390 px, density %d: %d of %d bytes, %.3f" % (density, loaded, today, loaded / today))
        alike = likeness(program, groups, folder)
        print("SSIM: least %.4f, median %.4f; PSNR: least %.1f, median %.1f"
              % (alike[0][0], statistics.median(row[0] for row in alike), min(row[1] for row in alike), statistics.median(row[1] for row in alike)))
        for row in alike[:5]:
            print("  %.4f %.1f dB %s" % row)


main()
