#!/usr/bin/env python3
"""Writes a single file of the shapes of Stable Diffusion 1.5 or XL with random weights, to measure loading and memory.

    bench/make_checkpoint.py sd15 sd15.safetensors      # bfloat16
    bench/make_checkpoint.py sdxl sdxl.gguf             # the UNet in Q4_0 where stable-diffusion.cpp has it so, the rest in float16
    bench/make_checkpoint.py sdxl unet.gguf --unet      # the UNet alone, as ComfyUI-GGUF has them

Needs nothing but Python.
"""
from __future__ import annotations

import argparse
import json
import math
import random
import struct
from pathlib import Path

PIECE = 1 << 19  # random values that are repeated
TEXT_WORDS, TEXT_LENGTH = 49408, 77
MODELS = {
    "sd15": dict(levels=(1, 2, 4, 4), depths=(1, 1, 1, 0), middle=1, context=768, labels=0, convolutions=True),
    "sdxl": dict(levels=(1, 2, 4), depths=(0, 2, 10), middle=10, context=2048, labels=2816, convolutions=False),
}


class Shapes(dict):
    """Shapes by name, in the order in which they are added."""

    def layer(self, name: str, *shape: int, bias: bool = True) -> None:
        self[name + ".weight"] = shape
        if bias:
            self[name + ".bias"] = shape[:1]

    def conv(self, name: str, into: int, out: int, kernel: int = 3) -> None:
        self.layer(name, out, into, kernel, kernel)


def unet(prefix: str, levels, depths, middle: int, context: int, labels: int, convolutions: bool) -> Shapes:
    shapes, base, time = Shapes(), 320, 1280

    def resnet(name: str, into: int, out: int) -> None:
        shapes.layer(name + ".in_layers.0", into)
        shapes.conv(name + ".in_layers.2", into, out)
        shapes.layer(name + ".emb_layers.1", out, time)
        shapes.layer(name + ".out_layers.0", out)
        shapes.conv(name + ".out_layers.3", out, out)
        if into != out:
            shapes.conv(name + ".skip_connection", into, out, 1)

    def transformer(name: str, width: int, depth: int) -> None:
        kernel = (1, 1) if convolutions else ()
        shapes.layer(name + ".norm", width)
        shapes.layer(name + ".proj_in", width, width, *kernel)
        for i in range(depth):
            block = f"{name}.transformer_blocks.{i}"
            for attention, source in (("attn1", width), ("attn2", context)):
                shapes.layer(f"{block}.{attention}.to_q", width, width, bias=False)
                shapes.layer(f"{block}.{attention}.to_k", width, source, bias=False)
                shapes.layer(f"{block}.{attention}.to_v", width, source, bias=False)
                shapes.layer(f"{block}.{attention}.to_out.0", width, width)
            shapes.layer(f"{block}.ff.net.0.proj", 8 * width, width)
            shapes.layer(f"{block}.ff.net.2", width, 4 * width)
            for norm in ("norm1", "norm2", "norm3"):
                shapes.layer(f"{block}.{norm}", width)
        shapes.layer(name + ".proj_out", width, width, *kernel)

    for name, source in (("time_embed", base), ("label_emb.0", labels)):
        if source:
            shapes.layer(prefix + name + ".0", time, source)
            shapes.layer(prefix + name + ".2", time, time)
    shapes.conv(prefix + "input_blocks.0.0", 4, base)
    width, skips, block = base, [base], 1
    for level, times in enumerate(levels):
        for _ in range(2):
            resnet(f"{prefix}input_blocks.{block}.0", width, base * times)
            width = base * times
            if depths[level]:
                transformer(f"{prefix}input_blocks.{block}.1", width, depths[level])
            skips.append(width)
            block += 1
        if level + 1 < len(levels):
            shapes.conv(f"{prefix}input_blocks.{block}.0.op", width, width)
            skips.append(width)
            block += 1
    resnet(prefix + "middle_block.0", width, width)
    transformer(prefix + "middle_block.1", width, middle)
    resnet(prefix + "middle_block.2", width, width)
    block = 0
    for level, times in reversed(list(enumerate(levels))):
        for i in range(3):
            resnet(f"{prefix}output_blocks.{block}.0", width + skips.pop(), base * times)
            width = base * times
            if depths[level]:
                transformer(f"{prefix}output_blocks.{block}.1", width, depths[level])
            if level and i == 2:
                shapes.conv(f"{prefix}output_blocks.{block}.{2 if depths[level] else 1}.conv", width, width)
            block += 1
    shapes.layer(prefix + "out.0", base)
    shapes.conv(prefix + "out.2", base, 4)
    return shapes


