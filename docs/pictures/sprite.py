#!/usr/bin/env python3
"""Puts the foxes of docs/styles.md in one row, as the studio's thumbnails of styles (needs Pillow 11 or later)."""

import json
import pathlib

from PIL import Image

ROOT = pathlib.Path(__file__).parents[2]
SIDE = 88

styles = json.loads((ROOT / "engine/src/main/resources/dev/easel/catalog/styles.json").read_text())
row = Image.new("RGB", (SIDE * len(styles), SIDE))
for i, style in enumerate(styles):
    with Image.open(ROOT / f"docs/pictures/red-fox-{style}.webp") as picture:
        row.paste(picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS), (i * SIDE, 0))
row.save(ROOT / "server/src/main/resources/dev/easel/server/ui/styles.webp", quality=60, method=6)
