#!/usr/bin/env python3
"""sdxl/: the golden model sdxl's network and autoencoder with fewer layers, for tests that ask how a service
behaves, not what it draws. Its other parts are the golden model's: SmallModels puts them together."""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[3] / "engine/src/test/golden/generator"))

from common import Variant, randomise
from make_models import kl_vae, sdxl_unet

variant = Variant(7, HERE)
parts = {
    "unet": (sdxl_unet(variant, 32 + 48, 48, layers_per_block=1, transformer_layers_per_block=1), {"conv_out.weight": 0.5}),
    "vae": (kl_vae(scaling_factor=0.13025, layers_per_block=1), {"decoder.conv_out.weight": 0.8, "encoder.conv_out.weight": 0.7}),
}
for name, (part, gains) in parts.items():
    randomise(part, variant, f"sdxl/{name}", gains)
    part.save_pretrained(str(HERE / "sdxl" / name), safe_serialization=True)
