"""Measures one peer in this process, for peers.py: takes the options as JSON, prints a line of JSON.

What is large is imported where it is used, so that the process stays as small as the peer alone.
"""

import gc
import importlib.metadata
import itertools
import json
import math
import re
import statistics
import sys
import time
from pathlib import Path
from types import SimpleNamespace

TOKENS = 77
MIDDLE_TIMESTEP = 500
VAE_FACTOR = 8
WARM_UP_SECONDS = 10  # as of ./easel bench
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
SDXL_TEXT = (
    {"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12},
    {
        "hidden_size": 1280,
        "intermediate_size": 5120,
        "num_hidden_layers": 32,
        "num_attention_heads": 20,
        "projection_dim": 1280,
        "hidden_act": "gelu",
    },
)


def measure(options):
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    # OpenVINO makes bfloat16 of float32 itself, by the hint below.
    bf16 = options.dtype == "bf16" and options.peer != "openvino"
    dtype = torch.bfloat16 if bf16 else torch.float32
    with torch.no_grad():
        network, inputs = make(options.what, options.size, options.pictures, dtype)
        weight_bytes = sum(p.numel() * p.element_size() for p in network.parameters())
        if options.peer == "openvino":
            call, chosen = openvino_call(network, inputs, options)
            del network
            gc.collect()
        else:
            chosen = quickest_way(network, inputs, options)
            call = torch_call(network, inputs, compiled=options.peer == "compile")
        seconds, peak = measure_call(call, options.repeat)
    return {
        "seconds": round(seconds, 4),
        **chosen,
        "version": version(options.peer),
        "weightBytes": weight_bytes,
        "peakMemoryBytes": peak,
    }


def make(what, size, pictures, dtype):
    """The network with random weights, and its inputs for as many pictures in one batch."""
    import diffusers
    import torch

    width, height = (side // VAE_FACTOR for side in size)
    channels = 4
    if what == "vae":
        network = with_plain_arguments(random(lambda: diffusers.AutoencoderKL(**SDXL_VAE), dtype))
        shapes = [(pictures, channels, height, width)]
    else:
        config = SD15_UNET if what == "sd15" else SDXL_UNET
        network = with_plain_arguments(random(lambda: diffusers.UNet2DConditionModel(**config), dtype))
        batch = 2 * pictures
        shapes = [(batch, channels, height, width), (batch, TOKENS, config["cross_attention_dim"])]
        shapes += [] if what == "sd15" else [(batch, SDXL_POOLED), (batch, SDXL_TIME_IDS)]
    inputs = [torch.randn(shape, dtype=dtype) for shape in shapes]
    if what == "picture":
        inputs[1] = torch.randint(1000, (batch, TOKENS))
        network = whole_sdxl(network, dtype)
    return network, inputs


def random(construct, dtype):
    """Made in place, so that the weights are never in memory twice."""
    import torch

    with torch.device("meta"):
        model = construct()
    model = model.to(dtype).to_empty(device="cpu").eval()
    for parameter in model.parameters():
        parameter.normal_(0, 0.02)
    for name, buffer in model.named_buffers():
        if name.endswith("position_ids"):
            buffer.copy_(torch.arange(buffer.numel()))
    return model


def whole_sdxl(step, dtype):
    """All that a picture of one step needs, as Easel's own measurement of memory holds it too."""
    import diffusers
    import torch
    import transformers

    first, second = (transformers.CLIPTextConfig(**config) for config in SDXL_TEXT)

    class Picture(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.step = step
            self.model = step.model
            self.first = random(lambda: transformers.CLIPTextModel(first), dtype)
            self.second = random(lambda: transformers.CLIPTextModelWithProjection(second), dtype)
            self.vae = with_plain_arguments(random(lambda: diffusers.AutoencoderKL(**SDXL_VAE), dtype))

        def forward(self, sample, ids, pooled, time_ids):
            encoded = [model(ids, output_hidden_states=True) for model in (self.first, self.second)]
            context = torch.cat([result.hidden_states[-2] for result in encoded], dim=-1)
            return self.vae(self.step(sample, context, pooled, time_ids)[: len(sample) // 2])

    return Picture()


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
    compiled = openvino.Core().compile_model(model, "CPU", properties)
    request = compiled.create_infer_request()
    arguments = [openvino.Tensor(tensor.float().numpy()) for tensor in inputs]
    # A hint can be refused without a word: what it came to is told.
    chosen = {"openvinoPrecision": compiled.get_property("INFERENCE_PRECISION_HINT").to_string()}
    return lambda: request.infer(arguments)[0], chosen


def measure_call(call, repeats):
    """The median seconds, and the most memory that was resident during the calls."""
    import numpy

    warm = time.perf_counter() + WARM_UP_SECONDS
    if not numpy.isfinite(call()).all():
        raise ArithmeticError("the result is not finite, so its time says nothing")
    while time.perf_counter() < warm:
        call()
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


if __name__ == "__main__":
    print(json.dumps(measure(SimpleNamespace(**json.loads(sys.argv[1])))))
