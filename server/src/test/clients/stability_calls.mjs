// The requests of Stability's documents, version 1, by fetch and by axios: node stability_calls.mjs ADDRESS KEY
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createReadStream, writeFileSync } from "node:fs";
import axios from "axios";

const [address, key] = process.argv.slice(2);
const authorization = { Authorization: `Bearer ${key}` };
const engine = "stable-diffusion-xl-1024-v1-0";
const settings = { cfg_scale: 7, samples: 1, steps: 2, seed: 7 };

const at = (path) => `${address}/v1/${path}`;
const url = (way, of = engine) => at(`generation/${of}/${way}`);

/** The sides of a PNG. */
function size(file) {
  assert.equal(file.subarray(1, 4).toString(), "PNG");
  return [file.readUInt32BE(16), file.readUInt32BE(20)];
}

function pictures(answer) {
  assert.ok(answer.artifacts.every((artifact) => artifact.finishReason === "SUCCESS"));
  return answer.artifacts.map((artifact) => Buffer.from(artifact.base64, "base64"));
}

async function fetched(path, options = {}) {
  const headers = { Accept: "application/json", ...authorization, ...options.headers };
  const answer = await fetch(path, { ...options, headers });
  assert.equal(answer.status, 200, path);
  return answer;
}

async function json(path, options) {
  return (await fetched(path, options)).json();
}

assert.ok((await json(at("engines/list"))).some((one) => one.id === "sdxl"));
assert.ok((await json(at("user/account"))).email.includes("@"));
assert.ok((await json(at("user/balance"))).credits > 0);

const text = { ...settings, text_prompts: [{ text: "a lighthouse on a cliff" }], width: 64, height: 64 };
const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(text) };
const [drawn] = pictures(await json(url("text-to-image"), post));
assert.deepEqual(size(drawn), [64, 64]);
const one = await fetched(url("text-to-image"), { ...post, headers: { ...post.headers, Accept: "image/png" } });
assert.equal(one.headers.get("seed"), "7");
assert.deepEqual(size(Buffer.from(await one.arrayBuffer())), [64, 64]);

// The form of browsers, with pictures in memory.
const form = new FormData();
form.append("init_image", new Blob([drawn], { type: "image/png" }), "picture.png");
form.append("init_image_mode", "IMAGE_STRENGTH");
form.append("image_strength", 0.35);
form.append("text_prompts[0][text]", "a lighthouse at night");
form.append("text_prompts[0][weight]", 1);
form.append("text_prompts[1][text]", "fog");
form.append("text_prompts[1][weight]", -0.5);
Object.entries(settings).forEach(([name, value]) => form.append(name, value));
assert.deepEqual(size(pictures(await json(url("image-to-image"), { method: "POST", body: form }))[0]), [64, 64]);

// The form of Node's programs, with pictures as they are read from files, in pieces of unknown number.
writeFileSync("picture.png", drawn);
const prompts = { "text_prompts[0][text]": "a lighthouse at night", "text_prompts[0][weight]": "1" };
const masked = await axios.postForm(
  url("image-to-image/masking"),
  {
    ...settings, ...prompts, mask_source: "MASK_IMAGE_BLACK",
    init_image: createReadStream("picture.png"), mask_image: createReadStream("picture.png"),
  },
  { headers: { ...authorization, Accept: "application/json" } },
);
assert.deepEqual(size(pictures(masked.data)[0]), [64, 64]);
const large = await axios.postForm(
  url("image-to-image/upscale", "esrgan-v1-x2plus"),
  { image: createReadStream("picture.png"), width: 128 },
  { headers: { ...authorization, Accept: "image/png" }, responseType: "arraybuffer" },
);
assert.deepEqual(size(Buffer.from(large.data)), [128, 128]);

const refused = await fetch(at("user/balance"));
assert.equal(refused.status, 401);
assert.equal((await refused.json()).name, "unauthorized");

console.log("all clients were served");
