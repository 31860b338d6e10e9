"""Runs Easel, or a peer, once in a process of its own and tells what came of it."""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EASEL = Path(__file__).resolve().parent.parent / "easel"
PEER = Path(__file__).resolve().with_name("peer.py")
PROMPT = "a red fox on a blue background"
SEED = "1"


def run_peer(peer, options):
    keys = ("what", "size", "pictures", "dtype", "threads", "repeat", "attention", "layout")
    arguments = {"peer": peer} | {key: getattr(options, key) for key in keys}
    return last_json([sys.executable, PEER, json.dumps(arguments)])


def bench(size, pixels, dtype, options, steps=1):
    """The report of ./easel bench, or nothing where it fails, as it does for a dtype that it does not know."""
    command = ["bench", "--json", "--size", size, "--steps", steps, "--repeat", options.repeat]
    report = last_json([EASEL, *command, *common(pixels, dtype, options)])
    return report and report | {"stages": {short(stage["name"]): stage for stage in report["stages"]}}


def generate(pixels, dtype, options, steps):
    """Seconds from the start of the process to the end, when the file is there; nothing where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "picture.png")
        command = ["generate", PROMPT, "--steps", steps, "--seed", SEED, "--output", picture]
        start = time.perf_counter()
        done = subprocess.run(
            [str(word) for word in (EASEL, *command, *common(pixels, dtype, options))], stdout=subprocess.DEVNULL
        )
        seconds = time.perf_counter() - start
        return seconds if done.returncode == 0 and picture.exists() else None


def commit():
    """The revision that is measured, with a + where files were changed since."""
    git = ["git", "-C", EASEL.parent]
    revision = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD"], capture_output=True).returncode == 1
    return revision + "+" if changed else revision or "unknown"


def common(pixels, dtype, options):
    width, height = pixels
    return ["--width", width, "--height", height, "--precision", dtype, "--threads", options.threads]


def short(stage):
    """Without the number of steps, as in "picture, 8 steps"."""
    return re.sub(",.*", "", stage)


def last_json(command):
    """The JSON that the command prints last, or nothing where it fails; what it says on the way goes to stderr."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None
