// @ts-check
import { dayOf, daysLater } from './days.js';
import { isOpen, jobs } from './jobs.js';
/** @import {Job} from './types.js' */

/** The gallery's state: what was searched for, what was found so far, what is chosen. */
export class Wall {
    /** @type {Set<string>} "id/n" */ chosen = new Set();
    /** what the keyboard is on @type {import('./types.js').Place|null} */ aimed = null;
    #asked = '';
    /** @type {string[]} ids of what was found, in order */ #found = [];
    /** @type {string|null} */ #next = null;
    #busy = false;
    #query = { words: '', model: '', since: '' };

    /** @param {() => void} changed @param {(e: unknown) => void} fail */
    constructor(changed, fail) { this.changed = changed; this.fail = fail; }

    /** Searches if what is asked for is another. @param {{words: string, model: string, since: string}} query */
    open(query) {
        const asked = JSON.stringify(query);
        if (asked === this.#asked) return;
        if (this.#asked) this.aimed = null;
        this.#asked = asked;
        this.#query = query;
        this.#found = [];
        this.#next = null;
        if (this.searched) this.#read();
    }

    get searched() { return !!(this.#query.words || this.#query.model || this.#query.since); }
    get more() { return this.searched ? !!this.#next : !!jobs.next; }

    /** Newest first: all that is known, or what was found. @returns {Job[]} */
    get pages() {
        const all = jobs.all;
        if (!this.searched) return all.filter((j) => isOpen(j) || j.pictures.length);
        const found = new Set(this.#found);
        return all.filter((j) => found.has(j.id) && j.pictures.length);
    }

    /** The number of pictures read so far, or null while it is not known. @returns {number|null} */
    get count() { return this.#busy ? null : this.pages.reduce((n, j) => n + j.pictures.length, 0); }

    async next() {
        if (!this.searched) return jobs.more().catch(this.fail);
        if (this.#next) await this.#read(this.#next);
    }

    /** @param {string} [before] */
    async #read(before) {
        if (this.#busy && before) return;
        const asked = this.#asked;
        this.#busy = true;
        try {
            const { jobs: found, next } = await jobs.search({ ...this.#query, ...periodOf(this.#query.since), before });
            if (asked !== this.#asked) return;
            this.#found.push(...found.map((j) => j.id));
            this.#next = next;
        } catch (e) { this.fail(e); } finally {
            if (asked === this.#asked) this.#busy = false;
        }
        this.changed();
    }

    /** @param {string[]} keys @param {boolean} on */
    choose(keys, on) {
        const chosen = new Set(this.chosen);
        for (const k of keys) on ? chosen.add(k) : chosen.delete(k);
        this.chosen = chosen;
        this.changed();
    }

    none() { this.chosen = new Set(); this.changed(); }
}

/**
 * What the server is asked for `today`, for the last `7d` or `30d`, and for a day such as `2026-11-30` alone, by this machine's clock.
 * @param {string} time @returns {{since?: string, until?: string}}
 */
function periodOf(time) {
    const day = dayOf(time);
    if (day) return { since: day.toISOString(), until: daysLater(day, 1).toISOString() };
    const days = time === 'today' ? 1 : Number(/^(\d+)d$/.exec(time)?.[1]);
    return days ? { since: daysLater(new Date(), 1 - days).toISOString() } : {};
}
