"""Writes small pictures of every kind that is read or refused beside this file, and expected.json.

    python make_pictures.py        (needs pillow and numpy; made with Pillow 13.0.0)

expected.json: for each file `width`, `height`, `rgb` (hexadecimal, what Pillow makes of it: upright, on white, in sRGB) with the largest
difference `atol` in levels, and the `adjustments`; or `error`, the sentence. PNGs are written here, since Pillow writes few of their kinds.
"""
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

FOLDER = Path(__file__).parent
RANDOM = np.random.default_rng(7)
EXPECTED = {}
ON_WHITE = "transparency laid on white"
REDUCED = "16 bits per channel reduced to 8"
TO_SRGB = "colours converted to sRGB"
UNUSABLE = "its colour profile cannot be used and was ignored"
CMYK = "CMYK converted to RGB"
CUT_OFF = "the picture is cut off: it ends before a part that it announces"


def expect(name, content, pixels, *adjustments, atol=0):
    (FOLDER / name).write_bytes(content)
    height, width, _ = pixels.shape
    EXPECTED[name] = {"width": width, "height": height, "atol": atol, "adjustments": adjustments, "rgb": pixels.astype(np.uint8).tobytes().hex()}


def refuse(name, content, error):
    (FOLDER / name).write_bytes(content)
    EXPECTED[name] = {"error": error}


# --- PNG

ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(left, up, corner):
    estimate = left + up - corner
    return min((abs(estimate - left), 0, left), (abs(estimate - up), 1, up), (abs(estimate - corner), 2, corner))[2]


def filtered(rows, pixel):
    """Every filter in turn."""
    result, above = b"", bytes(len(rows[0]))
    for y, row in enumerate(rows):
        kind = y % 5
        result += bytes([kind])
        for i, value in enumerate(row):
            left, corner = (row[i - pixel], above[i - pixel]) if i >= pixel else (0, 0)
            result += bytes([(value - (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))[kind]) % 256])
        above = row
    return result


def packed(samples, depth):
    """[height, width, channels] to rows of bytes."""
    bits = samples.reshape(samples.shape[0], -1)[..., None] >> np.arange(depth - 1, -1, -1) & 1
    return [bytes(row) for row in np.packbits(bits.reshape(len(bits), -1).astype(np.uint8), axis=1)]


