# The page's example, with True for true: python3 page_example.py ADDRESS KEY CAPTCHA_TOKEN
import json
import sys

import requests

address, key, captcha = sys.argv[1:]
response = requests.post(
    address + "/image/sdxl",
    headers={
        "Content-Type": "application/json",
        "Authorization": "Bearer " + key,
        "x-captcha-token": captcha,
    },
    data=json.dumps(
        {
            "prompt": "string",
            "action": "generate",
            "width": 512,
            "height": 512,
            "steps": 100,
            "number": 1,
            "sampler": "DDIM",
            "cfg_scale": 7,
            "style": "3d-model",
            "model": "sdxl",
            "stream": True,
        }
    ),
)
assert response.status_code == 200, response.text
last = json.loads(response.text.strip().split("\n\n")[-1].removeprefix("data: "))
assert last["status"] == "done", last["error"]
print("all clients were served")
