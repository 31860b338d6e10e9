// @ts-check
import { jobs } from './jobs.js';
import { blob, url } from './pictures.js';
import { words } from './words.js';
/** @import {Job, Place, Source} from './types.js' */

/** What each job started from: a picture of the server's, or a file. Those of the server's are known to the next visit too. */
export class Origins {
    /** @type {Map<string, Place|Source>} */ #all = read();

    /** @param {(id: string) => Job|undefined} find also a file that was dropped */
    constructor(find) { this.find = find; }

    /** @param {string} job */
    of(job) { return this.#all.get(job); }

    /** @param {Job} job @param {Place|Source} origin */
    remember(job, origin) {
        this.#all.set(job.id, 'url' in origin && origin.job?.startsWith('dropped') === false ? { job: origin.job, n: origin.n ?? 1 } : origin);
        const kept = [...this.#all].filter(([, o]) => !('url' in o) && !o.job.startsWith('dropped')).slice(-200);
        try { localStorage.setItem('easel.origins', JSON.stringify(kept)); } catch { /* known until the tab closes */ }
    }

    /** A picture as one that a recipe starts from. @param {Place|Source} origin @returns {Promise<Source>} */
    async source(origin) {
        if ('url' in origin) return origin;
        const file = await blob(origin.job, origin.n), p = this.find(origin.job)?.pictures.find((x) => x.n === origin.n);
        const size = p ?? await createImageBitmap(file);
        return { ...origin, blob: file, url: await url(origin.job, origin.n), width: size.width, height: size.height, name: words.source.filled };
    }

    /** What a picture started from, else the one made before it. @param {Place} place @returns {Place|Source|null} */
    before(place) {
        const origin = this.of(place.job);
        if (origin) return origin;
        const older = jobs.all.slice(jobs.all.findIndex((j) => j.id === place.job) + 1).find((j) => j.pictures.length);
        return older ? { job: older.id, n: older.pictures[0].n } : null;
    }
}

/** @returns {Map<string, Place|Source>} */
function read() {
    try { return new Map(JSON.parse(localStorage.getItem('easel.origins') ?? '[]')); } catch { return new Map(); }
}
