"""Writes SDXL in its published shapes with random weights, and a LoRA for it, to measure how long they take to load.

    venv/bin/pip install diffusers transformers torch safetensors
    venv/bin/python bench/random_sdxl.py FOLDER          # FOLDER/sdxl, 7 GB of bfloat16, and FOLDER/lora-32.safetensors
"""
import argparse
import json
import math
import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

HERE = Path(__file__).resolve().parent.parent
CONFIGS = HERE / "engine/src/main/resources/dev/easel/checkpoint/layout/sdxl"
TOKENIZER = HERE / "engine/src/test/golden/tokenizer"
NUMBERS = torch.randn(1 << 22, generator=torch.Generator().manual_seed(7))


def config(part: str) -> dict:
    return json.loads((CONFIGS / f"{part}.json").read_text())


def random(shape, gain: float) -> torch.Tensor:
    """The same numbers again and again: to sample all of them would take minutes."""
    count = math.prod(shape)
    numbers = NUMBERS[:count] if count <= len(NUMBERS) else NUMBERS.repeat(-(-count // len(NUMBERS)))[:count]
    return (numbers * gain).reshape(shape)


def weight(name: str, shape) -> torch.Tensor:
    if "norm" in name:
        return torch.full(shape, 1.0 if name.endswith("weight") else 0.0)
    return random(shape, 0.5 / math.sqrt(math.prod(shape[1:]) or 1))


def parts() -> dict:
    with torch.device("meta"):
        clip = {key: value for key, value in config("text_encoder").items() if not key.startswith("_")}
        clip_2 = {key: value for key, value in config("text_encoder_2").items() if not key.startswith("_")}
        return {
            "unet": UNet2DConditionModel.from_config(config("unet")),
            "vae": AutoencoderKL.from_config(config("vae")),
            "text_encoder": CLIPTextModel(CLIPTextConfig(**clip)),
            "text_encoder_2": CLIPTextModelWithProjection(CLIPTextConfig(**clip_2)),
        }


def write_model(folder: Path, networks: dict) -> None:
    for part, network in networks.items():
        file = "model" if part.startswith("text") else "diffusion_pytorch_model"
        (folder / part).mkdir(parents=True)
        shutil.copy(CONFIGS / f"{part}.json", folder / part / "config.json")
        tensors = {name: weight(name, t.shape).bfloat16() for name, t in network.state_dict().items() if t.is_floating_point()}
        save_file(tensors, str(folder / part / f"{file}.safetensors"))
    (folder / "scheduler").mkdir()
    shutil.copy(CONFIGS / "scheduler.json", folder / "scheduler/scheduler_config.json")
    for tokenizer in ("tokenizer", "tokenizer_2"):
        shutil.copytree(TOKENIZER, folder / tokenizer)
    classes = {part: ["diffusers" if part in ("unet", "vae") else "transformers", type(network).__name__] for part, network in networks.items()}
    tokenizers = {part: ["transformers", "CLIPTokenizer"] for part in ("tokenizer", "tokenizer_2")}
    index = {"_class_name": "StableDiffusionXLPipeline", "scheduler": ["diffusers", "EulerDiscreteScheduler"], **classes, **tokenizers}
    (folder / "model_index.json").write_text(json.dumps(index))


def write_lora(file: Path, networks: dict, rank: int) -> None:
    tensors = {}
    for part, prefix in (("unet", "lora_unet_"), ("text_encoder", "lora_te1_"), ("text_encoder_2", "lora_te2_")):
        for name, module in networks[part].named_modules():
            if isinstance(module, torch.nn.Linear) and "text_projection" not in name:
                published = name if part == "unet" or name.startswith("text_model.") else f"text_model.{name}"
                key = prefix + published.replace(".", "_")
                out, into = module.weight.shape
                tensors[f"{key}.lora_down.weight"] = random((rank, into), 1 / math.sqrt(into)).half()
                tensors[f"{key}.lora_up.weight"] = random((out, rank), 0.1).half()
                tensors[f"{key}.alpha"] = torch.tensor(float(rank) / 2).half()
    save_file(tensors, str(file))
    print(f"{file}: {len(tensors) // 3} layers, {file.stat().st_size / 1e6:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rank", type=int, default=32)
    arguments = parser.parse_args()
    networks = parts()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    write_lora(arguments.folder / f"lora-{arguments.rank}.safetensors", networks, arguments.rank)
    write_model(arguments.folder / "sdxl", networks)


if __name__ == "__main__":
    main()
