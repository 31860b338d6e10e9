// @ts-check
import { loras, withLoras } from './weights.js';
/** @import {Job, Model, Offers, Recipe} from './types.js' */

/**
 * What is to be made. A recipe holds only what a person has set; the rest is the model's own, so that changing the model
 * moves the untouched values alone.
 */

/** The values with a default of the model. */
export const OWN = /** @type {const} */ (['width', 'height', 'steps', 'cfg_scale', 'sampler']);
/** What a picture's recipe and the one on the left are compared by, in the order that they are shown. */
export const COMPARED = ['prompt', 'negative_prompt', 'model', 'size', 'steps', 'cfg_scale', 'sampler', 'scheduler', 'style', 'hires', 'denoise', 'seed'];

/** @param {string} [model] @returns {Recipe} */
export const fresh = (model = '') => ({ model, prompt: '', negative_prompt: '', number: 1, denoise: .75, blur: 8 });

/** The recipe with the model's defaults filled in. @param {Recipe} recipe @param {Model|undefined} model @returns {Recipe} */
export const settled = (recipe, model) => ({ ...model?.defaults, ...recipe });

/** Whether a value was changed from the model's default. @param {Recipe} recipe @param {Model|undefined} model @param {string} name */
export const changed = (recipe, model, name) => {
    const own = /** @type {any} */ (model?.defaults ?? {})[name], value = /** @type {any} */ (recipe)[name];
    return own !== undefined && value !== undefined && value !== own;
};

/** A recipe with other values; one that is the model's default, or undefined, is let go. @param {Recipe} recipe @param {Record<string, any>} values @param {Model} [model] @returns {Recipe} */
export function set(recipe, values, model) {
    const next = /** @type {any} */ ({ ...recipe, ...values }), own = /** @type {any} */ (model?.defaults ?? {});
    for (const name of Object.keys(next)) {
        const pair = name === 'width' ? 'height' : name === 'height' ? 'width' : null, other = pair && next[pair] !== undefined && next[pair] !== own[pair];
        if (next[name] === undefined || next[name] === null || OWN.includes(/** @type {any} */ (name)) && next[name] === own[name] && !other) delete next[name];
    }
    return next;
}

/** The recipe of a job's n-th picture. @param {Job} job @param {number} [n] @returns {Recipe} */
export function recipeOf(job, n = 1) {
    const r = job.request ?? {};
    const seed = job.pictures.find((p) => p.n === n)?.seed ?? r.seed;
    const upscaled = r.action === 'upscale';
    return set(fresh(upscaled ? '' : job.model), {
        prompt: withLoras(r.prompt ?? '', r.loras), negative_prompt: r.negative_prompt ?? '', style: r.style || undefined,
        width: r.width, height: r.height, steps: upscaled ? undefined : r.steps, cfg_scale: upscaled ? undefined : r.cfg_scale,
        sampler: upscaled ? undefined : r.sampler, scheduler: !upscaled && r.scheduler && r.scheduler !== 'default' ? r.scheduler : undefined, seed: upscaled ? undefined : seed, number: r.number ?? 1,
        denoise: r.action === 'img2img' && r.strength != null ? round(1 - r.strength) : undefined, blur: r.mask_blur,
        upscaled: upscaled || undefined, hires: r.hires ? { scale: r.hires.scale, denoise: r.hires.denoise } : undefined,
    });
}

/** @param {any} recipe @param {string} name as in COMPARED */
export function valueOf(recipe, name) {
    if (name === 'size') return recipe.width ? `${recipe.width} × ${recipe.height}` : undefined;
    if (name === 'hires') return recipe.hires ? `${recipe.hires.scale}/${recipe.hires.denoise}` : undefined;
    return recipe[name] === '' ? undefined : recipe[name];
}

/** The names of those values of `theirs` that the settled recipe `mine` has otherwise. @param {Recipe} theirs @param {Recipe} mine */
export const differences = (theirs, mine) => COMPARED.filter((name) => {
    if (theirs.upscaled && (name === 'model' || name === 'seed' || name === 'size')) return false;
    if (name === 'denoise' && (theirs.denoise === undefined || !mine.source)) return false;
    if (name === 'size' && (mine.source || theirs.width === undefined)) return false;
    return valueOf(theirs, name) !== valueOf(mine, name);
});

