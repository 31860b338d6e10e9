#!/usr/bin/env python3
"""Measures diffusers and OpenVINO on this machine's CPU, alone or beside Easel.

Networks have the published sizes and random weights. Prints one line of JSON for each measurement; README.md beside
this file says more.
"""

import argparse
import json
import re
import statistics

import machine
import runs
import targets

EASEL_STAGES = {"sd15": "UNet call", "sdxl": "UNet call", "vae": "VAE decoding", "picture": "picture"}
PEERS = ("eager", "compile", "openvino")


def compare(options):
    """Prints every measurement, each in a process of its own and in turn, and how Easel compares."""
    seconds = {}
    for _ in range(options.rounds):
        for name in (["easel"] if options.easel else []) + options.peer:
            result = run_easel(options) if name == "easel" else runs.run_peer(name, options)
            print(json.dumps(heading(name, options) | (result or {"error": "failed, see above"})), flush=True)
            if result:
                seconds.setdefault(name, []).append(result["seconds"])
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    if "easel" in medians and len(medians) > 1:
        ratios = {name: round(medians["easel"] / medians[name], 3) for name in medians if name != "easel"}
        print(json.dumps(heading("easel", options) | {"easelDividedBy": ratios}), flush=True)


def run_easel(options):
    """Easel makes a whole picture too, here of one step, and its memory is that of the whole model.

    Several pictures it makes one after the other.
    """
    size = "sd15" if options.what == "sd15" else "sdxl"
    report = runs.bench(size, options.size, options.dtype, options)
    if not report:
        return None
    stage = report["stages"][EASEL_STAGES[options.what]]
    return {
        "seconds": round(options.pictures * stage["seconds"], 4),
        "shareOfPeak": stage["shareOfPeak"],
        "weightBytes": report["modelBytes"],
        "peakMemoryBytes": report["peakMemoryBytes"],
    }


def heading(name, options):
    width, height = options.size
    return {
        "peer": name,
        "what": options.what,
        "width": width,
        "height": height,
        "pictures": options.pictures,
        "dtype": options.dtype,
        "threads": options.threads,
    } | machine.describe()


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--what",
        choices=EASEL_STAGES,
        default="sd15",
        help="a guided step of sd15 or sdxl, a VAE decode, or a whole picture of SDXL in one step. Default: sd15",
    )
    parser.add_argument("--size", type=size, metavar="WIDTHxHEIGHT", help="default: 512x512")
    parser.add_argument(
        "--pictures",
        type=positive,
        default=1,
        help="peers make as many in one batch, Easel one after the other. Not for --table. Default: 1",
    )
    parser.add_argument("--peer", choices=PEERS, nargs="+", default=["eager"], help="default: eager")
    parser.add_argument(
        "--dtype", choices=("bf16", "f32"), help="default: bf16 where the processor computes it, otherwise f32"
    )
    parser.add_argument("--threads", type=int, default=machine.cores(), help="default: all cores")
    parser.add_argument("--repeat", type=int, default=3, help="calls in each process; the median counts. Default: 3")
    parser.add_argument("--attention", choices=("best", "fused", "math"), default="best", help="of diffusers")
    parser.add_argument("--layout", choices=("best", "contiguous", "channels_last"), default="best", help="the same")
    parser.add_argument("--easel", action="store_true", help="measure Easel beside the peers, in turn")
    parser.add_argument("--rounds", type=int, default=2, help="processes for each; the median counts. Default: 2")
    parser.add_argument(
        "--table",
        nargs="*",
        choices=targets.PARTS,
        metavar="PART",
        help="measure what the targets are about, and end with a table of them; all of it, or some of %(choices)s."
        " With --size the sizes of networks are this one",
    )
    parser.add_argument("--machine", metavar="NAME", help="what the table calls it. Default: the processor's name")
    options = parser.parse_args()
    if options.table is not None and options.pictures != 1:
        parser.error("--pictures is not for --table, which is about one picture")
    options.dtype = options.dtype or machine.native_dtype()
    return options


def size(text):
    match = re.fullmatch(r"(\d+)x(\d+)", text)
    if not match or any(int(side) % 64 or int(side) == 0 for side in match.groups()):
        raise argparse.ArgumentTypeError(f"{text} is not WIDTHxHEIGHT with multiples of 64, such as 768x512")
    return int(match[1]), int(match[2])


def positive(text):
    if not re.fullmatch(r"[1-9]\d*", text):
        raise argparse.ArgumentTypeError(f"{text} is not a count, such as 4")
    return int(text)


def main():
    options = parse()
    if options.table is not None:
        targets.measure(options)
    else:
        options.size = options.size or (512, 512)
        compare(options)


if __name__ == "__main__":
    main()
