# The requests of Stability's documents, version 1: python3 stability_calls.py ADDRESS KEY
import base64
import io
import sys

import requests
from PIL import Image, ImageDraw

address, key = sys.argv[1:3]
bearer = {"Authorization": f"Bearer {key}"}
settings = {"cfg_scale": 7, "samples": 1, "steps": 2, "seed": 7}
engine = "stable-diffusion-xl-1024-v1-0"


def opened(file):
    return Image.open(io.BytesIO(file)).convert("RGB")


def file(image):
    data = io.BytesIO()
    image.save(data, "PNG")
    data.seek(0)
    return data


def pictures(answer):
    assert answer.status_code == 200, answer.text
    artifacts = answer.json()["artifacts"]
    assert all(artifact["finishReason"] == "SUCCESS" for artifact in artifacts)
    return [opened(base64.b64decode(artifact["base64"])) for artifact in artifacts]


def post(path, **more):
    headers = bearer | more.pop("headers", {"Accept": "application/json"})
    return requests.post(f"{address}/v1/generation/{path}", headers=headers, **more)


engines = requests.get(f"{address}/v1/engines/list", headers=bearer | {"Stability-Client-ID": "test"}).json()
assert {"id", "name", "description", "type"} <= engines[0].keys()
assert "sdxl" in [one["id"] for one in engines]
assert requests.get(f"{address}/v1/user/account", headers=bearer).json()["organizations"][0]["is_default"] is True
assert requests.get(f"{address}/v1/user/balance", headers={"Authorization": key}).json()["credits"] > 0

text = {"text_prompts": [{"text": "a lighthouse on a cliff"}, {"text": "blurry", "weight": -1}], "width": 64, "height": 64}
drawn = pictures(post(f"{engine}/text-to-image", json=settings | text | {"samples": 2, "clip_guidance_preset": "FAST_BLUE"}))
assert [image.size for image in drawn] == [(64, 64)] * 2
styled = post("sdxl/text-to-image", json=settings | text | {"style_preset": "tile-texture", "sampler": "K_DPM_2_ANCESTRAL"})
assert len(pictures(styled)) == 1
as_file = post(f"{engine}/text-to-image", json=settings | text, headers={"Accept": "image/png"})
assert as_file.headers["Content-Type"] == "image/png"
assert (as_file.headers["Seed"], as_file.headers["Finish-Reason"]) == ("7", "SUCCESS")
assert opened(as_file.content).tobytes() == drawn[0].tobytes()

form = settings | {"text_prompts[0][text]": "a lighthouse at night", "text_prompts[0][weight]": 1.0}
modes = (
    {"init_image_mode": "IMAGE_STRENGTH", "image_strength": 0.35},
    {"init_image_mode": "STEP_SCHEDULE", "step_schedule_start": 0.65, "step_schedule_end": 0.01},
)
begun = [pictures(post(f"{engine}/image-to-image", files={"init_image": file(drawn[0])}, data=form | mode))[0] for mode in modes]
assert begun[0].size == (64, 64) and begun[0].tobytes() == begun[1].tobytes()

mask = Image.new("L", (64, 64))
ImageDraw.Draw(mask).rectangle((32, 0, 63, 63), fill=255)
for source, kept in (("MASK_IMAGE_WHITE", (2, 32)), ("MASK_IMAGE_BLACK", (61, 32))):
    files = {"init_image": ("picture.png", file(drawn[0]), "image/png"), "mask_image": file(mask)}
    masked = pictures(post(f"{engine}/image-to-image/masking", files=files, data=form | {"mask_source": source}))[0]
    assert masked.getpixel(kept) == drawn[0].getpixel(kept), source
clear = drawn[0].convert("RGBA")
clear.putalpha(mask)
alpha = post("sdxl/image-to-image/masking", files={"init_image": file(clear)}, data=form | {"mask_source": "INIT_IMAGE_ALPHA"})
assert pictures(alpha)[0].size == (64, 64)

upscale = "esrgan-v1-x2plus/image-to-image/upscale"
large = post(upscale, files={"image": file(drawn[0])}, data={"width": 128}, headers={"Accept": "image/png"})
assert opened(large.content).size == (128, 128), large.text
latent = "stable-diffusion-x4-latent-upscaler/image-to-image/upscale"
assert pictures(post(latent, files={"image": file(drawn[0])}, data={"text_prompts[0][text]": "sharp", "seed": 5}))[0].size == (128, 128)

refused = requests.get(f"{address}/v1/engines/list")
assert (refused.status_code, refused.json()["name"]) == (401, "unauthorized")
unknown = post("nothing/text-to-image", json=text)
assert (unknown.status_code, unknown.json()["name"]) == (404, "not_found")
wrong = post(f"{engine}/text-to-image", json=settings | text | {"width": 65})
assert (wrong.status_code, wrong.json()["name"]) == (400, "invalid_height_or_width")
empty = post(f"{engine}/image-to-image", data=form)
assert empty.status_code in (400, 415), empty.text

print("all clients were served")
