// MCP's own client for JavaScript, against a running service or a process of `easel mcp`.
// node mcp.mjs http URL KEY | node mcp.mjs stdio COMMAND ARGUMENT...
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [kind, ...rest] = process.argv.slice(2);
const options = { timeout: 120000, resetTimeoutOnProgress: true };

function transport() {
    if (kind === "stdio") {
        return new StdioClientTransport({ command: rest[0], args: rest.slice(1), env: process.env });
    }
    const headers = { Authorization: `Bearer ${rest[1]}` };
    return new StreamableHTTPClientTransport(new URL("/mcp", rest[0]), { requestInit: { headers } });
}

/** The sides of a PNG in base64. */
function size(data) {
    const bytes = Buffer.from(data, "base64");
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

const client = new Client({ name: "test", version: "1" });
const failures = [];
client.onerror = (error) => failures.push(error);
await client.connect(transport());
assert.equal(client.getServerVersion().name, "easel");
await client.ping();

const { tools } = await client.listTools();
assert.deepEqual(
    tools.map((tool) => tool.name),
    ["generate_image", "edit_image", "upscale_image", "list_models"],
);

const models = await client.callTool({ name: "list_models", arguments: {} }, undefined, options);
assert.ok(models.structuredContent.models.length > 0);
const model = models.structuredContent.models.at(-1).name;

const told = [];
const small = { prompt: "a red fox", model, width: 64, height: 64, steps: 3, number: 2, seed: 7 };
const drawn = await client.callTool({ name: "generate_image", arguments: small }, undefined, {
    ...options,
    onprogress: (progress) => told.push(progress),
});
const images = drawn.content.filter((content) => content.type === "image");
assert.deepEqual(images.map((image) => size(image.data)), [[64, 64], [64, 64]]);
assert.deepEqual(drawn.structuredContent.pictures.map((picture) => picture.seed), [7, 8]);
assert.ok(told.length > 0);
assert.ok(told.every((step, i) => i === 0 || step.progress > told[i - 1].progress));

const uri = drawn.structuredContent.pictures[0].uri;
const { resources } = await client.listResources();
assert.ok(resources.some((resource) => resource.uri === uri));
const { contents } = await client.readResource({ uri });
assert.equal(contents[0].blob, images[0].data);
assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 1);

const edit = { image: uri, prompt: "a panda", model, steps: 3, strength: 0.3 };
const changed = await client.callTool({ name: "edit_image", arguments: edit }, undefined, options);
assert.deepEqual(size(changed.content[1].data), [64, 64]);
const enlarge = { name: "upscale_image", arguments: { image: uri } };
const large = await client.callTool(enlarge, undefined, options);
assert.deepEqual(size(large.content[1].data), [128, 128]);

const wrong = { name: "generate_image", arguments: { prompt: "a", width: 65 } };
const refused = await client.callTool(wrong, undefined, options);
assert.equal(refused.isError, true);
assert.match(refused.content[0].text, /^width must be a multiple of 8/);
await assert.rejects(client.callTool({ name: "nope" }), /name must be one of/);
await assert.rejects(client.readResource({ uri: "easel://pictures/x/1" }), /no such picture/);

const long = { ...small, width: 512, height: 512, steps: 150, number: 10 };
const enough = new AbortController();
await assert.rejects(
    client.callTool({ name: "generate_image", arguments: long }, undefined, {
        ...options,
        signal: enough.signal,
        onprogress: () => enough.abort(),
    }),
);
await client.ping(); // the long request holds nobody up
const again = { name: "generate_image", arguments: { ...small, number: 1 } };
const after = await client.callTool(again, undefined, options);
assert.equal(after.content[1].data, images[0].data);

assert.deepEqual(failures, []);
await client.close();
console.log("all of MCP was served");
