#!/usr/bin/env python3
"""Measures diffusers and OpenVINO on this machine's CPU, alone or beside Easel.

Networks have the published sizes and random weights. Prints one line of JSON for each measurement; README.md beside
this file says more.
"""

import argparse
import gc
import importlib.metadata
import itertools
import json
import math
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

EASEL = Path(__file__).resolve().parent.parent / "easel"
EASEL_STAGES = {"sd15": "UNet call", "sdxl": "UNet call", "vae": "VAE decoding"}
PEERS = ("eager", "compile", "openvino")
TABLE = (
    ("sd15", (512, 512), PEERS),
    ("sdxl", (512, 512), ("eager", "compile")),
    ("sdxl", (1024, 1024), ("eager", "compile")),
    ("vae", (1024, 1024), ("eager", "compile")),
)

TOKENS = 77
MIDDLE_TIMESTEP = 500
VAE_FACTOR = 8
# Only these differ from the defaults of diffusers' UNet2DConditionModel and AutoencoderKL.
SD15_UNET = {"sample_size": 64, "cross_attention_dim": 768, "attention_head_dim": 8}
SDXL_UNET = {
    "sample_size": 128,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    "block_out_channels": (320, 640, 1280),
    "transformer_layers_per_block": (1, 2, 10),
    "attention_head_dim": (5, 10, 20),
    "cross_attention_dim": 2048,
    "use_linear_projection": True,
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2816,
}
SDXL_POOLED = 1280
SDXL_TIME_IDS = 6
SDXL_VAE = {
    "sample_size": 1024,
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "block_out_channels": (128, 256, 512, 512),
    "layers_per_block": 2,
}


# One peer, in this process. What is large is imported here, so that the process that only starts others stays small.


def measure(peer, options):
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    # OpenVINO makes bfloat16 of float32 itself, by the hint below.
    bf16 = options.dtype == "bf16" and peer != "openvino"
    dtype = torch.bfloat16 if bf16 else torch.float32
    with torch.no_grad():
        network, inputs = make(options.what, options.size, dtype)
        weight_bytes = sum(p.numel() * p.element_size() for p in network.parameters())
        if peer == "openvino":
            chosen = {}
            call = openvino_call(network, inputs, options)
            del network
            gc.collect()
        else:
            chosen = quickest_way(network, inputs, options)
            call = torch_call(network, inputs, compiled=peer == "compile")
        seconds, peak = measure_call(call, options.repeat)
    return line(
        peer, options, seconds, **chosen, version=version(peer), weightBytes=weight_bytes, peakMemoryBytes=peak
    )


