// OpenAI's client for Node, with each of its calls for pictures: node openai_calls.mjs ADDRESS KEY PNG MASK
import assert from "node:assert";
import fs from "node:fs";
import OpenAI, { toFile } from "openai";

const [address, key, png, mask] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: key, maxRetries: 0 });
const small = { prompt: "a cat", size: "64x64", model: "gpt-image-1", steps: 2, seed: 42 };
const picture = () => toFile(fs.createReadStream(png), "picture.png", { type: "image/png" });
const isPng = (base64) => Buffer.from(base64, "base64").subarray(1, 4).toString() === "PNG";

const made = await client.images.generate({ ...small, n: 2, quality: "auto", background: "auto", moderation: "low" });
assert.strictEqual(made.data.length, 2);
assert.ok(isPng(made.data[0].b64_json));
assert.ok(made.usage.total_tokens > 0);
const again = await client.images.generate(small);
assert.strictEqual(again.data[0].b64_json, made.data[0].b64_json);

const linked = await client.images.generate({ ...small, response_format: "url" });
const file = await fetch(linked.data[0].url);
assert.strictEqual(file.headers.get("content-type"), "image/png");

const edited = await client.images.edit({ image: await picture(), mask: fs.createReadStream(mask), prompt: "a dog", model: "gpt-image-1", steps: 2 });
assert.ok(isPng(edited.data[0].b64_json));
const several = await client.images.edit({ image: [await picture(), await picture()], prompt: "a dog", model: "gpt-image-1", steps: 2 });
assert.ok(isPng(several.data[0].b64_json));
const varied = await client.images.createVariation({ image: await picture(), n: 1, size: "256x256", steps: 2 });
assert.ok(isPng(varied.data[0].b64_json));

async function events(stream) {
  const types = [];
  for await (const event of stream) {
    types.push(event.type);
    assert.ok(isPng(event.b64_json));
  }
  return types;
}
const generation = await events(await client.images.generate({ ...small, size: "256x192", steps: 12, stream: true, partial_images: 2 }));
assert.strictEqual(generation.at(-1), "image_generation.completed");
assert.ok(generation.slice(0, -1).every((type) => type === "image_generation.partial_image"));
const edit = await events(await client.images.edit({ image: await picture(), prompt: "a dog", stream: true, steps: 2 }));
assert.deepStrictEqual(edit, ["image_edit.completed"]);

const names = [];
for await (const model of client.models.list()) {
  names.push(model.id);
}
assert.ok(names.includes("sdxl"));
assert.strictEqual((await client.models.retrieve("sdxl")).owned_by, "easel");
await assert.rejects(client.images.generate({ ...small, model: "flux" }), (e) => e instanceof OpenAI.NotFoundError && e.code === "model_not_found");
await assert.rejects(client.images.generate({ ...small, n: 99 }), (e) => e instanceof OpenAI.BadRequestError && e.param === "n");
const loras = [{ name: "a", weight: 0.5 }, { name: "b", weight: 9 }];
await assert.rejects(client.images.edit({ image: await picture(), prompt: "a dog", loras }), /loras\[1\]\.weight/);

console.log("all calls were served");
