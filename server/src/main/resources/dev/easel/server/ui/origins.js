// @ts-check
import { readMask, readSource, unlessGone } from './inputs.js';
import { jobs } from './jobs.js';
import { blob, url } from './pictures.js';
import { tidy } from './shelf.js';
import { words } from './words.js';
/** @import {Job, Mask, Place, Source} from './types.js' */
/** @import {WrittenMask, WrittenSource} from './inputs.js' */

/** @typedef {{from: Place|WrittenSource, mask?: WrittenMask}} Origin */

/** What each job started from, and its mask. The server does not give back what it was sent, so the browser remembers. */
export class Origins {
    /** @type {Map<string, Origin>} */ #all = read();

    /** @param {(id: string) => Job|undefined} find also a file that was dropped */
    constructor(find) {
        this.find = find;
        jobs.addEventListener('deleted', (e) => this.#forget(/** @type {CustomEvent} */ (e).detail));
    }

    /** @param {string} job @returns {Origin|undefined} */
    of(job) { return this.#all.get(job); }

    /** @param {Job} job @param {Place|WrittenSource} from @param {WrittenMask} [mask] */
    remember(job, from, mask) { this.#write([...read(), ...this.#all, [job.id, { from, mask }]]); }

    /** @param {string} job */
    #forget(job) {
        if (this.#all.has(job)) this.#write([...this.#all].filter(([id]) => id !== job));
    }

    /** Another page of this browser may have remembered others. @param {[string, Origin][]} all */
    #write(all) {
        this.#all = new Map([...new Map(all)].slice(-200));
        try { localStorage.setItem('easel.origins', JSON.stringify([...this.#all])); } catch { /* known until the tab closes */ }
        tidy();
    }

    /** A picture as one that a recipe starts from. @param {Place|WrittenSource} from @returns {Promise<Source|null>} null where it is gone */
    async source(from) {
        if ('file' in from && from.file) return readSource(from);
        const { job = '', n = 1 } = from;
        return unlessGone(async () => {
            const file = await blob(job, n), size = this.find(job)?.pictures.find((x) => x.n === n) ?? await createImageBitmap(file);
            return { job, n, blob: file, url: await url(job, n), width: size.width, height: size.height, name: words.source.filled };
        });
    }

    /** What a recipe needs besides its values to make a job again. @param {Job} job @returns {Promise<{source?: Source, mask?: Mask}|null>} null where this browser does not have all of it */
    async inputs({ id, request: { action, mask_blur } }) {
        if (action === 'generate') return {};
        const origin = action === 'img2img' ? this.of(id) : undefined, source = origin && await this.source(origin.from);
        if (!source || mask_blur === undefined) return source ? { source } : null;
        const mask = origin.mask && await readMask(origin.mask);
        return mask ? { source, mask } : null;
    }

    /** What a picture started from, else the one made before it. @param {Place} place @returns {Place|WrittenSource|null} */
    before(place) {
        const origin = this.of(place.job);
        if (origin) return origin.from;
        const older = jobs.all.slice(jobs.all.findIndex((j) => j.id === place.job) + 1).find((j) => j.pictures.length);
        return older ? { job: older.id, n: older.pictures[0].n } : null;
    }
}

/** @returns {Map<string, Origin>} also of pages that knew places alone */
function read() {
    try {
        return new Map(JSON.parse(localStorage.getItem('easel.origins') ?? '[]').map((/** @type {[string, any]} */ [id, kept]) => [id, kept.from ? kept : { from: kept }]));
    } catch { return new Map(); }
}
