#!/usr/bin/env python3
"""Loads a single file with Easel and with diffusers in turn, and tells seconds and memory of each as a line of JSON.

    bench/loading.py FILE.safetensors [--config FOLDER] [--repeat 3] [--only easel]

Linux alone. The file is read once before, so that it lies in the system's cache.
"""
from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIFFUSERS = """
import json, sys, time
import torch
from diffusers import StableDiffusionPipeline, StableDiffusionXLPipeline
kind = StableDiffusionXLPipeline if sys.argv[3] == "xl" else StableDiffusionPipeline
start = time.perf_counter()
kind.from_single_file(sys.argv[1], config=sys.argv[2], torch_dtype=torch.bfloat16, local_files_only=True, safety_checker=None)
print(json.dumps({"timings": {"load": time.perf_counter() - start}}))
"""


def resident(process: int) -> tuple[float, float]:
    """GB now and at most."""
    try:
        lines = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
        return tuple(int(lines[key].split()[0]) / 1e6 for key in ("VmRSS", "VmHWM"))
    except (OSError, KeyError):
        return 0.0, 0.0


def run(command: list[str]) -> dict:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    last = most = 0.0
    while process.poll() is None:
        now, peak = resident(process.pid)
        last, most = now or last, max(most, peak)
        time.sleep(0.02)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed")
    return {"seconds": json.loads(process.stdout.read())["timings"]["load"], "peakGB": round(most, 2), "lastGB": round(last, 2)}


def easel(arguments, folder: str) -> dict:
    return run(["./easel", "generate", "a red fox", "--model", str(arguments.file), "--precision", "bf16", "--steps", "1", "--width", "64",
                "--height", "64", "--json", "--output", folder + "/fox.png", *arguments.easel.split()])


def diffusers(arguments, folder: str) -> dict:
    kind = "xl" if "xl" in arguments.file.name else "1"
    return run([sys.executable, "-c", DIFFUSERS, str(arguments.file), str(arguments.config), kind])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--config", type=Path, help="diffusers' configurations, for diffusers alone")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", choices=("easel", "diffusers"))
    parser.add_argument("--easel", default="", help="more options for easel, in one argument")
    arguments = parser.parse_args()
    arguments.file = arguments.file.resolve()
    with arguments.file.open("rb") as file:
        while file.read(1 << 24):
            pass
    kinds = [kind for kind in (easel, diffusers) if arguments.only in (None, kind.__name__)]
    measured: dict[str, list[dict]] = {kind.__name__: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(arguments.repeat):
            for kind in kinds:
                measured[kind.__name__].append(kind(arguments, folder))
    for name, runs in measured.items():
        print(json.dumps({"program": name, "file": arguments.file.name} | min(runs, key=lambda run: run["seconds"])))


if __name__ == "__main__":
    main()
