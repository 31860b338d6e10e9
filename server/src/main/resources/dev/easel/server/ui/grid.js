// @ts-check
import { samplerOf } from './sampler-names.js';
import { words } from './words.js';

/**
 * A grid over two values of a recipe: what is written for an axis, and the recipes that it makes.
 *
 * @typedef {import('./types.js').Axis} Axis
 * @typedef {import('./types.js').Recipe} Recipe
 * @typedef {{name: string, text: string}} Written an axis as a person wrote it
 * @typedef {{offers?: import('./types.js').Offers | null, models?: {name: string}[]}} Here
 * @typedef {{values: (string|number)[], error: string}} Parsed error is empty or one sentence
 */

/** The values that an axis may have, in the order of the recipe. */
export const PARAMETERS = ['words', 'model', 'style', 'denoise', 'steps', 'cfg_scale', 'sampler', 'scheduler', 'seed'];

/** More pictures than this are a slip of the keyboard. */
export const MOST = 100;

/** The axis that is not there. @type {Axis} */
const NONE = { name: '', values: [''] };

const WHOLE = new Set(['steps', 'seed']);
const NUMBERS = new Set(['steps', 'seed', 'cfg_scale', 'denoise']);
const LARGEST_SEED = 2 ** 32 - 1;
/** `3..9`, `3..9 by 2`, and A1111's `3-9`, `3-9 (+2)`, `3-9 [4]`. */
const RANGE = /^(-?[\d.]*\d)\s*(?:\.\.|-)\s*(-?\d[\d.]*?)(?:\s*(?:by\s*([\d.]+)|\(\+?([\d.]+)\)|\[(\d+)\]))?$/i;

/** @param {string} text as written @param {string} name of the value @param {Here} here @returns {Parsed} */
export function parse(text, name, { offers, models } = {}) {
    const pieces = split(text);
    if (pieces.length === 0) return { values: [], error: '' };
    if (NUMBERS.has(name)) return numbers(pieces, name, offers?.ranges ?? {});
    switch (name) {
        case 'words': return { values: pieces, error: '' };
        case 'sampler': return named(pieces, name, offers?.samplers ?? [], (piece, all) => samplerOf(piece, all)?.sampler);
        case 'scheduler': return named(pieces, name, offers?.schedulers ?? [], among);
        case 'style': return named(pieces, name, offers?.styles ?? [], (piece, all) => among(piece.replaceAll(' ', '-'), all));
        default: return models ? named(pieces, name, models.map((model) => model.name), among) : { values: pieces, error: '' };
    }
}

/** At commas that are not in quotes. @param {string} text */
function split(text) {
    return [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)]
        .map(([, quoted, plain]) => quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'))
        .filter(Boolean);
}

/** @param {string[]} pieces @param {string} name @param {Record<string, any>} ranges @returns {Parsed} */
function numbers(pieces, name, ranges) {
    const [least, most] = name === 'seed' ? [0, LARGEST_SEED] : ranges[name === 'denoise' ? 'strength' : name] ?? [-Infinity, Infinity];
    /** @type {number[]} */
    const values = [];
    for (const piece of pieces) {
        const found = RANGE.test(piece) ? range(piece, WHOLE.has(name)) : [Number(piece)];
        const wrong = found.find((value) => !Number.isFinite(value) || WHOLE.has(name) && !Number.isInteger(value));
        if (wrong !== undefined || found.length === 0) return { values: [], error: words.grid.noNumber(piece) };
        if (found.some((value) => value < least || value > most)) return { values: [], error: words.grid.outside(words.grid.names[name], piece, least, most) };
        values.push(...found);
    }
    return { values: [...new Set(values)], error: '' };
}

/** @param {string} piece @param {boolean} whole */
function range(piece, whole) {
    const [, first, last, by, plus, count] = /** @type {RegExpExecArray} */ (RANGE.exec(piece));
    const from = Number(first);
    const to = Number(last);
    const step = count ? (to - from) / Math.max(1, Number(count) - 1) : Number(by ?? plus ?? (whole || Math.abs(to - from) >= 1 ? 1 : 0.1)) * Math.sign(to - from || 1);
    if (!(Math.abs(step) > 0)) return [];
    const n = Math.min(MOST + 1, Math.floor(Math.abs((to - from) / step) + 1e-9) + 1);
    return Array.from({ length: n }, (_, i) => whole ? Math.round(from + i * step) : Math.round((from + i * step) * 1000) / 1000);
}