/** Takes named values, or all that has one, out of another recipe. @param {Recipe} mine @param {Recipe} theirs @param {string[]|null} names @param {Model} [model] of the result */
export function take(mine, theirs, names, model) {
    /** @type {Record<string, any>} */
    const values = {};
    for (const name of names ?? COMPARED) {
        const all = /** @type {any} */ (theirs);
        if (all.upscaled && names === null && all[name] === undefined) continue;
        if (name === 'size') { if (theirs.width && !(all.upscaled && names === null)) Object.assign(values, { width: theirs.width, height: theirs.height }); }
        else if (name === 'denoise') { if (all.denoise !== undefined) values.denoise = all.denoise; }
        else values[name] = all[name];
    }
    values.prompt ??= mine.prompt;
    values.negative_prompt ??= mine.negative_prompt;
    values.model ||= mine.model;
    if (names === null && theirs.source) Object.assign(values, { source: theirs.source, mask: theirs.mask });
    return set(mine, values, model);
}

/** The body of POST /jobs: what was set and the model takes. @param {Recipe} recipe @param {Model} model @returns {Promise<Record<string, any>>} */
export async function bodyOf(recipe, model) {
    const { text, loras: some } = loras(recipe.prompt);
    const takes = model.takes, from = takes.image ? recipe.source : undefined;
    /** @type {Record<string, any>} */
    const body = {
        prompt: text, model: recipe.model, number: recipe.number, preview: true,
        negative_prompt: takes.negative_prompt && recipe.negative_prompt || undefined, style: takes.styles && recipe.style || undefined,
        steps: recipe.steps, cfg_scale: recipe.cfg_scale, sampler: recipe.sampler, scheduler: recipe.scheduler, seed: recipe.seed,
        loras: some.length ? some : undefined,
    };
    if (from) {
        Object.assign(body, { action: 'img2img', image: await base64(from.blob ?? await (await fetch(from.url)).blob()), strength: round(1 - recipe.denoise) });
        if (recipe.mask && takes.mask) Object.assign(body, { mask: await base64(recipe.mask.blob), mask_blur: recipe.blur });
    } else Object.assign(body, { width: recipe.width, height: recipe.height, hires: takes.hires ? recipe.hires : undefined });
    return JSON.parse(JSON.stringify(body));
}

/** @param {Blob} blob @returns {Promise<string>} */
export const base64 = (blob) => new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
});

/** Sizes of a shape (width to height) that have the model's own number of pixels at most. @param {Model} model @param {number} shape @returns {[number, number]} */
export function sizeOf(model, shape) {
    const { width, height } = model.defaults, area = width * height, step = Math.max(model.size.step, Math.round(Math.min(width, height) / 16 / model.size.step) * model.size.step);
    const near = (/** @type {number} */ v) => [Math.floor(v / step) * step, Math.ceil(v / step) * step];
    /** @type {[number, number][]} */
    const all = near(Math.sqrt(area * shape)).flatMap((w) => near(Math.sqrt(area / shape)).map((h) => /** @type {[number, number]} */ ([w, h])));
    const fits = all.filter(([w, h]) => w * h <= area * 1.001 && Math.min(w, h) >= model.size.min && Math.max(w, h) <= model.size.max);
    return (fits.length ? fits : all).sort((a, b) => Math.abs(a[0] / a[1] - shape) - Math.abs(b[0] / b[1] - shape))[0];
}

/** @param {number} v */
const round = (v) => Math.round(v * 1000) / 1000;

/** Former recipes, 20 deep. What is typed in one field in one go is one step. */
export class Past {
    /** @type {Recipe[]} */
    #list = [];
    #last = '';
    #time = 0;

    /** @param {Recipe} recipe as it was @param {string} what changes, '' is always a step of its own */
    keep(recipe, what) {
        const now = Date.now(), same = what && what === this.#last && now - this.#time < 2000;
        this.#last = what;
        this.#time = now;
        if (!same) this.#list = [...this.#list.slice(-19), recipe];
    }

    /** @returns {Recipe|undefined} */
    back() { this.#last = ''; return this.#list.pop(); }
    get depth() { return this.#list.length; }
}
