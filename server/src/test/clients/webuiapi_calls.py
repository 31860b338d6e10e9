# webuiapi against a server: python3 webuiapi_calls.py HOST PORT KEY
import sys

import webuiapi
from PIL import Image, ImageDraw

host, port, key = sys.argv[1:]
api = webuiapi.WebUIApi(host=host, port=int(port), sampler="Euler a", steps=2)
api.set_auth("anybody", key)

small = {"width": 64, "height": 64, "seed": 7}
drawn = api.txt2img(prompt="a cat", negative_prompt="dull", batch_size=2, **small)
assert [image.size for image in drawn.images] == [(64, 64)] * 2
assert drawn.info["all_seeds"] == [7, 8]
assert drawn.parameters["steps"] == 2
styled = api.txt2img(prompt="a cat", styles=["anime"], sampler_name="DPM++ 2M", scheduler="Karras", **small)
assert styled.info["styles"] == ["anime"]
enlarged = api.txt2img(
    prompt="a cat", enable_hr=True, hr_scale=2, hr_upscaler=webuiapi.HiResUpscaler.Latent, **small
)
assert enlarged.image.size == (128, 128)

begun = api.img2img(images=[drawn.image], prompt="a dog", cfg_scale=5, **small)
assert begun.image.size == (64, 64)
mask = Image.new("L", (64, 64))
ImageDraw.Draw(mask).rectangle((16, 16, 48, 48), fill=255)
masked = api.img2img(images=[drawn.image], mask_image=mask, prompt="a dog", inpainting_fill=1, **small)
assert masked.image.getpixel((2, 2)) == drawn.image.getpixel((2, 2))

upscaler = api.get_upscalers()[1]["name"]
large = api.extra_single_image(image=drawn.image, upscaler_1=upscaler, upscaling_resize=2)
assert large.image.size == (128, 128)
batch = api.extra_batch_images(images=[drawn.image] * 2, upscaler_1=upscaler, upscaling_resize=2)
assert len(batch.images) == 2

drawn.image.save("drawn.png")
info = api.png_info(Image.open("drawn.png"))
assert info.info is not None

api.set_options({"sd_model_checkpoint": "sd-1.5"})
assert api.get_options()["sd_model_checkpoint"] == "sd-1.5"
assert api.util_get_current_model() == "sd-1.5"
api.util_set_model("sdxl")
assert api.util_get_current_model() == "sdxl"
assert "sdxl" in api.util_get_model_names()
assert "Karras" in [schedule["label"] for schedule in api.get_schedulers()]
assert "Euler a" in [sampler["name"] for sampler in api.get_samplers()]
for listed in (
    api.get_cmd_flags, api.get_sd_vae, api.get_latent_upscale_modes, api.get_loras, api.get_sd_models,
    api.get_hypernetworks, api.get_face_restorers, api.get_realesrgan_models, api.get_prompt_styles,
    api.get_scripts, api.get_embeddings, api.get_memory, api.refresh_checkpoints, api.interrupt, api.skip,
):
    listed()
assert api.get_progress()["progress"] == 0
api.util_wait_for_ready()
print("all clients were served")