def vae() -> Shapes:
    shapes, prefix, levels = Shapes(), "first_stage_model.", (128, 256, 512, 512)

    def resnet(name: str, into: int, out: int) -> None:
        shapes.layer(name + ".norm1", into)
        shapes.conv(name + ".conv1", into, out)
        shapes.layer(name + ".norm2", out)
        shapes.conv(name + ".conv2", out, out)
        if into != out:
            shapes.conv(name + ".nin_shortcut", into, out, 1)

    def middle(half: str) -> None:
        resnet(half + "mid.block_1", 512, 512)
        shapes.layer(half + "mid.attn_1.norm", 512)
        for projection in ("q", "k", "v", "proj_out"):
            shapes.conv(half + "mid.attn_1." + projection, 512, 512, 1)
        resnet(half + "mid.block_2", 512, 512)

    half = prefix + "encoder."
    shapes.conv(half + "conv_in", 3, 128)
    width = 128
    for level, out in enumerate(levels):
        for i in range(2):
            resnet(f"{half}down.{level}.block.{i}", width, out)
            width = out
        if level < 3:
            shapes.conv(f"{half}down.{level}.downsample.conv", width, width)
    middle(half)
    shapes.layer(half + "norm_out", width)
    shapes.conv(half + "conv_out", width, 8)
    half = prefix + "decoder."
    shapes.conv(half + "conv_in", 4, width)
    middle(half)
    for level, out in reversed(list(enumerate(levels))):
        for i in range(3):
            resnet(f"{half}up.{level}.block.{i}", width, out)
            width = out
        if level:
            shapes.conv(f"{half}up.{level}.upsample.conv", width, width)
    shapes.layer(half + "norm_out", width)
    shapes.conv(half + "conv_out", width, 3)
    shapes.conv(prefix + "quant_conv", 8, 8, 1)
    shapes.conv(prefix + "post_quant_conv", 4, 4, 1)
    return shapes


def clip(prefix: str) -> Shapes:
    shapes, width = Shapes(), 768
    shapes[prefix + "embeddings.token_embedding.weight"] = (TEXT_WORDS, width)
    shapes[prefix + "embeddings.position_embedding.weight"] = (TEXT_LENGTH, width)
    for i in range(12):
        layer = f"{prefix}encoder.layers.{i}."
        for projection in ("q_proj", "k_proj", "v_proj", "out_proj"):
            shapes.layer(layer + "self_attn." + projection, width, width)
        shapes.layer(layer + "mlp.fc1", 4 * width, width)
        shapes.layer(layer + "mlp.fc2", width, 4 * width)
        shapes.layer(layer + "layer_norm1", width)
        shapes.layer(layer + "layer_norm2", width)
    shapes.layer(prefix + "final_layer_norm", width)
    return shapes


