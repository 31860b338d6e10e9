#!/usr/bin/env python3
"""Tells whether one revision of Easel is slower, or takes more memory, than another on this machine.

Both are built in work trees of their own and measured in turn, so that what else the machine does meets both:
the stages that `easel bench` measures, the peak memory of its process, and with --process the time of
`easel generate` from the start of the process to the file. Ends with 1 where a figure has become worse, by more than
--allow, in the median of the pairs and in most of them.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
MOST = 0.75
GIB = 1 << 30


def main():
    options = parse()
    with tempfile.TemporaryDirectory() as folder:
        trees = [Path(folder, name) for name in ("old", "new")]
        try:
            for tree, revision in zip(trees, (options.old, options.new)):
                check_out(tree, revision)
            pairs = [pair(trees, options, index) for index in range(options.pairs)]
        finally:
            for tree in trees:
                git("worktree", "remove", "--force", str(tree), check=False)
    worse = report(pairs, options.allow)
    return 1 if worse else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="a revision, such as origin/main")
    parser.add_argument("new", nargs="?", default="HEAD", help="another. Default: HEAD")
    parser.add_argument("--pairs", type=int, default=9, help="of measurements. Default: 9")
    parser.add_argument("--allow", type=float, default=0.03, help="what counts as no change. Default: 0.03")
    parser.add_argument(
        "--process", type=int, metavar="STEPS", help="measure easel generate with so many steps, and nothing else"
    )
    parser.usage = "%(prog)s [OPTION...] OLD [NEW] [-- OPTIONS OF EASEL...]"
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:end])
    options.arguments = words[end + 1 :]
    return options


def check_out(tree, revision):
    git("worktree", "add", "--quiet", "--detach", str(tree), revision)
    run(tree, "--version")  # builds it


def git(*arguments, check=True):
    subprocess.run(["git", "-C", PROJECT, *arguments], check=check)


def run(tree, *arguments):
    """What the command prints, the seconds that its process took, and its peak memory in GiB."""
    start = time.perf_counter()
    process = subprocess.Popen([str(tree / "easel"), *arguments], stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return printed, seconds, usage.ru_maxrss * 1024 / GIB  # Linux tells KiB


def pair(trees, options, index):
    """The figures of the old one and the new one; who comes first changes from pair to pair."""
    measure = process_to_file if options.process else stages
    figures = {tree: measure(tree, options) for tree in (trees if index % 2 == 0 else reversed(trees))}
    return [figures[tree] for tree in trees]


def stages(tree, options):
    printed, _, memory = run(tree, "bench", "--json", *options.arguments)
    figures = {f"{stage['name']}, s": stage["seconds"] for stage in json.loads(printed)["stages"]}
    return figures | {"peak memory, GiB": memory}


def process_to_file(tree, options):
    with tempfile.TemporaryDirectory() as folder:
        steps = str(options.process)
        command = ["generate", "a red fox", "--seed", "1", "--steps", steps, "--quiet"]
        _, seconds, memory = run(tree, *command, "--output", str(Path(folder, "fox.png")), *options.arguments)
    return {f"process to file, {steps} steps, s": seconds, "peak memory, GiB": memory}


def report(pairs, allowed):
    """Prints a line for each figure; returns the names of those that are worse."""
    bad = []
    print(f"{'figure':<34}{'old':>10}{'new':>10}{'new / old':>11}{'spread':>16}  worse in")
    for figure in pairs[0][0]:
        old, new = ([figures[side][figure] for figures in pairs] for side in (0, 1))
        ratios = sorted(b / a for a, b in zip(old, new))
        ratio, worse = statistics.median(ratios), sum(r > 1 for r in ratios)
        print(
            f"{figure:<34}{statistics.median(old):>10.4f}{statistics.median(new):>10.4f}{ratio:>11.3f}"
            f"{f'{ratios[0]:.3f} to {ratios[-1]:.3f}':>16}  {worse} of {len(ratios)}"
        )
        if ratio > 1 + allowed and worse >= MOST * len(ratios):
            bad.append(figure)
    if bad:
        print("worse: " + ", ".join(bad), file=sys.stderr)
    return bad


if __name__ == "__main__":
    sys.exit(main())
