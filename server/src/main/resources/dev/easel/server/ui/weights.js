// @ts-check
/** Weights in a prompt, as A1111 writes them: (words:1.2). */

const GROUP = /\(([^()]*):(-?\d+(?:\.\d+)?)\)/g;
const WORD = /[\p{L}\p{N}_'-]/u;

/**
 * Changes the weight of what is selected, or of the word at the caret, or of the group around it. Brackets at 1.0 vanish.
 * @param {string} text @param {number} from @param {number} to @param {number} by
 * @returns {{start: number, end: number, text: string, from: number, to: number}|null} what to put in place of start..end, and the selection then
 */
export function weigh(text, from, to, by) {
    const around = groupAt(text, from, to);
    if (around) {
        const weight = round(around.weight + by), inner = around.words;
        const plain = weight === 1, put = plain ? inner : `(${inner}:${weight.toFixed(weight * 10 % 1 ? 2 : 1)})`;
        const shift = plain ? around.start : around.start + 1;
        return { start: around.start, end: around.end, text: put, from: shift, to: shift + inner.length };
    }
    [from, to] = from === to ? wordAt(text, from) : trim(text, from, to);
    if (from === to) return null;
    const inner = text.slice(from, to), weight = round(1 + by);
    return { start: from, end: to, text: `(${inner}:${weight.toFixed(1)})`, from: from + 1, to: from + 1 + inner.length };
}

/** The innermost group that holds from..to. @param {string} text @param {number} from @param {number} to */
function groupAt(text, from, to) {
    for (const m of text.matchAll(GROUP)) {
        const start = m.index, end = start + m[0].length;
        if (start <= from && to <= end) return { start, end, words: m[1], weight: Number(m[2]) };
    }
    return null;
}

/** @param {string} text @param {number} at @returns {[number, number]} */
function wordAt(text, at) {
    let from = at, to = at;
    while (from > 0 && WORD.test(text[from - 1])) from--;
    while (to < text.length && WORD.test(text[to])) to++;
    return [from, to];
}

/** @param {string} text @param {number} from @param {number} to @returns {[number, number]} */
function trim(text, from, to) {
    while (from < to && /[\s,]/.test(text[from])) from++;
    while (to > from && /[\s,]/.test(text[to - 1])) to--;
    return [from, to];
}

/** @param {number} n */
const round = (n) => Math.min(2, Math.max(0, Math.round(n * 100) / 100));

const LORA = /<lora:([^:<>]+)(?::(-?\d*\.?\d+))?>/g;

/** The LoRAs that a prompt names, and the prompt without them. @param {string} text @returns {{text: string, loras: {name: string, weight: number}[]}} */
export function loras(text) {
    const found = [...text.matchAll(LORA)].map((m) => ({ name: m[1], weight: m[2] === undefined ? 1 : Number(m[2]) }));
    return { text: found.length ? text.replace(LORA, '').replace(/ {2,}/g, ' ').replace(/\s+,/g, ',').replace(/(,\s*)+$/, '').trim() : text, loras: found };
}

/** @param {string} prompt @param {{name: string, weight: number}[]} [some] */
export const withLoras = (prompt, some) => [prompt, ...(some ?? []).map((l) => `<lora:${l.name}:${l.weight}>`)].filter(Boolean).join(' ');