def open_clip(prefix: str) -> Shapes:
    shapes, width = Shapes(), 1280
    shapes[prefix + "token_embedding.weight"] = (TEXT_WORDS, width)
    shapes[prefix + "positional_embedding"] = (TEXT_LENGTH, width)
    for i in range(32):
        layer = f"{prefix}transformer.resblocks.{i}."
        shapes[layer + "attn.in_proj_weight"] = (3 * width, width)
        shapes[layer + "attn.in_proj_bias"] = (3 * width,)
        shapes.layer(layer + "attn.out_proj", width, width)
        shapes.layer(layer + "mlp.c_fc", 4 * width, width)
        shapes.layer(layer + "mlp.c_proj", width, 4 * width)
        shapes.layer(layer + "ln_1", width)
        shapes.layer(layer + "ln_2", width)
    shapes.layer(prefix + "ln_final", width)
    shapes[prefix + "text_projection"] = (width, width)
    return shapes


def checkpoint(model: str) -> Shapes:
    shapes = unet("model.diffusion_model.", **MODELS[model])
    shapes.update(vae())
    if model == "sd15":
        shapes.update(clip("cond_stage_model.transformer.text_model."))
    else:
        shapes.update(clip("conditioner.embedders.0.transformer.text_model."))
        shapes.update(open_clip("conditioner.embedders.1.model."))
    return shapes


def floats(half: str) -> bytes:
    values = [random.gauss(0, 0.02) for _ in range(PIECE)]
    if half == "F16":
        return struct.pack(f"<{PIECE}e", *values)
    return b"".join(struct.pack("<f", value)[2:] for value in values)


def blocks() -> bytes:
    return b"".join(struct.pack("<e", random.uniform(0.002, 0.006)) + random.randbytes(16) for _ in range(PIECE // 32))


def write(out, piece: bytes, size: int) -> None:
    for start in range(0, size, len(piece)):
        out.write(piece[:min(len(piece), size - start)])


def safetensors(path: Path, shapes: Shapes) -> None:
    header, end = {}, 0
    for name, shape in shapes.items():
        begin, end = end, end + 2 * math.prod(shape)
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    piece = floats("BF16")
    with path.open("wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for shape in shapes.values():
            write(out, piece, 2 * math.prod(shape))


def in_blocks(name: str, shape: tuple[int, ...]) -> bool:
    """stable-diffusion.cpp's rule, for the UNet alone."""
    kept = ("time_embed.", "label_emb.", "first_stage_model.", "cond_stage_model.", "conditioner.")
    return shape[-1] % 32 == 0 and not name.endswith(".bias") and not any(part in name for part in kept)


def gguf(path: Path, shapes: Shapes) -> None:
    alignment, infos, sizes, offset = 32, b"", [], 0
    for name, shape in shapes.items():
        packed = in_blocks(name, shape)
        size = math.prod(shape) // 32 * 18 if packed else 2 * math.prod(shape)
        infos += struct.pack("<Q", len(name)) + name.encode() + struct.pack("<I", len(shape))
        infos += struct.pack(f"<{len(shape)}Q", *reversed(shape)) + struct.pack("<IQ", 2 if packed else 1, offset)
        sizes.append((packed, size))
        offset += size + -size % alignment
    pieces = {True: blocks(), False: floats("F16")}
    with path.open("wb") as out:
        out.write(b"GGUF" + struct.pack("<IQQ", 3, len(shapes), 0) + infos)
        out.write(bytes(-out.tell() % alignment))
        for packed, size in sizes:
            write(out, pieces[packed], size)
            out.write(bytes(-size % alignment))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("file", type=Path, help="FILE.safetensors or FILE.gguf")
    parser.add_argument("--unet", action="store_true", help="the UNet alone")
    arguments = parser.parse_args()
    random.seed(7)
    shapes = unet("", **MODELS[arguments.model]) if arguments.unet else checkpoint(arguments.model)
    (gguf if arguments.file.suffix == ".gguf" else safetensors)(arguments.file, shapes)
    print(f"{arguments.file}: {len(shapes)} tensors, {sum(map(math.prod, shapes.values())) / 1e6:.0f} million numbers")


if __name__ == "__main__":
    main()
