"""How far bfloat16 takes the reference implementation from its own float32 pictures.

    python make_bf16.py GOLDEN GENERATOR [--out FILE]

GOLDEN is a folder of golden data (this one, or one of another seed), GENERATOR the folder of the golden
generator's scripts, whose sampling loops are used. Runs every run of models/<name>/pipeline.json with
diffusers and k-diffusion in bfloat16 and writes GOLDEN/bf16.json.

The error of a run is measured in levels: d = 255 * picture - image_uint8 of the golden data, where picture is
in [0, 1] and not rounded; `rms` = sqrt(mean d^2) over all pictures, pixels and channels of the run, `max` = max |d|.
A bfloat16 run of another implementation is good when its own rms, measured alike, is at most 1.5 times this one.
"""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

MODELS = ("sd15", "sd21-base", "sd21-v", "sd2-depth", "sdxl")
NOTE = (
    "Errors in levels (0..255) of a bfloat16 run against the float32 picture image_uint8 of pipeline.safetensors; weights, text encoders, "
    "UNet and VAE in bfloat16; noise drawn in float32 from the run's seeds, then cast. `rms` and `max` are those of the plain run. DDIM, DDPM, "
    "EULER_DISCRETE: the diffusers pipeline as it is, latents in bfloat16 between the steps. K_*: x, sigmas and the arithmetic of the sampler "
    "and of the guidance in float32, only the networks in bfloat16, because alphas_cumprod in bfloat16 starts with 1.0 (sigma 0, "
    "log sigma -inf) and timesteps are rounded to multiples of 4. `variants`: rms of the same run with other kernels or roundings, to show "
    "how much of a figure is chance; they are no bounds (the number of threads and oneDNN change nothing on AVX2). float32_sampler: latents and sampler in float32 for the diffusers samplers too (txt2img)."
)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("golden", type=Path)
    parser.add_argument("generator", type=Path)
    parser.add_argument("--out", type=Path, help="default: GOLDEN/bf16.json")
    return parser.parse_args()


ARGUMENTS = arguments()
sys.path.insert(0, str(ARGUMENTS.generator.resolve()))
import common  # noqa: E402  sets up torch
import make_pipelines  # noqa: E402
import torch  # noqa: E402
from PIL import Image  # noqa: E402
from diffusers.models.attention_processor import AttnProcessor, AttnProcessor2_0  # noqa: E402
from safetensors.torch import load_file  # noqa: E402

BF16 = torch.bfloat16


class Float32Latents:
    """Makes a pipeline keep its latents in float32."""

    def prepare_latents(self, batch, channels, height, width, _dtype, *args, **kwargs):
        return super().prepare_latents(batch, channels, height, width, torch.float32, *args, **kwargs)


def with_casts(pipe):
    """Networks in bfloat16 behind a float32 surface: they cast what comes in, the UNet casts its result back."""
    decode, encode = pipe.vae.decode, pipe.vae.encode

    def cast_in(_module, args, kwargs):
        return (args[0].to(BF16), *args[1:]), kwargs

    def cast_out(_module, _args, output):
        if isinstance(output, tuple):
            return (output[0].float(), *output[1:])
        output.sample = output.sample.float()
        return output

    pipe.unet.register_forward_pre_hook(cast_in, with_kwargs=True)
    pipe.unet.register_forward_hook(cast_out)
    pipe.vae.decode = lambda z, *a, **k: decode(z.to(BF16), *a, **k)
    pipe.vae.encode = lambda x, *a, **k: encode(x.to(BF16), *a, **k)
    # A subclass, since run_diffusers works on a shallow copy of the pipeline with another scheduler.
    pipe.__class__ = type(pipe.__class__.__name__, (Float32Latents, pipe.__class__), {})
    return pipe


def use_kernels(name: str, pipes) -> None:
    """Chooses one way of computing the same thing."""
    processor = AttnProcessor if name == "attention_by_matmul" else AttnProcessor2_0
    layout = torch.channels_last if name == "channels_last" else torch.contiguous_format
    for pipe in pipes:
        pipe.unet.set_attn_processor(processor())
        pipe.vae.set_attn_processor(processor())
        pipe.unet.to(memory_format=layout)
        pipe.vae.to(memory_format=layout)


def error(pipe, plan: dict, tensors: dict, dtype: torch.dtype) -> tuple[float, float]:
    golden = tensors[plan["key"] + "/image_uint8"]
    image = Image.fromarray(tensors[plan["image"]].numpy()) if "image" in plan else None
    run = make_pipelines.run_k_diffusion if plan["sampler"].startswith("K_") else make_pipelines.run_diffusers
    picture = run(pipe, plan, image, dtype)["image"]
    assert picture.dtype == BF16 and torch.isfinite(picture).all(), plan
    d = picture.permute(0, 2, 3, 1).double() * 255 - golden.double()
    return round(float(d.square().mean().sqrt()), 4), round(float(d.abs().max()), 2)


def measure(name: str) -> dict:
    folder = ARGUMENTS.golden / "models" / name
    tensors = load_file(str(folder / "pipeline.safetensors"))
    plain = make_pipelines.load(folder, name).to(BF16)
    casting = with_casts(make_pipelines.load(folder, name).to(BF16))
    result = {}
    for plan in json.loads((folder / "pipeline.json").read_text())["runs"]:
        k = plan["sampler"].startswith("K_")
        pipe, dtype = (casting, torch.float32) if k else (plain, BF16)
        variants = {}
        for variant in ("attention_by_matmul", "channels_last"):
            use_kernels(variant, (plain, casting))
            variants[variant] = error(pipe, plan, tensors, dtype)[0]
        use_kernels("default", (plain, casting))
        rms, largest = error(pipe, plan, tensors, dtype)
        if not k and plan["task"] == "txt2img":
            # run_diffusers asserts the type of the decoded picture.
            variants["float32_sampler"] = error(casting, plan, tensors, BF16)[0]
        result[plan["key"]] = {"sampler": plan["sampler"], "rms": rms, "max": largest, "variants": variants}
        print(name, plan["key"], json.dumps(result[plan["key"]]), flush=True)
    return result


def main() -> None:
    with common.quiet():
        models = {name: measure(name) for name in MODELS}
    versions = {k: v for k, v in common.versions().items() if k in ("torch", "diffusers", "transformers", "k-diffusion")}
    common.write_json(ARGUMENTS.out or ARGUMENTS.golden / "bf16.json", {
        "note": NOTE, "factor": 1.5, "versions": versions, "cpu": torch.backends.cpu.get_cpu_capability(), "models": models})


if __name__ == "__main__":
    main()
