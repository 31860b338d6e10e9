"""What Pillow makes of a small picture in other sizes: resize.safetensors.

    python make_resize.py [--out FILE]

`picture/<W>x<H>` and `<filter>/<W>x<H>-><W>x<H>`, uint8 [height, width, 3]; resampling in 8 bits as Image.resize does it.
"""
import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from safetensors.numpy import save_file

FILTERS = {"BILINEAR": Image.Resampling.BILINEAR, "BICUBIC": Image.Resampling.BICUBIC, "LANCZOS": Image.Resampling.LANCZOS}
SIZES = {(23, 17): [(46, 34), (12, 9), (23, 40), (5, 17), (64, 3), (1, 1), (24, 16), (22, 18), (40, 5), (8, 30), (24, 17), (100, 16), (20, 200)], (1, 1): [(7, 5)], (1, 9): [(4, 3)], (300, 2): [(7, 8)], (15, 24): [(8, 8), (13, 4), (5, 7), (29, 20)]}

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--out", type=Path, default=Path(__file__).with_name("resize.safetensors"))
out = parser.parse_args().out
random = np.random.default_rng(7)
tensors = {}
for (width, height), targets in SIZES.items():
    # Noise with hard edges: rounding and overshooting both show.
    picture = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
    picture[:, : width // 3] = np.where(picture[:, : width // 3] > 127, 255, 0)
    tensors[f"picture/{width}x{height}"] = picture
    for name, way in FILTERS.items():
        for target in targets:
            resized = Image.fromarray(picture).resize(target, way)
            tensors[f"{name}/{width}x{height}->{target[0]}x{target[1]}"] = np.array(resized)
save_file(tensors, out)
