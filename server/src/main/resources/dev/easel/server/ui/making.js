// @ts-check
import { writeMask, writeSource } from './inputs.js';
import { jobs } from './jobs.js';
import { base64, bodyOf, recipeOf, set } from './recipe.js';
import { words } from './words.js';
/** @import {WrittenSource} from './inputs.js' */
/** @import {Item, Job, Place, Recipe} from './types.js' */

/** Makes the recipe on the left, grids, and pictures that are like others. */
export class Making {
    /** how many are on their way to the server */ sending = 0;
    /** how much of the newest one with a picture is sent, 0 to 1 @type {number|null} */ sent = null;
    /** cells of the grid on the left, 0 without one */ cells = 0;
    /** of enlarging */ factor = 2;
    /** what the recipe still waits for: the mask of the last stroke @type {() => Promise<any>|undefined} */ settled = () => undefined;
    /** what was sent last: jobs go to the server in the order that they were asked for @type {Promise<any>} */ #last = Promise.resolve();
    /** what was asked for and is no job here yet, the newest last @type {AbortController[]} */ #asked = [];
    /** @type {string|undefined} */ #counted;

    /**
     * @param {import('./studio.js').Studio} studio
     * @param {import('./origins.js').Origins} origins
     * @param {{changed: () => void, leave: () => void, compare: (job: Job) => void, cancel: (id: string) => void}} on `leave` what is done before another picture is made, `compare` a job with its origin when it is done
     */
    constructor(studio, origins, on) {
        this.studio = studio;
        this.origins = origins;
        this.on = on;
        studio.addEventListener('change', () => this.#count());
    }

    /** Takes back what was asked for last, if it is not a job yet: if the server has it, it is cancelled as soon as it is one. @returns {boolean} whether there was something */
    takeBack() {
        const over = this.#asked.pop();
        over?.abort();
        if (over) this.studio.messages.say(words.notice.cancelled(0));
        return !!over;
    }

    /** @param {(signal: AbortSignal) => Promise<any>} work that can be taken back */
    async #ask(work) {
        const over = new AbortController();
        this.#asked.push(over);
        try { await work(over.signal); } finally { this.#asked = this.#asked.filter((other) => other !== over); }
    }

    /** Makes what is on the left; a grid makes all of its cells. */
    make() { return this.#ask((signal) => this.#make(signal)); }

    /** @param {AbortSignal} signal */
    async #make(signal) {
        const s = this.studio;
        await Promise.all([this.settled(), s.loaded]);
        await s.restored;
        const { recipe } = s;
        this.on.leave();
        if (recipe.axes?.some((a) => a.name && a.text)) return this.#grid(recipe, signal);
        await this.#send(recipe, signal);
    }

    /** @param {Recipe} recipe with axes @param {AbortSignal} signal */
    async #grid(recipe, signal) {
        const s = this.studio, { models, offers } = s.catalogue, { expand } = await import('./grid.js');
        const grid = expand(recipe, s.settled, offers, models);
        if (grid.error) return s.messages.set('axes', grid.error);
        const axes = { x: grid.x, y: grid.y, cells: /** @type {(string|null)[]} */ ([]) };
        const seed = recipe.seed ?? Math.floor(Math.random() * 2 ** 32);
        for (const cell of grid.cells) {
            const job = await this.#send({ ...set({ ...recipe, seed }, cell, s.catalogue.find(cell.model ?? recipe.model)), number: 1, axes: undefined }, signal);
            if (!job) break;
            axes.cells.push(job.id);
            s.grids.add(axes);
        }
        if (axes.cells[0]) s.show({ job: axes.cells[0], n: 0 });
    }

    /** Tells Make how many pictures the grid has. */
    async #count() {
        const { recipe: { axes }, catalogue: { offers, models } } = this.studio, asked = JSON.stringify(axes);
        if (asked === this.#counted) return;
        this.#counted = asked;
        const n = axes ? (await import('./grid.js')).product(axes, { offers: offers ?? undefined, models }) : 0;
        if (n !== this.cells) { this.cells = n; this.on.changed(); }
    }

