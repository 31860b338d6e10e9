#!/usr/bin/env python3
"""Tells whether one revision of Easel is slower, or takes more memory, than another on this machine.

Both are built in work trees of their own and measured in turn, so that what else the machine does meets both:
the stages that `easel bench` measures, the peak memory of its process, and with --process the time of
`easel generate` from the start of the process to the file. Where the machine's own speed changes within a pair, --turns
lets both measure at the same time, a second each in turn. Ends with 1 where a figure has become worse, by more than
--allow, in the median of the pairs and in most of them.
"""

import argparse
import json
import os
import signal
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
    parser.add_argument(
        "--turns",
        type=float,
        metavar="SECONDS",
        help="let both run at once, each so long while the other one is stopped; longer than a call of what is measured, "
        "of which it takes more repetitions (--repeat). Whole pictures and memory are left out",
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
    if options.turns:
        return in_turns(trees, options)
    measure = process_to_file if options.process else stages
    figures = {tree: measure(tree, options) for tree in (trees if index % 2 == 0 else reversed(trees))}
    return [figures[tree] for tree in trees]


def stages(tree, options):
    printed, _, memory = run(tree, "bench", "--json", *options.arguments)
    figures = {f"{stage['name']}, s": stage["seconds"] for stage in json.loads(printed)["stages"]}
    return figures | {"peak memory, GiB": memory}


def in_turns(trees, options):
    """Stages of both, of which each runs while the other one is stopped; a call that meets a stop is no median."""
    command = ["bench", "--json", *options.arguments]
    processes = [
        subprocess.Popen([str(tree / "easel"), *command], stdout=subprocess.PIPE, text=True, start_new_session=True)
        for tree in trees
    ]
    for process in processes:
        os.killpg(process.pid, signal.SIGSTOP)
    running = list(processes)
    while running:
        running = [process for process in running if not ends_in_its_turn(process, options.turns)]
    return [calls_of(process) for process in processes]


def ends_in_its_turn(process, seconds):
    os.killpg(process.pid, signal.SIGCONT)
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGSTOP)
        return False


def calls_of(process):
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    listed = json.loads(process.stdout.read())["stages"]
    return {f"{stage['name']}, s": stage["seconds"] for stage in listed if not stage["name"].startswith("picture")}


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
