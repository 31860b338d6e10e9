// @ts-check
import { readGraph } from './comfy-graph.js';
import { textsOf } from './picture-texts.js';
import { KARRAS_BY_ITSELF, samplerOf, spacingOf } from './sampler-names.js';
import { words } from './words.js';

/**
 * Reads how a picture was made out of its file: Easel's and A1111's text, ComfyUI's graph.
 *
 * @typedef {import('./types.js').Recipe} Recipe
 * @typedef {{name: string, value: string, reason: string}} Left what cannot be used; `reason` is a key of words.took.reasons
 * @typedef {{loras?: string[], samplers?: string[], schedulers?: string[], models?: string[]}} Here what the server has
 * @typedef {{kind: 'easel'|'a1111'|'comfyui'|null, recipe: Partial<Recipe>, left: Left[]}} Told
 */

/** `Name: value` or `Name: "quoted"`, with a comma behind all but the last (A1111's parse_generation_parameters). */
const SETTING = /\s*(\w[\w \-/]{0,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)/g;
/** How many settings the last line has at least; A1111 asks for as many. */
const FEWEST = 3;
const NEGATIVE = 'Negative prompt:';
const LORA = /<(?:lora|lyco):([^:>]+)[^>]*>/gi;

/** Settings that tell about the picture without changing how it is made here. */
const SILENT = /hash|^version$|^rng$|^easel precision$|^downcast|^pad conds|^emphasis$|^schedule (max|min|rho)/i;
/** Settings that this page has a place for, or that are told about apart. */
const USED = new Set(['Steps', 'Sampler', 'Schedule type', 'CFG scale', 'Seed', 'Size', 'Model', 'Denoising strength', 'Mask blur', 'Hires upscale', 'Hires steps', 'Mask', 'Depth']);

/**
 * What a file tells, as the request of a job that would make it again; null where it tells nothing.
 *
 * @param {Blob} file
 * @param {{name: string}[]} models that are here
 * @param {any} offers of the server
 * @returns {Promise<{label: string, request: Record<string, any>, left: Left[]} | null>}
 */
export async function read(file, models, offers) {
    const texts = await textsOf(new Uint8Array(await file.arrayBuffer()));
    const { kind, recipe, left } = readTexts(texts, { ...offers, models: models.map(({ name }) => name) });
    if (kind === null) return null;
    const { denoise, blur, ...values } = recipe;
    const started = denoise === undefined ? {} : { action: 'img2img', strength: Math.round((1 - denoise) * 1000) / 1000 };
    return { label: words.took.label[kind], request: { ...values, ...started, ...(blur === undefined ? {} : { mask_blur: blur }) }, left };
}

/**
 * A picture's recipe as A1111 writes it, to be copied.
 *
 * @param {Record<string, any>} request of its job @param {{width: number, height: number, seed: number} | null} picture
 */
export function write(request, picture) {
    const { strength, hires } = request;
    /** @type {[string, any][]} */
    const settings = [
        ['Steps', request.steps], ['Sampler', request.sampler && words.sampler(request.sampler)], ['Schedule type', request.scheduler && words.scheduler(request.scheduler)],
        ['CFG scale', request.cfg_scale], ['Seed', picture?.seed ?? request.seed], ['Size', request.width && `${request.width}x${request.height}`], ['Model', request.model],
        ['Denoising strength', hires?.denoise ?? (strength === undefined ? undefined : Math.round((1 - strength) * 1000) / 1000)],
        ['Hires upscale', hires?.scale], ['Hires steps', hires?.steps], ['Style', request.style],
    ];
    const told = settings.filter(([, value]) => value !== undefined && value !== null && value !== '');
    const negative = request.negative_prompt ? `\n${NEGATIVE} ${request.negative_prompt}` : '';
    return `${request.prompt ?? ''}${negative}\n${told.map(([name, value]) => `${name}: ${/[,:\n]/.test(String(value)) ? JSON.stringify(value) : value}`).join(', ')}`.trim();
}

/** @param {Map<string, string>} texts @param {Here} here @returns {Told} */
function readTexts(texts, here = {}) {
    const parameters = texts.get('parameters');
    const graph = texts.get('prompt');
    const told = parameters ? readParameters(parameters, here) : graph ? readGraph(graph, here) : null;
    if (told === null) return { kind: null, recipe: {}, left: [] };
    leaveModel(told, here);
    leaveLoras(told, here);
    return told;
}

/** @param {Told} told @param {Here} here */
function leaveModel({ recipe, left }, here) {
    if (recipe.model === undefined || here.models === undefined) return;
    const name = recipe.model;
    const found = here.models.find((model) => model.toLowerCase() === name.toLowerCase());
    if (found) {
        recipe.model = found;
    } else {
        delete recipe.model;
        left.push({ name: 'model', value: name, reason: 'notHere' });
    }
}

/** Tags of LoRAs that are not here are taken out of the prompt. @param {Told} told @param {Here} here */
function leaveLoras({ recipe, left }, here) {
    if (here.loras === undefined || recipe.prompt === undefined) return;
    const known = new Set(here.loras.map((name) => name.toLowerCase()));
    recipe.prompt = recipe.prompt.replace(LORA, (tag, name) => {
        if (known.has(name.trim().toLowerCase())) return tag;
        left.push({ name: 'lora', value: tag.slice(1, -1).split(':').slice(1).join(' '), reason: 'notHere' });
        return '';
    }).replace(/[ ,]+$/, '').replace(/ {2,}/g, ' ');
}

/** @param {string} text @param {Here} here @returns {Told} */
function readParameters(text, here = {}) {
    const { prompt, negative, settings } = split(text);
    /** @type {Told} */
    const told = { kind: isEasels(settings) ? 'easel' : 'a1111', recipe: { prompt, negative_prompt: negative }, left: [] };
    takeSampling(settings, told, here);
    takeSize(settings, told);
    takePicture(settings, told);
    for (const [name, value] of settings) {
        if (!USED.has(name) && !SILENT.test(name) && !(name === 'Clip skip' && value === '1')) {
            told.left.push({ name, value, reason: 'noSetting' });
        }
    }
    return told;
}

/** @param {string} text */
function split(text) {
    const stripped = text.trim();
    const end = stripped.lastIndexOf('\n');
    /** @type {Map<string, string>} */
    let settings = new Map();
    for (const [, name, value] of stripped.slice(end + 1).matchAll(SETTING)) {
        if (!settings.has(name.trim())) settings.set(name.trim(), unquoted(value.trim()));
    }
    const told = settings.size >= FEWEST;
    if (!told) settings = new Map();
    const prompts = told ? stripped.slice(0, end + 1) : stripped;
    const at = prompts.startsWith(NEGATIVE) ? 0 : prompts.indexOf('\n' + NEGATIVE);
    const negative = at < 0 ? '' : prompts.slice(prompts.indexOf(NEGATIVE, at) + NEGATIVE.length).trim();
    return { prompt: (at < 0 ? prompts : prompts.slice(0, at)).trim(), negative, settings };
}

/** @param {string} value */
function unquoted(value) {
    if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
    try {
        return String(JSON.parse(value));
    } catch {
        return value.slice(1, -1);
    }
}

/** @param {Map<string, string>} settings */
function isEasels(settings) {
    return /^easel/i.test(settings.get('Version') ?? '');
}

/** @param {Map<string, string>} settings @param {Told} told @param {Here} here */
function takeSampling(settings, told, here) {
    const { recipe } = told;
    take(settings, 'Steps', told, (value) => recipe.steps = value);
    take(settings, 'CFG scale', told, (value) => recipe.cfg_scale = value);
    take(settings, 'Seed', told, (value) => { if (value >= 0) recipe.seed = value; });
    const model = settings.get('Model');
    if (model) recipe.model = model;
    const name = settings.get('Sampler');
    const found = name === undefined ? null : samplerOf(name, here.samplers);
    if (found) recipe.sampler = found.sampler;
    else if (name) told.left.push({ name: 'sampler', value: name, reason: 'unknown' });
    const type = (found?.spacing ?? settings.get('Schedule type') ?? 'uniform').toLowerCase();
    const wanted = type !== 'automatic' ? type : found && KARRAS_BY_ITSELF.has(found.sampler) ? 'karras' : 'uniform';
    const spacing = spacingOf(wanted, here.schedulers);
    if (spacing) recipe.scheduler = spacing;
    else if (spacing === null) told.left.push({ name: 'scheduler', value: settings.get('Schedule type') ?? type, reason: 'unknown' });
}

/** @param {Map<string, string>} settings @param {Told} told */
function takeSize(settings, { recipe }) {
    const size = /^(\d{1,5})\s*x\s*(\d{1,5})$/.exec(settings.get('Size') ?? '');
    if (size) Object.assign(recipe, { width: Number(size[1]), height: Number(size[2]) });
}

/** A strength belongs to the enlarging, or to a picture that the file does not have. @param {Map<string, string>} settings @param {Told} told */
function takePicture(settings, told) {
    const { recipe, left } = told;
    let scale = 0;
    let steps = 0;
    /** @type {number | undefined} */
    let denoise;
    take(settings, 'Hires upscale', told, (value) => scale = value);
    take(settings, 'Hires steps', told, (value) => steps = value);
    take(settings, 'Denoising strength', told, (value) => denoise = value);
    if (scale > 1) {
        recipe.hires = { scale, denoise: denoise ?? 0.5, ...(steps > 0 ? { steps } : {}) };
    } else if (denoise !== undefined && denoise < 1) {
        recipe.denoise = denoise;
        left.push({ name: 'image', value: '', reason: 'notInFile' });
    }
    take(settings, 'Mask blur', told, (value) => recipe.blur = value);
    if (settings.has('Mask') || settings.has('Mask blur')) left.push({ name: 'mask', value: '', reason: 'notInFile' });
    if (settings.has('Depth')) left.push({ name: 'Depth', value: '', reason: 'notInFile' });
}

/** @param {Map<string, string>} settings @param {string} name @param {Told} told @param {(value: number) => void} into */
function take(settings, name, told, into) {
    const text = settings.get(name);
    if (text === undefined) return;
    const value = Number(text);
    if (text !== '' && Number.isFinite(value)) into(value);
    else told.left.push({ name, value: text, reason: 'noNumber' });
}
