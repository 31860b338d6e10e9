// @ts-check
import { isOpen, jobs } from './jobs.js';
import { url } from './pictures.js';
import { words } from './words.js';
/** @import {WrittenSource} from './inputs.js' */
/** @import {Item, Job, Pair, Place} from './types.js' */

/** Before and after. */
export class Comparing {
    /** @type {Pair|null} */ pair = null;
    at = .5;
    /** jobs whose comparison opens when they are done @type {Set<string>} */ #awaited = new Set();

    /** @param {import('./studio.js').Studio} studio @param {import('./origins.js').Origins} origins @param {() => void} changed */
    constructor(studio, origins, changed) {
        this.studio = studio;
        this.origins = origins;
        this.changed = changed;
        studio.addEventListener('ended', (e) => this.#ended(/** @type {CustomEvent} */ (e).detail));
    }

    /** Before and after, or back. @param {Item|null} item @param {number} [at] */
    async toggle(item, at = .5) {
        if (this.pair) { this.pair = null; return this.changed(); }
        if (item && isOpen(item.job)) return;
        const after = item?.picture ? { job: item.job.id, n: item.n } : null, before = after && this.origins.before(after);
        if (!after || !before) return this.studio.messages.say(words.notice.nothingToCompare);
        await this.show(before, after, at);
    }

    /** @param {Place|WrittenSource} before @param {Place} after @param {number} [at] */
    async show(before, after, at = .5) {
        const source = await this.origins.source(before);
        if (!source) return this.studio.messages.say(words.notice.nothingToCompare);
        const b = jobs.map.get(after.job)?.pictures.find((p) => p.n === after.n);
        const larger = b && b.width !== source.width;
        this.pair = { before: source.url, after: await url(after.job, after.n), names: larger ? [String(source.width), String(b.width)] : [words.before, words.after] };
        this.move(at);
    }

    /** @param {number} at */
    move(at) { this.at = at; this.changed(); }

    /** Opens the comparison when a job is done, if one still looks at it. @param {Job} job */
    await(job) { this.#awaited.add(job.id); }

    /** @param {Job} job */
    async #ended(job) {
        if (!this.#awaited.delete(job.id) || job.status !== 'done' || this.studio.here?.job !== job.id) return;
        const origin = this.origins.of(job.id);
        if (origin && job.pictures[0]) await this.show(origin.from, { job: job.id, n: job.pictures[0].n }).catch(() => {});
    }
}
