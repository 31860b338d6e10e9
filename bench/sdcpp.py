"""Measures a guided step of SD 1.5 with stable-diffusion.cpp.

It has no call for a step alone, so it makes a whole picture of random weights and is asked for the time between steps.
"""

import argparse
import importlib.metadata
import json
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import machine
import peer
import peers

# What it calls the networks in a file of diffusers' names.
PREFIXES = ("te.", "vae.", "unet.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--size", type=peers.size, metavar="WIDTHxHEIGHT", default="512x512", help="default: %(default)s"
    )
    parser.add_argument("--type", default="bf16", help="of the weights: f32, f16, bf16, q8_0. Default: %(default)s")
    parser.add_argument("--steps", type=int, default=2, help="default: %(default)s")
    parser.add_argument("--threads", type=int, default=machine.cores(), help="default: all cores")
    parser.add_argument("--flash", action="store_true", help="with its flash attention")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sd15.safetensors"
        save_random_model(file)
        seconds = seconds_of_steps(file, options)
    print(
        json.dumps(
            {
                "peer": "stable-diffusion.cpp",
                "version": importlib.metadata.version("stable-diffusion-cpp-python"),
                **vars(options),
                "seconds": [round(each, 2) for each in seconds],
            }
        )
    )


def save_random_model(file):
    import diffusers
    import torch
    import transformers
    from safetensors.torch import save_file

    makers = (
        lambda: transformers.CLIPTextModel(transformers.CLIPTextConfig(**peer.SDXL_TEXT[0])),
        lambda: diffusers.AutoencoderKL(**peer.SDXL_VAE),
        lambda: diffusers.UNet2DConditionModel(**peer.SD15_UNET),
    )
    weights = {}
    with torch.no_grad():
        for prefix, make in zip(PREFIXES, makers):
            for name, tensor in peer.random(make, torch.bfloat16).state_dict().items():
                inner = "text_model." if prefix == "te." and not name.startswith("text_model.") else ""
                weights[prefix + inner + name] = tensor
    save_file(weights, file)


def seconds_of_steps(file, options):
    from stable_diffusion_cpp import StableDiffusion

    width, height = options.size
    model = StableDiffusion(
        model_path=str(file),
        n_threads=options.threads,
        wtype=options.type,
        diffusion_flash_attn=options.flash,
        verbose=False,
    )
    moments = []
    model.generate_image(
        "a red fox",
        width=width,
        height=height,
        sample_steps=options.steps,
        sample_method="euler",
        progress_callback=lambda *_: moments.append(time.perf_counter()),
    )
    return [after - before for before, after in pairwise(moments)]


if __name__ == "__main__":
    main()