/** @param {string[]} pieces @param {string} name @param {string[]} all @param {(piece: string, all: string[]) => string | undefined} find @returns {Parsed} */
function named(pieces, name, all, find) {
    const values = [];
    for (const piece of pieces) {
        const value = find(piece, all);
        if (value === undefined) return { values: [], error: words.grid.unknown(words.grid.names[name], piece, all.map((one) => String(shown(one, name)))) };
        values.push(value);
    }
    return { values: [...new Set(values)], error: '' };
}

/** The name itself, or the only one that begins so. @param {string} piece @param {string[]} all */
function among(piece, all) {
    const given = piece.toLowerCase();
    const beginning = all.filter((name) => name.toLowerCase().startsWith(given));
    return all.find((name) => name.toLowerCase() === given) ?? (beginning.length === 1 ? beginning[0] : undefined);
}

/** The axes that have something written. @param {Written[] | undefined} axes */
export function written(axes) {
    return (axes ?? []).filter((axis) => axis.name && axis.text.trim());
}

/** How many pictures the axes ask for; 0 where there is no grid or it is not well written. @param {Written[] | undefined} axes @param {Here} here */
export function product(axes, here = {}) {
    const lines = written(axes);
    return lines.length === 0 ? 0 : lines.reduce((n, { text, name }) => n * parse(text, name, here).values.length, 1);
}

/**
 * What is to be made, row by row; the first axis is across.
 *
 * @param {Recipe} recipe with its axes
 * @param {Recipe} settled the same with the model's defaults
 * @param {import('./types.js').Offers | null} [offers] @param {{name: string}[]} [models]
 * @returns {{x: Axis, y: Axis, cells: Record<string, any>[], error: string}} cells have the values that differ
 */
export function expand(recipe, settled, offers, models) {
    const lines = written(recipe.axes);
    const parsed = lines.map(({ text, name }) => parse(text, name, { offers, models }));
    const error = lines.length === 0 ? words.grid.empty : parsed.find((one) => one.error)?.error ?? mistake(recipe, lines, parsed);
    if (error) return { x: NONE, y: NONE, cells: [], error };
    const [x, y] = lines.map(({ name }, i) => ({ name, values: parsed[i].values.map((value) => shown(value, name)) }));
    const down = parsed[1]?.values ?? [undefined];
    const cells = down.flatMap((second) => parsed[0].values.map((first) => {
        const cell = changed(settled, lines[0].name, first, parsed[0].values[0]);
        return second === undefined ? cell : { ...cell, ...changed({ ...settled, ...cell }, lines[1].name, second, parsed[1].values[0]) };
    }));
    return { x, y: y ?? NONE, cells, error: '' };
}

/** @param {Recipe} recipe @param {Written[]} lines @param {Parsed[]} parsed */
function mistake(recipe, lines, parsed) {
    const n = parsed.reduce((all, { values }) => all * values.length, 1);
    if (n > MOST) return words.grid.many(n, MOST);
    if (lines.length === 2 && lines[0].name === lines[1].name) return words.grid.twice(words.grid.names[lines[0].name]);
    const at = lines.findIndex(({ name }, i) => name === 'words' && !recipe.prompt.includes(String(parsed[i].values[0])));
    return at < 0 ? '' : words.grid.noWords(String(parsed[at].values[0]));
}

/** @param {Recipe} recipe @param {string} name @param {string | number} value @param {string | number} first of the axis @returns {Record<string, any>} */
function changed({ prompt }, name, value, first) {
    return name === 'words' ? { prompt: prompt.replaceAll(String(first), String(value)) } : { [name]: value };
}

/** As it is shown to people. @param {string | number} value @param {string} name */
function shown(value, name) {
    return typeof value === 'string' && (name === 'sampler' || name === 'scheduler') ? words[name](value) : value;
}