    /** Four more with other seeds, of what the picture was made of; four near it where that is not known. @param {Item} item */
    vary(item) {
        return this.#ask(async (signal) => {
            const inputs = await this.origins.inputs(item.job);
            await (inputs ? this.#made({ ...recipeOf(item.job, item.n || 1), ...inputs, seed: undefined, number: 4 }, signal) : this.#near(item, signal));
        });
    }

    /** Four that start from this picture. @param {Item} item */
    near(item) { return this.#ask((signal) => this.#near(item, signal)); }

    /** @param {Item} item @param {AbortSignal} signal */
    async #near(item, signal) {
        const source = await this.origins.source({ job: item.job.id, n: item.n || 1 });
        if (source) await this.#made({ ...recipeOf(item.job, item.n || 1), source, denoise: .35, seed: undefined, number: 4 }, signal);
    }

    /** @param {Item} item */
    async upscale(item) {
        if (!item.picture) return;
        const { width, height } = item.picture, most = this.studio.catalogue.offers?.upscale?.max_pixels ?? Infinity;
        const factor = width * height * this.factor ** 2 > most ? 2 : this.factor;
        const request = { prompt: item.job.request.prompt, ...(factor !== 2 && { width: width * factor }) };
        await this.#ask((signal) => this.#enlarge({ job: item.job.id, n: item.n }, request, signal));
    }

    /** @param {Place|WrittenSource} from @param {{prompt?: string, width?: number}} request @param {AbortSignal} signal */
    async #enlarge(from, { prompt = '', width }, signal) {
        this.on.leave();
        const source = await this.origins.source(from);
        if (!source?.blob) return this.#unknown();
        const job = await this.#start({ action: 'upscale', prompt, image: await base64(source.blob), width }, signal);
        this.origins.remember(job, writeSource(source));
        this.on.compare(job);
        this.studio.show(null);
    }

    /** Once more in the model's own size. @param {Item} item */
    modelSize(item) { return this.again(item, { width: undefined, height: undefined }); }

    /** Once more, of the same and with the same values but for some. @param {Item} item @param {Record<string, any>} [others] */
    again({ job }, others = {}) {
        return this.#ask(async (signal) => {
            if (job.request.action === 'upscale') { const origin = this.origins.of(job.id); return origin ? this.#enlarge(origin.from, job.request, signal) : this.#unknown(); }
            const inputs = await this.origins.inputs(job);
            return inputs ? this.#made(set({ ...recipeOf(job, 0), ...inputs }, others), signal) : this.#unknown();
        });
    }

    #unknown() { this.studio.messages.say(words.notice.unknownInputs, undefined, undefined, true); }

    /** @param {Recipe} recipe @param {AbortSignal} signal */
    async #made(recipe, signal) {
        this.on.leave();
        const job = await this.#send({ ...recipe, model: this.studio.catalogue.find(recipe.model)?.name ?? this.studio.recipe.model, axes: undefined }, signal);
        if (job) this.studio.show(null);
    }

    /** Sends a recipe, once it is known what there is. @param {Recipe} recipe @param {AbortSignal} signal @returns {Promise<Job|null>} */
    async #send(recipe, signal) {
        const s = this.studio;
        await s.loaded;
        const model = s.catalogue.find(recipe.model);
        if (!model || s.barred) return s.changed(), null;
        const { follows } = s;
        s.messages.clear();
        try {
            const body = await bodyOf(recipe, model), job = await this.#start(body, signal);
            if (body.image && recipe.source) this.origins.remember(job, writeSource(recipe.source), body.mask && recipe.mask && writeMask(recipe.mask));
            if (follows) s.show(null, true);
            if (!signal.aborted) s.messages.hear(words.notice.started(job.request?.number ?? recipe.number));
            return job;
        } catch (e) {
            s.fail(e);
            return null;
        }
    }

    /** Starts a job behind those that were asked for before. @param {any} body @param {AbortSignal} signal @returns {Promise<Job>} */
    async #start(body, signal) {
        const tell = (/** @type {number|null} */ share) => { this.sent = share; this.on.changed(); };
        const job = this.#last.then(() => { signal.throwIfAborted(); return jobs.start(body, tell, signal); });
        this.#last = job.catch(() => {});
        this.sending++;
        this.on.changed();
        try {
            const made = await job;
            if (signal.aborted) this.on.cancel(made.id);
            return made;
        } finally {
            this.sending--;
            tell(null);
        }
    }

    /** Seconds until a new job would be done, by the quickest of the last ones: others had to load the model, or were tiny. @param {Job[]} done @param {Job[]} open */
    seconds(done, open) {
        const cost = (/** @type {any} */ r) => (r.width ?? 512) * (r.height ?? 512) * (r.steps ?? 20) * (r.number ?? 1) * (r.strength ? 1 - r.strength : 1);
        const took = (/** @type {Job} */ job) => (Date.parse(/** @type {string} */ (job.finished)) - Date.parse(/** @type {string} */ (job.started))) / 1000;
        const rate = Math.min(...done.slice(0, 8).map((job) => took(job) / cost(job.request)));
        const mine = this.studio.settled, size = mine.source && { width: mine.source.width, height: mine.source.height };
        const own = rate * cost({ ...mine, strength: mine.source ? 1 - mine.denoise : 0, ...size });
        return own + Math.max(0, ...open.map((job) => job.seconds_left ?? 0));
    }
}
