// The clients of the API, each in its own way: node clients.mjs ADDRESS KEY CAPTCHA_TOKEN
import assert from "node:assert";
import axios from "axios";
import { fetchEventSource } from "@waylaidwanderer/fetch-event-source";

const [address, key, captcha] = process.argv.slice(2);
const url = `${address}/image/sdxl`;
const data = {
  prompt: "string", action: "generate", width: 512, height: 512, steps: 100, number: 1,
  sampler: "DDIM", cfg_scale: 7, style: "3d-model", model: "sdxl", stream: true,
};
const small = { ...data, width: 64, height: 64, steps: 10 };
const headers = {
  "Content-Type": "application/json",
  Authorization: `Bearer ${key}`,
  "x-captcha-token": captcha,
};

// The page's example.
const page = await axios({ method: "post", url, headers, data });
assert.match(page.data, /"status":"done"/);

// One JSON object, with the key as the original's library sends it.
const whole = await axios.post(url, { ...small, stream: false }, { headers: { ...headers, Authorization: key, "x-timeout": "180000" } });
assert.strictEqual(whole.data.success, true);
assert.strictEqual(whole.data.results.length, 1);

async function stream(body, onEvent) {
  await fetchEventSource(url, {
    method: "POST",
    headers: { ...headers, Authorization: key },
    body: JSON.stringify(body),
    onopen() {},
    onmessage(message) { onEvent(JSON.parse(message.data)); },
    onerror(error) { throw error; },
  });
}

// Every event is JSON, and the last one is the end.
const events = [];
await stream(small, (event) => events.push(event));
assert.ok(events.length > 2);
assert.strictEqual(events.at(-1).status, "done");
assert.ok(events.slice(0, -1).every((event) => event.status !== "done"));

const failed = [];
await stream({ ...small, width: 500 }, (event) => failed.push(event));
assert.strictEqual(failed.length, 1);
assert.strictEqual(failed[0].status, "failed");

// A bot that draws its progress before it keeps an event, and keeps none once the stream has closed. It draws so slowly that the
// stream has closed by then: what it has kept must be the end all the same.
let seen = null;
let closed = false;
let drawn;
const drawing = new Promise((resolve) => { drawn = resolve; });
await stream(small, async (event) => {
  if (event.progress !== null) {
    await drawing;
  }
  if (!closed) {
    seen = event;
  }
});
closed = true;
drawn();
assert.strictEqual(seen.status, "done");
assert.strictEqual(seen.results.length, 1);

console.log("all clients were served");
