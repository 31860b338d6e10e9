#!/usr/bin/env python3
"""Tells how much longer a request takes by each other protocol than the same request on /image/sdxl.

    bench/protocols.py [--rounds 200] [--models FOLDER] [--allow 1]

Starts `./easel serve` with its data in a folder of its own. Each protocol has one connection; in each round each of them draws the same
picture (64x64, 1 step) once, in an order drawn by chance, so that what else the machine does meets all alike. The pixels are compared.
MCP's pictures are kept for later calls: it is held against a request on /image/sdxl whose picture is kept too, by an Idempotency-Key.
Ends with 1 where a protocol takes more than --allow milliseconds more, in the median of the rounds.
"""
import argparse
import base64
import http.client
import json
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TINY = PROJECT / "engine/src/test/golden/models/sdxl"
PROMPT, SEED, SIDE, GUIDANCE = "a red fox", 7, 64, 7
ORIGIN, KEPT = "imagesdxl", "imagesdxl, kept"
LIKE = {"mcp": KEPT}


def image_sdxl(body):
    return json.loads(body)["results"][0]["base64"]


def openai(body):
    return json.loads(body)["data"][0]["b64_json"]


def stability(body):
    return json.loads(body)["artifacts"][0]["base64"]


def a1111(body):
    return json.loads(body)["images"][0]


def mcp(body):
    events = [json.loads(line[6:]) for line in body.decode().splitlines() if line.startswith("data: ")]
    return next(part["data"] for part in events[-1]["result"]["content"] if part["type"] == "image")


MODEL = {"model": "sdxl"}
SIZE = {"width": SIDE, "height": SIDE}
DRAWING = {"prompt": PROMPT, "steps": 1, "seed": SEED}
OURS = {"sampler": "K_EULER", "cfg_scale": GUIDANCE}
CALL = {"name": "generate_image", "arguments": MODEL | SIZE | DRAWING | OURS}
OWN = ("/image/sdxl", MODEL | SIZE | DRAWING | OURS | {"action": "generate", "stream": False}, image_sdxl)
REQUESTS = {
    ORIGIN: OWN,
    KEPT: OWN,
    "openai": (
        "/v1/images/generations",
        MODEL | DRAWING | {"size": f"{SIDE}x{SIDE}", "sampler": "K_EULER", "guidance_scale": GUIDANCE},
        openai,
    ),
    "stability": (
        "/v1/generation/sdxl/text-to-image",
        SIZE | OURS | {"text_prompts": [{"text": PROMPT}], "steps": 1, "seed": SEED},
        stability,
    ),
    "a1111": ("/sdapi/v1/txt2img", SIZE | DRAWING | {"sampler_name": "Euler", "cfg_scale": GUIDANCE}, a1111),
    "mcp": ("/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": CALL}, mcp),
}


class Client:
    """Sends one request again and again, by one connection."""

    def __init__(self, port, protocol):
        self.path, message, self.picture = REQUESTS[protocol]
        self.kept = protocol == KEPT
        self.body = json.dumps(message).encode()
        self.headers = {"Content-Type": "application/json"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        if protocol == "mcp":
            self.begin()

    def begin(self):
        self.headers["Accept"] = "application/json, text/event-stream"
        parameters = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}
        hello = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": parameters}
        self.connection.request("POST", self.path, json.dumps(hello), self.headers)
        answer = self.connection.getresponse()
        answer.read()
        self.headers["Mcp-Session-Id"] = answer.getheader("Mcp-Session-Id")

    def ask(self):
        """The answer, and the milliseconds until all of it was here."""
        if self.kept:
            self.headers["Idempotency-Key"] = str(uuid.uuid4())
        start = time.perf_counter()
        self.connection.request("POST", self.path, self.body, self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            raise SystemExit(f"{self.path}: {answer.status} {body.decode()}")
        return body, took


def pixels(picture):
    """The packed pixels of a PNG in base64: what is written beside them differs between protocols."""
    file = base64.b64decode(picture)
    packed, at = b"", 8
    while at < len(file):
        length = int.from_bytes(file[at : at + 4])
        if file[at + 4 : at + 8] == b"IDAT":
            packed += file[at + 8 : at + 8 + length]
        at += 12 + length
    return packed


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def serve(port, folder, models):
    if models is None:
        models = Path(folder, "models")
        models.mkdir()
        Path(models, "sdxl").symlink_to(TINY)
    command = [PROJECT / "easel", "serve", "--port", str(port), "--data", Path(folder, "data"), "--models", models, "--set", "rate-limit=0"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("easel serve ended with " + str(server.returncode))


def measure(port, options):
    clients = {protocol: Client(port, protocol) for protocol in REQUESTS}
    drawn = {protocol: pixels(client.picture(client.ask()[0])) for protocol, client in clients.items()}
    different = [protocol for protocol in drawn if drawn[protocol] != drawn[ORIGIN]]
    if different:
        raise SystemExit("other pixels than those of /image/sdxl: " + ", ".join(different))
    chance, rounds = random.Random(options.seed), []
    for number in range(options.warmup + options.rounds):
        order = list(clients)
        chance.shuffle(order)
        took = {protocol: clients[protocol].ask()[1] for protocol in order}
        if number >= options.warmup:
            rounds.append(took)
    return rounds


def report(rounds, allowed):
    """Prints a line for each protocol; returns the names of those that take too long."""
    bad = []
    print(f"{'protocol':<16}{'median, ms':>12}{'more, ms':>12}{'of the medians':>16}  than")
    medians = {protocol: statistics.median(took[protocol] for took in rounds) for protocol in REQUESTS}
    for protocol, median in medians.items():
        like = LIKE.get(protocol, ORIGIN)
        more = statistics.median(took[protocol] - took[like] for took in rounds)
        print(f"{protocol:<16}{median:>12.2f}{more:>12.2f}{median - medians[like]:>16.2f}  {like}")
        if more > allowed and protocol != KEPT:
            bad.append(protocol)
    if bad:
        print("too long: " + ", ".join(bad), file=sys.stderr)
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200, help="that count. Default: 200")
    parser.add_argument("--warmup", type=int, default=200, help="rounds before. Default: 200")
    parser.add_argument("--allow", type=float, default=1.0, help="milliseconds more. Default: 1")
    parser.add_argument("--models", type=Path, help="a folder of models with one for sdxl. Default: the golden data's tiny one")
    parser.add_argument("--port", type=int, help="of a server that runs already, in the place of one that is started")
    parser.add_argument("--seed", type=int, default=1, help="of the order. Default: 1")
    options = parser.parse_args()
    if options.port:
        return 1 if report(measure(options.port, options), options.allow) else 0
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = serve(port, folder, options.models)
        try:
            rounds = measure(port, options)
        finally:
            server.terminate()
            server.wait()
    return 1 if report(rounds, options.allow) else 0


if __name__ == "__main__":
    sys.exit(main())
