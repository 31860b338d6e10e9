"""What the scripts must know of this machine's processor. Linux tells it; elsewhere little is known."""

import os
import platform
import re
from pathlib import Path

MATRIX_FLAGS = ("amx_bf16", "amx_int8", "avx512_bf16", "avx512_vnni")
NATIVE_BF16 = {"amx_bf16", "avx512_bf16"}


def describe():
    """The processor's name, and which instructions for matrices of small numbers it has."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        text = ""
    name = re.search(r"^model name\s*: *(.*)", text, re.MULTILINE)
    found = re.search(r"^flags\s*: *(.*)", text, re.MULTILINE)
    present = set(found[1].split()) if found else set()
    return {
        "processor": name[1] if name else platform.processor() or platform.machine(),
        "flags": [flag for flag in MATRIX_FLAGS if flag in present],
    }


def native_dtype():
    """bf16 where the processor computes it; elsewhere it is emulated, and slower than f32."""
    return "bf16" if NATIVE_BF16 & set(describe()["flags"]) else "f32"


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
