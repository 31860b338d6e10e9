"""OpenAI's client for Python, with each of its calls for pictures: python openai_calls.py ADDRESS KEY PNG MASK"""
import base64
import sys

import openai

address, key, png, mask = sys.argv[1:]
client = openai.OpenAI(base_url=address + "/v1", api_key=key, max_retries=0)
extra = {"steps": 2, "seed": 42}


def is_png(text):
    return base64.b64decode(text)[1:4] == b"PNG"


made = client.images.generate(prompt="a cat", size="64x64", n=2, model="gpt-image-1", quality="auto", extra_body=extra)
assert len(made.data) == 2 and is_png(made.data[0].b64_json)
assert made.usage.total_tokens > 0
again = client.images.generate(prompt="a cat", size="64x64", model="gpt-image-1", extra_body=extra)
assert again.data[0].b64_json == made.data[0].b64_json

linked = client.images.generate(prompt="a cat", size="64x64", response_format="url", extra_body=extra)
assert linked.data[0].url.startswith(address)

with open(png, "rb") as picture, open(mask, "rb") as hole:
    edited = client.images.edit(image=picture, mask=hole, prompt="a dog", model="gpt-image-1", extra_body=extra)
assert is_png(edited.data[0].b64_json)
with open(png, "rb") as one, open(png, "rb") as two:
    several = client.images.edit(image=[one, two], prompt="a dog", model="gpt-image-1", extra_body=extra)
assert is_png(several.data[0].b64_json)
with open(png, "rb") as picture:
    varied = client.images.create_variation(image=picture, n=1, extra_body=extra)
assert is_png(varied.data[0].b64_json)

stream = client.images.generate(prompt="a cat", size="256x192", stream=True, partial_images=2, extra_body={"steps": 12})
events = [event.type for event in stream if is_png(event.b64_json)]
assert events[-1] == "image_generation.completed"
assert all(event == "image_generation.partial_image" for event in events[:-1])
with open(png, "rb") as picture:
    stream = client.images.edit(image=picture, prompt="a dog", stream=True, extra_body=extra)
    assert [event.type for event in stream] == ["image_edit.completed"]

assert "sdxl" in [model.id for model in client.models.list()]
assert client.models.retrieve("sdxl").owned_by == "easel"
try:
    client.images.generate(prompt="a cat", model="flux")
    raise AssertionError("flux is not there")
except openai.NotFoundError as e:
    assert e.code == "model_not_found" and e.param == "model"
try:
    client.images.generate(prompt="a cat", n=99)
    raise AssertionError("99 are too many")
except openai.BadRequestError as e:
    assert e.param == "n"
loras = [{"name": "a", "weight": 0.5}, {"name": "b", "weight": 9}]
try:
    with open(png, "rb") as picture:
        client.images.edit(image=picture, prompt="a dog", extra_body={"loras": loras})
    raise AssertionError("a weight of 9 is too much")
except openai.BadRequestError as e:
    assert "loras[1].weight" in e.message

print("all calls were served")
