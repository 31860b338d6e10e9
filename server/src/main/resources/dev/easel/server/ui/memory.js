// @ts-check
import { readMask, readSource, writeMask, writeSource } from './inputs.js';
import { fresh } from './recipe.js';
import { tidy } from './shelf.js';
/** @import {Mask, Recipe, Source} from './types.js' */
/** @import {WrittenMask, WrittenSource} from './inputs.js' */

const STORE = 'easel.recipe';

/** The recipe from one visit to the next. Its values are here at once, the picture that it starts from and the mask a little later. */
export class Memory {
    /** what is still to be read @type {{source: WrittenSource, mask?: WrittenMask}|null} */ #pending = null;
    #timer = 0;

    /** @param {() => void} refused called where the browser keeps nothing, once */
    constructor(refused) { this.refused = refused; }

    /** @returns {Recipe} of the last visit, or a fresh one */
    read() {
        try {
            const { source, mask, ...values } = JSON.parse(localStorage.getItem(STORE) ?? '{}');
            if (source) this.#pending = { source, mask };
            return { ...fresh(), ...values, ...(source && { source: { ...source, url: '' } }) };
        } catch { return fresh(); }
    }

    /** @returns {Promise<{source?: Source, mask?: Mask}|null>} what the recipe starts from, nothing where that is gone; null where it is not asked for any more */
    async inputs() {
        const asked = this.#pending;
        if (!asked) return null;
        const source = await readSource(asked.source).catch(() => null), mask = source && asked.mask && await readMask(asked.mask);
        if (asked !== this.#pending) return null;
        this.#pending = null;
        return { source: source ?? undefined, mask: mask ?? undefined };
    }

    /** The recipe starts from something else now. */
    replace() { this.#pending = null; }

    /** In a little while, since more may change. @param {() => Recipe} recipe */
    saveSoon(recipe) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => { this.save(recipe()); tidy(); }, 400);
    }

    /** @param {Recipe} recipe */
    save({ source, mask, ...values }) {
        const inputs = this.#pending ?? { source: source && writeSource(source), mask: mask && writeMask(mask) };
        try { localStorage.setItem(STORE, JSON.stringify({ ...values, ...inputs })); } catch {
            this.refused();
            this.refused = () => {};
        }
    }
}