def make(what, size, dtype):
    """The network with random weights, made in place so that they are never in memory twice; and its inputs."""
    import diffusers
    import torch

    with torch.device("meta"):
        if what == "vae":
            model = diffusers.AutoencoderKL(**SDXL_VAE)
        else:
            model = diffusers.UNet2DConditionModel(**(SDXL_UNET if what == "sdxl" else SD15_UNET))
    model = model.to(dtype).to_empty(device="cpu").eval()
    for parameter in model.parameters():
        parameter.normal_(0, 0.02)

    width, height = (side // VAE_FACTOR for side in size)
    if what == "vae":
        shapes = [(1, model.config.latent_channels, height, width)]
    else:
        shapes = [(2, model.config.in_channels, height, width), (2, TOKENS, model.config.cross_attention_dim)]
        shapes += [(2, SDXL_POOLED), (2, SDXL_TIME_IDS)] if what == "sdxl" else []
    return with_plain_arguments(model), [torch.randn(shape, dtype=dtype) for shape in shapes]


def with_plain_arguments(model):
    """A module that takes and returns tensors alone, which is what a converter can follow."""
    import torch

    class Decode(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, latents):
            return self.model.decode(latents, return_dict=False)[0]

    class GuidedStep(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model
            self.register_buffer("timestep", torch.tensor(MIDDLE_TIMESTEP))

        def forward(self, sample, context, *added):
            conditions = dict(zip(("text_embeds", "time_ids"), added)) or None
            return self.model(sample, self.timestep, context, added_cond_kwargs=conditions, return_dict=False)[0]

    return Decode() if type(model).__name__ == "AutoencoderKL" else GuidedStep()


def quickest_way(network, inputs, options):
    """Leaves the network in the quickest memory layout and way of attention of those that the options allow."""
    attentions = ("math", "fused") if options.attention == "best" else (options.attention,)
    layouts = ("contiguous", "channels_last") if options.layout == "best" else (options.layout,)
    ways = list(itertools.product(attentions, layouts))
    if len(ways) > 1:
        quickest = {}
        for way in ways:
            arrange(network, *way)
            best = min(quickest.values(), default=math.inf)
            quickest[way] = seconds_of(lambda: network(*inputs))
            # The first call is slower than the next; far behind the best it need not be made again.
            if quickest[way] < 2 * best:
                quickest[way] = seconds_of(lambda: network(*inputs))
            print(f"{'/'.join(way)}: {quickest[way]:.3f} s", file=sys.stderr)
        ways = [min(quickest, key=quickest.get)]
    attention, layout = ways[0]
    arrange(network, attention, layout)
    return {"attention": attention, "layout": layout}


def arrange(network, attention, layout):
    """Fused is torch's scaled_dot_product_attention; math is diffusers' own: matmul, softmax, matmul."""
    import torch
    from diffusers.models.attention_processor import AttnProcessor, AttnProcessor2_0

    network.model.set_attn_processor(AttnProcessor() if attention == "math" else AttnProcessor2_0())
    formats = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
    network.to(memory_format=formats[layout])


def torch_call(network, inputs, compiled):
    import torch

    function = torch.compile(network) if compiled else network
    return lambda: function(*inputs).float().numpy()


def openvino_call(network, inputs, options):
    import openvino

    model = openvino.convert_model(network, example_input=tuple(inputs))
    names = [port.any_name for port in model.inputs]
    model.reshape({name: list(tensor.shape) for name, tensor in zip(names, inputs)})
    properties = {
        "INFERENCE_PRECISION_HINT": options.dtype,
        "INFERENCE_NUM_THREADS": options.threads,
        "PERFORMANCE_HINT": "LATENCY",
    }
    request = openvino.Core().compile_model(model, "CPU", properties).create_infer_request()
    arguments = [openvino.Tensor(tensor.float().numpy()) for tensor in inputs]
    return lambda: request.infer(arguments)[0]


def measure_call(call, repeats):
    """The median seconds, and the most memory that was resident during the calls."""
    import numpy

    if not numpy.isfinite(call()).all():
        raise ArithmeticError("the result is not finite, so its time says nothing")
    forget_peak_memory()
    return statistics.median(seconds_of(call) for _ in range(repeats)), peak_memory()


def seconds_of(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def forget_peak_memory():
    """Trials and compilers need more than the calls; where Linux does not forget, the peak is the process's."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def peak_memory():
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    return int(re.search(r"VmHWM:\s*(\d+)", status)[1]) * 1024


def version(peer):
    packages = ("openvino",) if peer == "openvino" else ("diffusers", "torch")
    return ", ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)


# Several, each in a process of its own and in turn.


def compare(peers, options):
    """Prints every measurement and how Easel compares; returns the median seconds by name."""
    seconds = {}
    for _ in range(options.rounds):
        for name in (["easel"] if options.easel else []) + list(peers):
            result = run_easel(options) if name == "easel" else run_peer(name, options)
            print(json.dumps(result), flush=True)
            if "seconds" in result:
                seconds.setdefault(name, []).append(result["seconds"])
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    if "easel" in medians and len(medians) > 1:
        ratios = {name: round(medians["easel"] / medians[name], 3) for name in medians if name != "easel"}
        print(json.dumps(heading(options) | {"easelDividedBy": ratios}), flush=True)
    return medians


def run_peer(peer, options):
    command = [sys.executable, __file__, "--peer", peer, "--what", options.what, "--size", "%dx%d" % options.size]
    for name in ("dtype", "threads", "repeat", "attention", "layout"):
        command += [f"--{name}", str(getattr(options, name))]
    result = run(command)
    return result if result else line(peer, options, error="failed, see above")


def run_easel(options):
    """Easel makes a whole picture too, here of one step, and its memory is that of the whole model."""
    width, height = options.size
    size = "sd15" if options.what == "sd15" else "sdxl"
    command = [EASEL, "bench", "--json", "--size", size, "--width", width, "--height", height, "--steps", 1]
    command += ["--precision", options.dtype, "--threads", options.threads, "--repeat", options.repeat]
    report = run([str(word) for word in command])
    if not report:
        return line("easel", options, error="failed, see above")
    stage = next(stage for stage in report["stages"] if stage["name"] == EASEL_STAGES[options.what])
    return line(
        "easel",
        options,
        stage["seconds"],
        shareOfPeak=stage["shareOfPeak"],
        weightBytes=report["modelBytes"],
        peakMemoryBytes=report["peakMemoryBytes"],
    )


def run(command):
    """The JSON that the command prints last, or nothing where it fails; what it says on the way goes to stderr."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def line(peer, options, seconds=None, **more):
    measured = {} if seconds is None else {"seconds": round(seconds, 4)}
    return {"peer": peer} | heading(options) | measured | more


def heading(options):
    width, height = options.size
    return {
        "what": options.what,
        "width": width,
        "height": height,
        "dtype": options.dtype,
        "threads": options.threads,
    }


def table(options):
    rows = []
    for what, size, peers in TABLE:
        medians = compare(peers, argparse.Namespace(**(vars(options) | {"what": what, "size": size})))
        cells = [f"{medians[name]:.2f} s" if name in medians else "-" for name in ("easel", *PEERS)]
        best = min((medians[peer] for peer in peers if peer in medians), default=math.nan)
        rows.append([f"{what} {size[0]}x{size[1]}", *cells, f"{medians.get('easel', math.nan) / best:.2f}"])
    print()
    header = [f"{options.dtype}, {options.threads} threads", "Easel", *PEERS, "Easel / best peer"]
    for row in (header, ["---"] * len(header), *rows):
        print("| " + " | ".join(row) + " |")


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--what", choices=EASEL_STAGES, default="sd15", help="a guided step, or a VAE decode")
    parser.add_argument("--size", type=size, default=(512, 512), metavar="WIDTHxHEIGHT", help="default: 512x512")
    parser.add_argument("--peer", choices=PEERS, nargs="+", default=["eager"], help="default: eager")
    parser.add_argument("--dtype", choices=("bf16", "f32"), default="bf16", help="default: bf16")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)), help="default: all cores")
    parser.add_argument("--repeat", type=int, default=3, help="calls in each process; the median counts. Default: 3")
    parser.add_argument("--attention", choices=("best", "fused", "math"), default="best", help="of diffusers")
    parser.add_argument("--layout", choices=("best", "contiguous", "channels_last"), default="best", help="the same")
    parser.add_argument("--easel", action="store_true", help="measure Easel beside the peers, in turn")
    parser.add_argument("--rounds", type=int, default=2, help="of --easel or several peers; the median. Default: 2")
    parser.add_argument("--table", action="store_true", help="measure the whole table of the README beside Easel")
    return parser.parse_args()


def size(text):
    match = re.fullmatch(r"(\d+)x(\d+)", text)
    if not match or any(int(side) % 64 or int(side) == 0 for side in match.groups()):
        raise argparse.ArgumentTypeError(f"{text} is not WIDTHxHEIGHT with multiples of 64, such as 768x512")
    return int(match[1]), int(match[2])


def main():
    options = parse()
    if options.table:
        options.easel = True
        table(options)
    elif options.easel or len(options.peer) > 1:
        compare(options.peer, options)
    else:
        print(json.dumps(measure(options.peer[0], options)))


if __name__ == "__main__":
    main()
