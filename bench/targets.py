"""What Easel wants to reach, measured beside the peers in one go: peers.py --table."""

import argparse
import json
import statistics
from dataclasses import dataclass, field
from datetime import date

import machine
import runs

PARTS = ("sd15", "sdxl", "mini")
SDXL_SIZES = ((512, 512), (1024, 1024))
DIFFUSERS = ("eager", "compile")
MINI_SIZE = (512, 512)
LONG_STEPS = 30
SHORT_STEPS = 8
COLUMNS = ("what", "Easel", "beside", "ratio", "target", "met", "machine", "date", "commit")


@dataclass(frozen=True)
class Limits:
    """The most that Easel's time may be of another's, by the kind of processor; the share of the peak is a least."""

    sd15: float
    sdxl: float
    vae: float
    share: float
    int8: float = 0.65
    picture: float = 1.15
    process_factor: float = 2.5
    process_seconds: float = 1.0


AMX = Limits(sd15=0.6, sdxl=0.5, vae=0.7, share=0.55)
AVX512_BF16 = Limits(sd15=0.8, sdxl=0.6, vae=0.8, share=0.65)


@dataclass
class Measurements:
    """Numbers by who, what and size. They are printed as they come, for the table is at the end of hours."""

    options: argparse.Namespace
    numbers: dict = field(default_factory=dict)
    ways: dict = field(default_factory=dict)

    def peer(self, name, what, size, way_of=None):
        """The quickest way of attention and layout is looked for once, by the first that has this network."""
        way = self.ways.get((way_of or what, size), {})
        settings = argparse.Namespace(**(vars(self.options) | {"what": what, "size": size} | way))
        result = runs.run_peer(name, settings)
        if result and "layout" in result:
            self.ways[what, size] = {key: result[key] for key in ("attention", "layout")}
        self.keep((name, what, size), result, "seconds", "peakMemoryBytes")

    def easel(self, model, size, dtype, steps=1):
        report = runs.bench(model, size, dtype, self.options, steps)
        who = f"easel {dtype}"
        self.keep((who, model, size), report, "peakMemoryBytes")
        for what, stage in (("UNet", "UNet call"), ("vae", "VAE decoding"), ("picture", "picture")) if report else ():
            self.keep((who, f"{model} {what} {steps}", size), report["stages"][stage], "seconds", "shareOfPeak")

    def process(self, size, dtype):
        seconds = runs.generate(size, dtype, self.options, SHORT_STEPS)
        self.keep((f"easel {dtype}", "process", size), seconds and {"seconds": seconds}, "seconds")

    def keep(self, key, result, *names):
        who, what, (width, height) = key
        told = {name: result[name] for name in result if name != "stages"} if result else {"error": "failed, see above"}
        print(json.dumps({"who": who, "what": what, "width": width, "height": height} | told), flush=True)
        for name in names if result else ():
            self.numbers.setdefault((*key, name), []).append(result[name])

    def get(self, who, what, size, name="seconds"):
        values = [value for value in self.numbers.get((who, what, size, name), []) if value is not None]
        return statistics.median(values) if values else None


def measure(options):
    parts = options.table or PARTS
    flags = machine.describe()["flags"]
    limits = AMX if "amx_bf16" in flags else AVX512_BF16
    sizes = SDXL_SIZES if options.size is None else (options.size,)
    found = Measurements(options)
    for _ in range(options.rounds):
        if "sd15" in parts:
            measure_sd15(found, options.size or (512, 512))
        for size in sizes if "sdxl" in parts else ():
            measure_sdxl(found, size, whole=size == sizes[-1])
        if "mini" in parts:
            measure_mini(found)
    rows = []
    if "sd15" in parts:
        rows += sd15_rows(found, options.size or (512, 512), limits)
    for size in sizes if "sdxl" in parts else ():
        rows += sdxl_rows(found, size, limits)
    if "sdxl" in parts:
        rows += whole_sdxl_rows(found, sizes[-1], limits)
    if "mini" in parts:
        rows += mini_rows(found, limits)
    show(rows, options)


def measure_sd15(found, size):
    found.easel("sd15", size, found.options.dtype)
    found.peer("openvino", "sd15", size)
    found.easel("sd15", size, "int8")


def measure_sdxl(found, size, whole):
    found.easel("sdxl", size, found.options.dtype)
    for peer in DIFFUSERS:
        found.peer(peer, "sdxl", size)
    found.easel("sdxl", size, "int8")
    if whole:
        for peer in DIFFUSERS:
            found.peer(peer, "vae", size)
        # The memory of eager alone: compiling takes more.
        found.peer("eager", "picture", size, way_of="sdxl")


def measure_mini(found):
    dtype = found.options.dtype
    found.easel("mini", MINI_SIZE, dtype, LONG_STEPS)
    found.easel("mini", MINI_SIZE, dtype, SHORT_STEPS)
    found.process(MINI_SIZE, dtype)


