#!/usr/bin/env python3
"""Tells whether one revision of Easel is slower than another on this machine.

Both are built in work trees of their own and measured in turn, so that what else the machine does meets both. Ends with
1 where a stage has become slower, by more than --allow, in most of the pairs.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
MOST = 0.75


def main():
    options = parse()
    with tempfile.TemporaryDirectory() as folder:
        trees = [Path(folder, name) for name in ("old", "new")]
        try:
            for tree, revision in zip(trees, (options.old, options.new)):
                check_out(tree, revision)
            pairs = [pair(trees, options.arguments, index) for index in range(options.pairs)]
        finally:
            for tree in trees:
                git("worktree", "remove", "--force", str(tree), check=False)
    slower = report(pairs, options.allow)
    return 1 if slower else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="a revision, such as origin/main")
    parser.add_argument("new", nargs="?", default="HEAD", help="another. Default: HEAD")
    parser.add_argument("--pairs", type=int, default=5, help="of measurements. Default: 5")
    parser.add_argument("--allow", type=float, default=0.05, help="what counts as no change. Default: 0.05")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="-- ...", help="for easel bench, behind --")
    options = parser.parse_args()
    options.arguments = [word for word in options.arguments if word != "--"]
    return options


def check_out(tree, revision):
    git("worktree", "add", "--quiet", "--detach", str(tree), revision)
    run(tree, "--version")  # builds it


def git(*arguments, check=True):
    subprocess.run(["git", "-C", PROJECT, *arguments], check=check)


def run(tree, *arguments):
    return subprocess.run([tree / "easel", *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def pair(trees, arguments, index):
    """Seconds by stage, of the old one and the new one; who comes first changes from pair to pair."""
    seconds = {}
    for tree in trees if index % 2 == 0 else reversed(trees):
        stages = json.loads(run(tree, "bench", "--json", *arguments))["stages"]
        seconds[tree] = {stage["name"]: stage["seconds"] for stage in stages}
    return [seconds[tree] for tree in trees]


def report(pairs, allowed):
    """Prints a line for each stage; returns the names of those that are slower."""
    slower = []
    print(f"{'stage':<24}{'old':>10}{'new':>10}{'new / old':>11}  slower in")
    for stage in pairs[0][0]:
        old, new = ([seconds[side][stage] for seconds in pairs] for side in (0, 1))
        ratios = [b / a for a, b in zip(old, new)]
        ratio, worse = statistics.median(ratios), sum(r > 1 for r in ratios)
        print(
            f"{stage:<24}{statistics.median(old):>10.4f}{statistics.median(new):>10.4f}{ratio:>11.3f}"
            f"  {worse} of {len(ratios)}"
        )
        if ratio > 1 + allowed and worse >= MOST * len(ratios):
            slower.append(stage)
    if slower:
        print("slower: " + ", ".join(slower), file=sys.stderr)
    return slower


if __name__ == "__main__":
    sys.exit(main())