def png(samples, colour, depth, before=b"", after=b"", interlaced=False, pieces=1, size=None):
    height, width = size or samples.shape[:2]
    pixel = max(CHANNELS[colour] * depth // 8, 1)
    passes = [samples[y::down, x::right] for x, y, right, down in ADAM7] if interlaced else [samples]
    data = zlib.compress(b"".join(filtered(packed(part, depth), pixel) for part in passes if part.size), 9)
    step = -(-len(data) // pieces)
    idat = b"".join(chunk(b"IDAT", data[i:i + step]) for i in range(0, len(data), step))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + idat + chunk(b"IEND") + after


def samples(colour, depth, height=7, width=9):
    return RANDOM.integers(0, 1 << depth, (height, width, CHANNELS[colour]))


def on_white(levels, alpha):
    return np.rint((levels * alpha + 255.0 * (255 - alpha)) / 255)


def shown(values, colour, depth, palette=None, palette_alpha=None, transparent=None):
    levels = np.rint(values * 255.0 / ((1 << depth) - 1))
    if colour == 3:
        alpha = np.array(list(palette_alpha or ()) + [255] * (256 - len(palette_alpha or ())))[values]
        return on_white(palette[values[..., 0]], alpha)
    if colour in (4, 6):
        return on_white(np.broadcast_to(levels[..., :-1], values.shape[:2] + (3,)), levels[..., -1:])
    if transparent is not None:
        levels[(values == transparent).all(axis=-1)] = 255
    return np.broadcast_to(levels, values.shape[:2] + (3,))


def write_pngs():
    for colour, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            values = samples(colour, depth)
            palette = RANDOM.integers(0, 256, (1 << min(depth, 8), 3))
            plte = chunk(b"PLTE", palette.astype(np.uint8).tobytes()) if colour == 3 else b""
            notes = [REDUCED] * (depth == 16) + [ON_WHITE] * (colour in (4, 6))
            name = f"colour{colour}-{depth}"
            expect(f"{name}.png", png(values, colour, depth, plte), shown(values, colour, depth, palette), *notes)
            expect(f"{name}-interlaced.png", png(values, colour, depth, plte, interlaced=True), shown(values, colour, depth, palette), *notes)
            if colour == 3:
                alpha = bytes([0, 128])
                values[::2] %= 2
                expect(f"{name}-transparent.png", png(values, 3, depth, plte + chunk(b"tRNS", alpha)), shown(values, 3, depth, palette, alpha), ON_WHITE)
            if colour in (0, 2):
                values[2:4, 3:6] = values[0, 0]
                trns = chunk(b"tRNS", values[0, 0].astype(">u2").tobytes())
                pixels = shown(values, colour, depth, transparent=values[0, 0])
                expect(f"{name}-transparent.png", png(values, colour, depth, trns), pixels, *[REDUCED] * (depth == 16), ON_WHITE)
    write_odd_pngs()


def write_odd_pngs():
    values = samples(2, 8)
    plain, pixels = png(values, 2, 8), shown(values, 2, 8)
    one = samples(2, 8, 1, 1)
    expect("one.png", png(one, 2, 8, interlaced=True), one)
    long = samples(0, 1, 1, 300)
    expect("wide.png", png(long, 0, 1), shown(long, 0, 1))
    expect("high.png", png(long.swapaxes(0, 1), 0, 1), shown(long.swapaxes(0, 1), 0, 1))
    few = np.array([[[0], [1], [2], [255]]])
    palette = np.array([[10, 20, 30], [40, 50, 60]])
    plte = chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    expect("palette-too-short.png", png(few, 3, 8, plte), np.array([[[10, 20, 30], [40, 50, 60], [0, 0, 0], [0, 0, 0]]]))
    expect("pieces.png", png(values, 2, 8, pieces=20), pixels)
    expect("followed.png", plain + b"anything else", pixels)
    expect("no-end.png", plain[:-12], pixels)
    expect("opaque.png", png(np.concatenate([values, np.full((7, 9, 1), 255)], axis=2), 6, 8), pixels)
    bomb = zlib.compress(bytes(1 << 22), 9)
    expect("bomb-text.png", png(values, 2, 8, chunk(b"zTXt", b"a\0\0" + bomb)), pixels)
    expect("bomb-profile.png", png(values, 2, 8, chunk(b"iCCP", b"a\0\0" + bomb)), pixels, UNUSABLE)
    expect("bomb-pixels.png", png(np.zeros((2000, 900, 1), int), 0, 8, size=(7, 9)), np.zeros((7, 9, 3)))
    control = chunk(b"acTL", struct.pack(">II", 12, 0)) + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 9, 7, 0, 0, 1, 10, 0, 0))
    expect("moving.png", png(values, 2, 8, control), pixels, "only the first of 12 frames is used")
    expect("profile-broken.png", png(values, 2, 8, chunk(b"iCCP", b"a\0\0" + zlib.compress(b"no profile"))), pixels, UNUSABLE)
    expect("profile-cut.png", png(values, 2, 8, chunk(b"iCCP", b"a")), pixels, UNUSABLE)
    expect("exif-broken.png", png(values, 2, 8, chunk(b"eXIf", b"MM\0*\xff\xff\xff\xff")), pixels)
    for orientation in range(1, 9):
        turned = shown_upright(pixels.astype(np.uint8), orientation)
        notes = turned_by(orientation)
        expect(f"turned-{orientation}.png", png(values, 2, 8, chunk(b"eXIf", exif(orientation, ">"))), turned, *notes)
    expect("turned-at-the-end.png", plain[:-12] + chunk(b"eXIf", exif(8, "<")) + plain[-12:], shown_upright(pixels.astype(np.uint8), 8), *turned_by(8))

    refuse("cut.png", plain[:len(plain) // 2], CUT_OFF)
    refuse("cut-header.png", plain[:20], CUT_OFF)
    refuse("no-pixels.png", plain[:33] + plain[-12:], "the PNG is damaged: it has no pixels")
    refuse("no-header.png", plain[:8] + plain[33:], "the PNG is damaged: it has no header")
    refuse("no-palette.png", png(few, 3, 8), "the PNG is damaged: it has no palette")
    refuse("too-few.png", png(values, 2, 8, size=(8, 9)), "the PNG is damaged: it holds fewer pixels than its header says")
    refuse("huge.png", png(values, 2, 8, size=(100000, 100000)), "a picture may have at most 50000000 pixels, got 100000x100000")
    refuse("sum.png", plain.replace(b"IDAT", b"IDAT\1", 1)[:-13] + plain[-12:], "the PNG is damaged: the check sum of its IDAT is wrong")
    refuse("as-text.png", plain.replace(b"\r\n", b"\n"), "the PNG is damaged: its signature is wrong")
    refuse("filter.png", plain[:33] + chunk(b"IDAT", zlib.compress(b"\5" + bytes(300))) + plain[-12:], "the PNG is damaged: there is no row filter 5")
    refuse("deflate.png", plain[:33] + chunk(b"IDAT", b"nothing that can be inflated") + plain[-12:], "the PNG is damaged: its pixels cannot be inflated")
    header = struct.pack(">IIBBBBB", 9, 7, 3, 2, 0, 0, 0)
    refuse("depth.png", plain[:8] + chunk(b"IHDR", header) + plain[33:], "the PNG is damaged: its header says 9x7, 3 bits, colour type 2")


# --- EXIF

def exif(orientation, order=">"):
    head = b"MM\0*" if order == ">" else b"II*\0"
    return head + struct.pack(order + "IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def shown_upright(pixels, orientation):
    turn = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90}
    image = Image.fromarray(pixels)
    return np.array(image.transpose(turn[orientation]) if orientation > 1 else image)


def turned_by(orientation):
    return [f"turned upright (EXIF orientation {orientation})"] * (orientation > 1)


# --- ICC

def icc(space, tags, kind=b"mntr"):
    """A profile of version 2 (ICC.1:2001-04)."""
    table, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        content += bytes(-len(content) % 4)
        table += name + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(data), len(content))
        data += content
    header = struct.pack(">I4sI4s4s4s12s4s4sI4s4sQIIII", 132 + 12 * len(tags) + len(data), b"lcms", 0x02400000, kind, space, b"Lab " if kind == b"prtr" else b"XYZ ",
                         struct.pack(">6H", 2026, 1, 1, 0, 0, 0), b"acsp", b"\0\0\0\0", 0, b"\0\0\0\0", b"\0\0\0\0", 0, 0, 0xF6D6, 0x10000, 0xD32D)
    return header.ljust(128, b"\0") + table + data


def xyz(*values):
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def description():
    return b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(78)


WHITE = {b"desc": description(), b"wtpt": xyz(0.9642, 1, 0.8249), b"cprt": b"text\0\0\0\0none\0"}
# The primaries of Display P3, adapted to D50, with a plain curve.
WIDE = icc(b"RGB ", {**WHITE, b"rXYZ": xyz(0.5151, 0.2412, -0.0011), b"gXYZ": xyz(0.2920, 0.6922, 0.0419), b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
                     b"rTRC": gamma(1.8), b"gTRC": gamma(1.8), b"bTRC": gamma(1.8)})
LINEAR_GREY = icc(b"GRAY", {**WHITE, b"kTRC": gamma(1)})


def printer():
    """Inks to Lab by a table of their 16 corners: lightness falls with each, black takes all colour."""
    corners = b""
    for c, m, y, k in np.ndindex(2, 2, 2, 2):
        light = 0 if k else 255 - 70 * (c + m + y)
        corners += bytes([light, *(128 if k else max(0, min(255, round(v))) for v in (128 - 70 * c + 80 * m, 128 - 60 * c - 10 * m + 90 * y))])
    line = bytes(range(256))
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + identity + line * 4 + corners + line * 3
    return icc(b"CMYK", {**WHITE, b"A2B0": lut, b"A2B1": lut}, b"prtr")


def converted(image, profile):
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC if image.mode == "CMYK" else ImageCms.Intent.PERCEPTUAL
    return np.array(ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), intent, outputMode="RGB"))


