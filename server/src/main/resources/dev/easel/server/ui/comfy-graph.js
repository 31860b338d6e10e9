// @ts-check
import { samplerOf, spacingOf } from './sampler-names.js';

/**
 * Reads a recipe in a graph of ComfyUI: the nodes that ran, `{"3": {"class_type": "KSampler", "inputs": {"steps": 20,
 * "positive": ["6", 0], ...}}, ...}`. Values come from the sampler's node, and from those that its inputs link to,
 * however many stand between.
 *
 * @typedef {{class_type?: unknown, inputs?: Record<string, unknown>}} Node
 * @typedef {Record<string, Node>} Graph
 * @typedef {import('./infotext.js').Told} Told
 * @typedef {import('./infotext.js').Here} Here
 */

/** ComfyUI's seeds have 64 bits, of which its noise is made of the lower 32. */
const SEED_BITS = 0xffffffffn;

/** @param {string} text @param {Here} here @returns {Told | null} null where the graph has no sampler */
export function readGraph(text, here) {
    /** @type {Graph} */
    let graph;
    try {
        // JSON's numbers lose what is above 2^53, and so would seeds.
        graph = JSON.parse(text.replace(/("(?:noise_)?seed"\s*:\s*)(\d{16,20})(?=\s*[,}])/g, '$1"$2"'));
    } catch {
        return null;
    }
    const samplers = Object.values(graph ?? {}).filter((node) => type(node).startsWith('KSampler'));
    const sampler = samplers.find((node) => from(graph, node, 'latent_image', isEmptyLatent)) ?? samplers[0];
    return sampler ? new Reading(graph, sampler, here).told() : null;
}

class Reading {
    /** @param {Graph} graph @param {Node} sampler @param {Here} here */
    constructor(graph, sampler, here) {
        this.graph = graph;
        this.sampler = sampler;
        this.here = here;
        /** @type {Told} */
        this.result = { kind: 'comfyui', recipe: {}, left: [] };
    }

    told() {
        const { recipe } = this.result;
        recipe.prompt = this.words('positive') ?? '';
        recipe.negative_prompt = this.words('negative') ?? '';
        this.takeNumbers();
        this.takeNames();
        this.takeSize();
        this.leave();
        return this.result;
    }

    /** @param {string} input */
    words(input) {
        const node = from(this.graph, this.sampler, input, (node) => has(node, 'text') || has(node, 'text_g'));
        return node && ['text', 'text_g', 'text_l'].map((name) => this.follow(node, name, ['value', 'string', 'text'], 'string')).find(Boolean)?.trim();
    }

    takeNumbers() {
        const { recipe } = this.result;
        const steps = this.number(this.sampler, 'steps');
        const cfg = this.number(this.sampler, 'cfg');
        const seed = this.follow(this.sampler, 'seed', ['seed', 'value', 'int'], 'any') ?? this.follow(this.sampler, 'noise_seed', ['seed', 'value', 'int'], 'any');
        if (steps !== undefined) recipe.steps = steps;
        if (cfg !== undefined) recipe.cfg_scale = cfg;
        if (seed !== undefined && /^\d+$/.test(String(seed))) recipe.seed = Number(BigInt(String(seed)) & SEED_BITS);
    }

    takeNames() {
        const { recipe, left } = this.result;
        const { sampler_name: sampler, scheduler } = inputs(this.sampler);
        if (typeof sampler === 'string') {
            const found = samplerOf(sampler, this.here.samplers);
            if (found) recipe.sampler = found.sampler;
            else left.push({ name: 'sampler', value: sampler, reason: 'unknown' });
        }
        if (typeof scheduler === 'string') {
            const spacing = spacingOf(scheduler, this.here.schedulers);
            if (spacing) recipe.scheduler = spacing;
            else if (spacing === null) left.push({ name: 'scheduler', value: scheduler, reason: 'unknown' });
        }
        const checkpoint = from(this.graph, this.sampler, 'model', (node) => typeof inputs(node).ckpt_name === 'string');
        if (checkpoint) recipe.model = fileName(String(inputs(checkpoint).ckpt_name));
    }

    takeSize() {
        const { recipe, left } = this.result;
        const latent = from(this.graph, this.sampler, 'latent_image', isEmptyLatent);
        const width = latent && this.number(latent, 'width');
        const height = latent && this.number(latent, 'height');
        if (width && height) Object.assign(recipe, { width, height });
        const denoise = this.number(this.sampler, 'denoise');
        if (denoise !== undefined && denoise < 1) {
            recipe.denoise = denoise;
            left.push({ name: 'image', value: '', reason: 'notInFile' });
        }
    }

    leave() {
        const { left } = this.result;
        for (const node of Object.values(this.graph)) {
            if (type(node).startsWith('LoraLoader')) left.push({ name: 'lora', value: fileName(String(inputs(node).lora_name ?? '')), reason: 'notTaken' });
            if (type(node).startsWith('ControlNet')) left.push({ name: type(node), value: '', reason: 'noSetting' });
        }
        const skip = from(this.graph, this.sampler, 'positive', (node) => type(node) === 'CLIPSetLastLayer');
        const layer = skip && this.number(skip, 'stop_at_clip_layer');
        if (layer && layer < -1) left.push({ name: 'Clip skip', value: String(-layer), reason: 'noSetting' });
    }

    /** @param {Node} node @param {string} input */
    number(node, input) {
        return this.follow(node, input, ['value', 'seed', 'int', 'float'], 'number');
    }

    /** An input, which may be another node's. @param {Node} node @param {string} input @param {string[]} names @param {'string'|'number'|'any'} kind @returns {any} */
    follow(node, input, names, kind) {
        const fits = (/** @type {unknown} */ value) => kind === 'any' ? typeof value === 'number' || typeof value === 'string' : typeof value === kind;
        const value = inputs(node)[input];
        if (fits(value)) return value;
        const source = Array.isArray(value) ? this.graph[String(value[0])] : undefined;
        return source && names.map((name) => inputs(source)[name]).find(fits);
    }
}

/** The nearest node of a kind that an input is made of. @param {Graph} graph @param {Node} node @param {string} input @param {(node: Node) => boolean} wanted */
function from(graph, node, input, wanted) {
    const next = [inputs(node)[input]];
    const seen = new Set();
    for (let link = next.shift(); link !== undefined; link = next.shift()) {
        const id = Array.isArray(link) ? String(link[0]) : undefined;
        const source = id === undefined || seen.has(id) || !Object.hasOwn(graph, id) ? undefined : graph[id];
        seen.add(id);
        if (!source) continue;
        if (wanted(source)) return source;
        next.push(...Object.values(inputs(source)).filter((value) => value !== undefined));
    }
    return undefined;
}

/** @param {Node} node */
function isEmptyLatent(node) {
    return type(node).startsWith('Empty') && type(node).includes('Latent');
}

/** @param {Node} node @param {string} input */
function has(node, input) {
    return Object.hasOwn(inputs(node), input);
}

/** @param {Node} node */
function type(node) {
    return typeof node?.class_type === 'string' ? node.class_type : '';
}

/** @param {Node} node @returns {Record<string, unknown>} */
function inputs(node) {
    return node?.inputs && typeof node.inputs === 'object' ? node.inputs : {};
}

/** Models lie in folders of folders there; a name has no extension here. @param {string} path */
function fileName(path) {
    return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.(safetensors|ckpt|gguf)$/i, '');
}