# Rows: what, Easel's number, what it is held against, the ratio, the target, whether it is met.


def sd15_rows(found, size, limits):
    name = f"SD 1.5 UNet, {pixels(size)}"
    return unet_rows(found, "sd15", name, size, [("OpenVINO", "openvino", "sd15")], limits.sd15, limits)


def sdxl_rows(found, size, limits):
    peers = [(f"diffusers {peer}", peer, "sdxl") for peer in DIFFUSERS]
    return unet_rows(found, "sdxl", f"SDXL UNet, {pixels(size)}", size, peers, limits.sdxl, limits)


def unet_rows(found, model, name, size, peers, limit, limits):
    own = f"easel {found.options.dtype}"
    what = f"{model} UNet 1"
    seconds = found.get(own, what, size)
    share = found.get(own, what, size, "shareOfPeak")
    return [
        against(name, seconds, best(found, peers, size), limit),
        against(
            f"{name}, int8",
            found.get("easel int8", what, size),
            (f"Easel {found.options.dtype}", seconds),
            limits.int8,
        ),
        row(
            f"{name}, share of matmul peak",
            share and f"{share:.2f}",
            "",
            "",
            f"at least {limits.share}",
            share and share >= limits.share,
        ),
    ]


def whole_sdxl_rows(found, size, limits):
    own = f"easel {found.options.dtype}"
    peers = [(f"diffusers {peer}", peer, "vae") for peer in DIFFUSERS]
    memory = found.get(own, "sdxl", size, "peakMemoryBytes")
    other = found.get("eager", "picture", size, "peakMemoryBytes")
    return [
        against(
            f"SDXL VAE decode, {pixels(size)}", found.get(own, "sdxl vae 1", size), best(found, peers, size), limits.vae
        ),
        against(f"SDXL peak memory, {pixels(size)}", memory, ("diffusers eager", other), 1, gigabytes),
    ]


def mini_rows(found, limits):
    own = f"easel {found.options.dtype}"
    name = f"easel-mini, {pixels(MINI_SIZE)}"
    call = found.get(own, f"mini UNet {LONG_STEPS}", MINI_SIZE)
    picture = found.get(own, f"mini picture {LONG_STEPS}", MINI_SIZE)
    warm = found.get(own, f"mini picture {SHORT_STEPS}", MINI_SIZE)
    process = found.get(own, "process", MINI_SIZE)
    most = warm and limits.process_factor * warm + limits.process_seconds
    return [
        against(
            f"{name}, {LONG_STEPS} steps, warm",
            picture,
            (f"{LONG_STEPS} UNet calls", call and LONG_STEPS * call),
            limits.picture,
        ),
        row(
            f"{name}, {SHORT_STEPS} steps, process to file",
            process and time(process),
            warm and f"warm {time(warm)}",
            process and warm and f"{process / warm:.2f}",
            most and f"at most {limits.process_factor} x warm + {limits.process_seconds:g} s = {time(most)}",
            process and most and process <= most,
        ),
    ]


def best(found, peers, size):
    """The quickest of (title, name, what) that was measured: its title and seconds."""
    measured = [(title, found.get(name, what, size)) for title, name, what in peers]
    return min((pair for pair in measured if pair[1]), key=lambda pair: pair[1], default=(peers[0][0], None))


def against(name, value, other, limit, unit=None):
    unit = unit or time
    title, reference = other
    ratio = value / reference if value and reference else None
    shown = f"{title} {unit(reference) if reference else 'absent'}"
    met = ratio and ratio <= limit
    return row(name, value and unit(value), shown, ratio and f"{ratio:.2f}", f"at most {limit:g}", met)


def row(name, value, other, ratio, target, met):
    verdict = "not measured" if met is None else "yes" if met else "no"
    return [name, value or "absent", other or "", ratio or "", target or "", verdict]


def time(seconds):
    return f"{seconds:.2f} s"


def gigabytes(count):
    return f"{count / 1e9:.2f} GB"


def pixels(size):
    return "%dx%d" % size


def show(rows, options):
    """The table as docs/performance.md has it: where and when stands in each row, so that rows can be mixed."""
    described = machine.describe()
    flags = ", ".join(described["flags"]) or "none of " + ", ".join(machine.MATRIX_FLAGS)
    print(f"\n{described['processor']} ({flags}), {options.threads} threads, {options.dtype}")
    if not machine.NATIVE_BF16 & set(described["flags"]):
        print("No bf16 of its own: the targets, which are for processors with it, are those of AVX512-BF16.")
    print()
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|")
    where = [options.machine or described["processor"], date.today().isoformat(), runs.commit()]
    for cells in rows:
        print("| " + " | ".join(cells + where) + " |")