# --- JPEG and WebP

def picture(mode="RGB", width=23, height=17):
    small = RANDOM.integers(0, 256, (4, 5, len(mode)), np.uint8)
    image = Image.frombytes(mode, (5, 4), small.tobytes())
    return image.resize((width, height), Image.Resampling.BICUBIC)


def saved(image, format="JPEG", **options):
    content = io.BytesIO()
    image.save(content, format, **options)
    return content.getvalue()


def opened(content):
    return np.array(Image.open(io.BytesIO(content)).convert("RGB"))


def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def without(jpeg, marker):
    at = jpeg.index(bytes([0xFF, marker]))
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2:at + 4])[0]:]


def jpeg(name, content, *adjustments, pixels=None, atol=4):
    """Decoders round differently."""
    expect(f"{name}.jpg", content, opened(content) if pixels is None else pixels, *adjustments, atol=atol)


def write_jpegs():
    image = picture()
    plain = saved(image, quality=90)
    jpeg("colour", plain)
    for name, options in {"full": {"subsampling": 0}, "half": {"subsampling": 1}, "progressive": {"progressive": True}, "restarts": {"restart_marker_blocks": 1}}.items():
        jpeg(name, saved(image, quality=90, **options))
    grey = picture("L")
    jpeg("grey", saved(grey))
    jpeg("one", saved(picture(width=1, height=1)))
    jpeg("wide", saved(picture(width=300, height=1)))
    jpeg("followed", plain + plain + b"anything else")
    jpeg("padded", plain[:-2] + bytes(3) + plain[-2:], "the file is damaged, parts of the picture may be wrong")

    # Colours without a JFIF marker: Adobe's tells, else the components' names do.
    rgb = saved(image, quality=90, keep_rgb=True)
    jpeg("rgb-adobe", rgb)
    jpeg("rgb-named", without(rgb, 0xEE))
    jpeg("bare", without(saved(image, quality=90, subsampling=0), 0xE0))
    cmyk = saved(picture("CMYK"), quality=90)
    jpeg("cmyk", cmyk, CMYK)
    jpeg("cmyk-plain", without(cmyk, 0xEE), CMYK)
    jpeg("ycck", cmyk.replace(b"Adobe\0\x64\0\0\0\0\0", b"Adobe\0\x64\0\0\0\0\2"), CMYK)

    for orientation in range(1, 9):
        turned = saved(image, quality=90, exif=b"Exif\0\0" + exif(orientation, "<>"[orientation % 2]))
        jpeg(f"turned-{orientation}", turned, *turned_by(orientation), pixels=shown_upright(opened(turned), orientation))
    jpeg("profile-wide", saved(image, quality=90, icc_profile=WIDE), TO_SRGB, pixels=converted(Image.open(io.BytesIO(plain)), WIDE))
    jpeg("profile-same", saved(image, quality=90, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()))
    jpeg("profile-broken", saved(image, quality=90, icc_profile=WIDE[:200] + bytes(200)), UNUSABLE)
    jpeg("profile-of-grey", saved(image, quality=90, icc_profile=LINEAR_GREY), UNUSABLE)
    levels = np.array(Image.open(io.BytesIO(saved(grey))).convert("RGB")) / 255.0
    jpeg("profile-grey", saved(grey, icc_profile=LINEAR_GREY), TO_SRGB, pixels=np.rint(255 * np.where(levels <= 0.0031308, 12.92 * levels, 1.055 * levels ** (1 / 2.4) - 0.055)))
    inks = Image.open(io.BytesIO(cmyk))
    jpeg("profile-cmyk", cmyk[:2] + segment(0xE2, b"ICC_PROFILE\0\1\1" + printer()) + cmyk[2:], CMYK, pixels=converted(inks, printer()), atol=16)  # more in shadows

    refuse("cut.jpg", plain[:len(plain) // 2], CUT_OFF)
    refuse("cut-header.jpg", plain[:60], CUT_OFF)
    refuse("no-end.jpg", plain[:-2], CUT_OFF)
    refuse("cut-with-end.jpg", plain[:-200] + plain[-2:], "the JPEG is damaged: it holds fewer pixels than its header says")
    refuse("no-pixels.jpg", plain[:2] + plain[-2:], "the JPEG is damaged: it has no pixels")
    frame = plain.index(b"\xff\xc0")

    def changed(at, content):
        return plain[:frame + at] + content + plain[frame + at + len(content):]

    other = "a JPEG must be baseline or progressive with 8 bits per channel, got "
    refuse("no-size.jpg", without(plain, 0xC0), "the JPEG is damaged: it does not say its size")
    refuse("size-0.jpg", changed(5, b"\0\0"), "the JPEG is damaged: it says it has 23x0 pixels")
    refuse("too-few.jpg", changed(5, b"\4\0"), "the JPEG is damaged: it holds fewer pixels than its header says")
    refuse("huge.jpg", changed(5, b"\xff\xff\xff\xff"), "a picture may have at most 50000000 pixels, got 65535x65535")
    refuse("lossless.jpg", changed(1, b"\xc3"), other + "a lossless JPEG")
    refuse("hierarchical.jpg", changed(1, b"\xc5"), other + "a hierarchical JPEG")
    refuse("arithmetic.jpg", changed(1, b"\xc9"), other + "arithmetic coding")
    refuse("bits-12.jpg", changed(4, b"\x0c"), other + "12 bits per channel")
    refuse("channels-2.jpg", changed(9, b"\2"), other + "2 channels")
    refuse("no-tables.jpg", without(plain, 0xDB), "the JPEG is damaged: its pixels cannot be decoded")
    scan = plain[plain.index(b"\xff\xda"):-2]
    refuse("many-scans.jpg", plain[:-2] + scan * 100 + plain[-2:], "the JPEG is damaged: it has more than 100 scans")


def webp_chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def webp(*chunks):
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def sides(*values):
    return b"".join(struct.pack("<I", value)[:3] for value in values)


def canvas(width, height, flags=0):
    return webp_chunk(b"VP8X", struct.pack("<I", flags) + sides(width - 1, height - 1))


def write_webps():
    image = picture()
    lossy, lossless = saved(image, "WEBP", quality=90), saved(image, "WEBP", lossless=True)
    expect("lossy.webp", lossy, opened(lossy))
    expect("lossless.webp", lossless, np.array(image))
    expect("one.webp", saved(one := picture(width=1, height=1), "WEBP", lossless=True), np.array(one))
    expect("wide.webp", saved(wide := picture(width=300, height=1), "WEBP", lossless=True), np.array(wide))
    rgba = Image.merge("RGBA", (*image.split(), picture("L")))
    for name, options in {"alpha": {"quality": 90}, "alpha-lossless": {"lossless": True, "exact": True}}.items():
        content = saved(rgba, "WEBP", **options)
        levels = np.array(Image.open(io.BytesIO(content))).astype(float)
        expect(f"{name}.webp", content, on_white(levels[..., :3], levels[..., 3:]), ON_WHITE)
    expect("opaque.webp", saved(Image.merge("RGBA", (*image.split(), Image.new("L", image.size, 255))), "WEBP", lossless=True), np.array(image))
    frames = [image, image.transpose(Image.Transpose.ROTATE_180), image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    moving = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    expect("moving.webp", moving, np.array(image), "only the first of 3 frames is used")
    picture_chunk = lossless[12:]
    frame = webp_chunk(b"ANMF", sides(2, 3, 22, 16, 100) + b"\0" + picture_chunk)
    around = np.full((30, 40, 3), 255)
    around[6:23, 4:27] = np.array(image)
    start = webp_chunk(b"ANIM", bytes(6))
    expect("moving-inside.webp", webp(canvas(40, 30, 2), start, frame, frame), around, "only the first of 2 frames is used", ON_WHITE)
    expect("moving-not.webp", webp(canvas(40, 30, 2), start, frame), around, ON_WHITE)
    for orientation, prefix in {6: b"", 3: b"Exif\0\0"}.items():
        content = webp(canvas(23, 17, 8), picture_chunk, webp_chunk(b"EXIF", prefix + exif(orientation)))
        expect(f"turned-{orientation}.webp", content, shown_upright(np.array(image), orientation), *turned_by(orientation))
    expect("profile-wide.webp", webp(canvas(23, 17, 32), webp_chunk(b"ICCP", WIDE), picture_chunk), converted(image, WIDE), TO_SRGB, atol=1)
    expect("profile-broken.webp", webp(canvas(23, 17, 32), webp_chunk(b"ICCP", b"no"), picture_chunk), np.array(image), UNUSABLE)
    expect("followed.webp", lossless + b"anything else", np.array(image))

    # The canvas counts only before the picture: a small one behind it must not hide a huge one.
    expect("canvas-late.webp", webp(picture_chunk, canvas(1, 1)), np.array(image))
    giant = webp_chunk(b"VP8L", b"\x2f" + struct.pack("<I", 16382 | 16382 << 14) + bytes(20))
    refuse("huge-hidden.webp", webp(giant, canvas(1, 1)), "a picture may have at most 50000000 pixels, got 16383x16383")

    undecodable = "the WebP is damaged: its pixels cannot be decoded"
    refuse("cut.webp", lossless[:len(lossless) // 2], CUT_OFF)
    refuse("cut-header.webp", lossless[:18], CUT_OFF)
    refuse("no-picture.webp", webp(canvas(23, 17)), CUT_OFF)
    refuse("huge.webp", webp(canvas(1 << 24, 1 << 24), picture_chunk), "a picture may have at most 50000000 pixels, got 16777216x16777216")
    refuse("other-size.webp", webp(canvas(40, 30), picture_chunk), undecodable)
    refuse("outside.webp", webp(canvas(20, 30, 2), start, frame), "the WebP is damaged: a frame is larger than the picture")
    refuse("alpha-damaged.webp", webp(canvas(23, 17, 16), webp_chunk(b"ALPH", b"\xff" + bytes(5)), lossy[12:]), "the WebP is damaged: its alpha cannot be decoded")
    refuse("damaged.webp", lossless[:25] + bytes(20) + lossless[45:], undecodable)


def main():
    for old in FOLDER.glob("*.*"):
        if old.suffix in (".png", ".jpg", ".webp"):
            old.unlink()
    write_pngs()
    write_jpegs()
    write_webps()
    lines = [f"{json.dumps(name)}: {json.dumps(what)}" for name, what in EXPECTED.items()]
    (FOLDER / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(len(EXPECTED), "files")


if __name__ == "__main__":
    main()
