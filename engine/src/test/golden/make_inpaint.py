"""Whole inpainting runs of diffusers: GOLDEN/inpaint.

    python make_inpaint.py GOLDEN GENERATOR

GOLDEN is a folder of golden data (this one, or one of another seed), GENERATOR the folder of the golden generator's scripts. Models with 4 input
channels are those of GOLDEN/models; the UNet with 9 is made here, with random weights, to be used with sd15's other parts. Writes
`inpaint/inpaint.json` and `.safetensors` in the way of models/<name>/pipeline.*, and `inpaint/unet/`.

As diffusers' inpaint pipelines have it: the mask counts as 1 from a half on and is brought to the latents' size by nearest; noise is drawn in the
order picture's latents, start, latents of the picture without what is under the mask (for 4 channels, too, where nothing is done with them; for 9
channels at strength 1 the first is not drawn). At strength 1 the start is noise alone. 4 channels: after each step the latents outside of the mask become
the picture's with the next step's noise, after the last one the picture's. `image_uint8` is what the VAE makes of the latents: nothing of the picture is laid over it.
"""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("golden", type=Path)
parser.add_argument("generator", type=Path)
ARGUMENTS = parser.parse_args()
sys.path.insert(0, str(ARGUMENTS.generator.resolve()))
import common  # noqa: E402  sets up torch
import torch  # noqa: E402
from diffusers import StableDiffusionInpaintPipeline, StableDiffusionXLInpaintPipeline, UNet2DConditionModel  # noqa: E402
from make_pipelines import SCHEDULERS, to_uint8  # noqa: E402
from PIL import Image  # noqa: E402

OUT = ARGUMENTS.golden / "inpaint"
HEIGHT, WIDTH = 64, 96


def nine_channels(like: UNet2DConditionModel) -> UNet2DConditionModel:
    torch.manual_seed(9)
    unet = UNet2DConditionModel.from_config({**like.config, "in_channels": 9}).eval()
    with torch.no_grad():
        for p in unet.parameters():
            p.copy_(p.half().float())
    return unet


def load(name: str, dtype: torch.dtype):
    cls = StableDiffusionXLInpaintPipeline if name == "sdxl" else StableDiffusionInpaintPipeline
    folder = ARGUMENTS.golden / "models" / ("sd15" if name == "sd15-9" else name)
    extra = {"unet": UNet2DConditionModel.from_pretrained(str(OUT / "unet"))} if name == "sd15-9" else {}
    pipe = cls.from_pretrained(str(folder), **extra).to(dtype)
    pipe.set_progress_bar_config(disable=True)
    if name == "sdxl":
        pipe.watermark = None
    return pipe


def run(pipe, plan: dict, picture: Image.Image, mask: Image.Image) -> dict:
    pipe.register_modules(scheduler=SCHEDULERS[plan["sampler"]](plan["prediction_type"]))
    steps = []

    def on_step(_pipe, _index, _t, values):
        steps.append(values["latents"].clone())
        return values

    with common.Draws() as draws:
        image = pipe(
            prompt=plan["prompt"], negative_prompt=plan["negative_prompt"], image=picture, mask_image=mask, height=HEIGHT, width=WIDTH,
            strength=plan["strength"], num_inference_steps=plan["steps"], guidance_scale=plan["guidance_scale"], output_type="pt",
            generator=torch.Generator("cpu").manual_seed(plan["seeds"][0]), callback_on_step_end=on_step).images
    return {"latents_per_step": torch.stack(steps), "image": image, "drawn": [list(d.shape) for d in draws.tensors]}


def main() -> None:
    (OUT / "unet").mkdir(parents=True, exist_ok=True)
    sd15 = load("sd15", torch.float32)
    nine_channels(sd15.unet).save_pretrained(OUT / "unet")
    generator = torch.Generator("cpu").manual_seed(11)
    coarse = torch.rand(1, 3, 5, 7, generator=generator)
    picture = (torch.nn.functional.interpolate(coarse, size=(HEIGHT, WIDTH), mode="bicubic").clamp(0, 1)[0].permute(1, 2, 0) * 255).round().to(torch.uint8)
    y, x = torch.meshgrid(torch.arange(HEIGHT), torch.arange(WIDTH), indexing="ij")
    inside = ((x - 60) ** 2 + (y - 30) ** 2 < 500) | ((x > 5) & (x < 31) & (y > 36) & (y < 61))
    mask = (inside.to(torch.uint8) * 255).unsqueeze(2).repeat(1, 1, 3)
    tensors, runs = {"picture": picture, "mask": mask}, []
    images = Image.fromarray(picture.numpy()), Image.fromarray(mask.numpy())
    base = {"prompt": "green apples on a wooden table!", "negative_prompt": "ugly, deformed", "guidance_scale": 7.0, "steps": 7, "height": HEIGHT, "width": WIDTH}
    plans = [("sd15", "DDIM", 0.6), ("sd15", "DDIM", 1.0), ("sd15", "DDPM", 0.6), ("sd15", "EULER_DISCRETE", 1.0), ("sd21-v", "DDIM", 0.6), ("sd21-v", "EULER_DISCRETE", 0.6),
             ("sdxl", "DDIM", 1.0), ("sdxl", "EULER_DISCRETE", 0.6), ("sd15-9", "DDIM", 0.6), ("sd15-9", "DDIM", 1.0), ("sd15-9", "EULER_DISCRETE", 0.6), ("sd15-9", "DDPM", 1.0)]
    for name, sampler, strength in plans:
        key = f"run{len(runs):02d}"
        plan = {"key": key, "model": name, "task": "inpaint", "sampler": sampler, "strength": strength, "seeds": [40 + len(runs)],
                "prediction_type": "v_prediction" if name == "sd21-v" else "epsilon", **base}
        values, exact = (run(load(name, d), plan, *images) for d in (torch.float32, torch.float64))
        error = float((values["latents_per_step"] - exact["latents_per_step"]).abs().max())
        tensors[f"{key}/latents_per_step"] = values["latents_per_step"]
        tensors[f"{key}/image_uint8"] = to_uint8(values["image"])
        plan |= {"drawn_shapes": values["drawn"], "latents": {"float32_vs_float64": error, "atol": common.round_up(max(20 * error, 1e-4))}}
        runs.append(plan)
        print(name, sampler, strength, len(values["drawn"]), f"{error:.1e}")
    common.save_tensors(OUT / "inpaint.safetensors", tensors)
    common.write_json(OUT / "inpaint.json", {"runs": runs})


if __name__ == "__main__":
    with common.quiet():
        main()
