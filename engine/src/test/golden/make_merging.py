"""Tokens that tomesd merges: GOLDEN/merging.

    python make_merging.py GOLDEN

Needs torch, safetensors and tomesd 0.1.3. Writes `merging/merging.json` and `.safetensors`: for each case `<case>/tokens` [batch, height * width, width of
a token], `<case>/drawn` (int64, the places that stand for themselves: one of each square of two by two, row by row) and `<case>/seen`, what each
place sees after merging and taking apart again: the means of groups.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tomesd.merge import bipartite_soft_matching_random2d

CASES = [  # batch, height, width, width of a token, share
    (2, 8, 8, 10, 0.25),
    (2, 8, 8, 10, 0.5),
    (1, 8, 8, 10, 0.75),
    (2, 6, 10, 7, 0.5),
    (1, 16, 4, 24, 0.6),
]
SIDE = 2
TOLERANCE = 1e-5


def drawn(height: int, width: int, seed: int) -> torch.Tensor:
    """The places that tomesd draws with a generator of this seed."""
    squares = (height // SIDE, width // SIDE, 1)
    index = torch.randint(SIDE * SIDE, size=squares, generator=torch.Generator().manual_seed(seed))[..., 0]
    top = torch.arange(0, height, SIDE)[:, None]
    left = torch.arange(0, width, SIDE)[None]
    return ((top + index // SIDE) * width + left + index % SIDE).flatten().sort().values


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("golden", type=Path)
    out = parser.parse_args().golden / "merging"
    out.mkdir(exist_ok=True)
    tensors, cases = {}, []
    for seed, (batch, height, width, size, share) in enumerate(CASES):
        name = f"{batch}x{height}x{width}x{size}-{share}"
        tokens = torch.randn(batch, height * width, size, generator=torch.Generator().manual_seed(100 + seed))
        merge, unmerge = bipartite_soft_matching_random2d(
            tokens, width, height, SIDE, SIDE, int(share * height * width), generator=torch.Generator().manual_seed(seed))
        tensors[f"{name}/tokens"] = tokens
        tensors[f"{name}/drawn"] = drawn(height, width, seed)
        tensors[f"{name}/seen"] = unmerge(merge(tokens))
        cases.append({"name": name, "share": share, "atol": TOLERANCE})
    save_file(tensors, out / "merging.safetensors")
    (out / "merging.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
