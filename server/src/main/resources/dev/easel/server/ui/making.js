// @ts-check
import { jobs } from './jobs.js';
import { blob } from './pictures.js';
import { base64, bodyOf, recipeOf, set } from './recipe.js';
import { words } from './words.js';
/** @import {Item, Job, Place, Recipe, Source} from './types.js' */

/** Makes the recipe on the left, grids, and pictures that are like others. */
export class Making {
    /** how many are on their way to the server */ sending = 0;
    /** cells of the grid on the left, 0 without one */ cells = 0;
    /** of enlarging */ factor = 2;
    /** the mask of the last stroke, while it is made @type {() => Promise<any>|undefined} */ settled = () => undefined;
    /** what was sent last: jobs go to the server in the order that they were asked for @type {Promise<any>} */ #sent = Promise.resolve();
    /** @type {string|undefined} */ #counted;

    /**
     * @param {import('./studio.js').Studio} studio
     * @param {import('./origins.js').Origins} origins
     * @param {{changed: () => void, leave: () => void, compare: (job: Job) => void}} on `leave` what is done before another picture is made, `compare` a job with its origin when it is done
     */
    constructor(studio, origins, on) {
        this.studio = studio;
        this.origins = origins;
        this.on = on;
        studio.addEventListener('change', () => this.#count());
    }

    /** Makes what is on the left; a grid makes all of its cells. */
    async make() {
        const s = this.studio;
        await Promise.all([this.settled(), s.loaded]);
        const { recipe } = s;
        this.on.leave();
        if (recipe.axes?.some((a) => a.name && a.text)) return this.#grid(recipe);
        const job = await this.#send(recipe);
        if (job && recipe.source) this.origins.remember(job, recipe.source);
    }

    /** @param {Recipe} recipe with axes */
    async #grid(recipe) {
        const s = this.studio, { models, offers } = s.catalogue, { expand } = await import('./grid.js');
        const grid = expand(recipe, s.settled, offers, models);
        if (grid.error) return s.messages.set('axes', grid.error);
        const axes = { x: grid.x, y: grid.y, cells: /** @type {(string|null)[]} */ ([]) };
        const seed = recipe.seed ?? Math.floor(Math.random() * 2 ** 32);
        for (const cell of grid.cells) {
            const job = await this.#send({ ...set({ ...recipe, seed }, cell, s.catalogue.find(cell.model ?? recipe.model)), number: 1, axes: undefined });
            if (!job) break;
            if (recipe.source) this.origins.remember(job, recipe.source);
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

    /** Four more with other seeds. @param {Item} item */
    async vary(item) {
        const recipe = recipeOf(item.job, item.n || 1), origin = this.origins.of(item.job.id);
        if (item.job.request.action === 'img2img' && origin) recipe.source = await this.origins.source(origin);
        else if (item.job.request.action === 'img2img' || item.job.id.startsWith('dropped')) return this.near(item);
        await this.#made({ ...recipe, seed: undefined, number: 4 }, origin);
    }

    /** Four that start from this picture. @param {Item} item */
    async near(item) {
        const origin = { job: item.job.id, n: item.n || 1 };
        await this.#made({ ...recipeOf(item.job, item.n || 1), source: await this.origins.source(origin), denoise: .35, seed: undefined, number: 4 }, origin);
    }

    /** @param {Item} item */
    async upscale(item) {
        if (!item.picture) return;
        const { width, height } = item.picture, most = this.studio.catalogue.offers?.upscale?.max_pixels ?? Infinity;
        const factor = width * height * this.factor ** 2 > most ? 2 : this.factor;
        const origin = { job: item.job.id, n: item.n };
        this.on.leave();
        const job = await jobs.start({ action: 'upscale', prompt: item.job.request.prompt ?? '', image: await base64(await blob(item.job.id, item.n)), ...(factor !== 2 && { width: width * factor }) });
        this.origins.remember(job, origin);
        this.on.compare(job);
        this.studio.show(null);
    }

    /** Once more in the model's own size. @param {Item} item */
    modelSize(item) { return this.#made(set(recipeOf(item.job, 0), { width: undefined, height: undefined }), this.origins.of(item.job.id)); }

    /** Once more, with the same values. @param {Item} item */
    again(item) { return this.#made(recipeOf(item.job, 0), this.origins.of(item.job.id)); }

    /** @param {Recipe} recipe @param {Place|Source} [origin] */
    async #made(recipe, origin) {
        this.on.leave();
        if (origin && !recipe.source) recipe.source = await this.origins.source(origin);
        const job = await this.#send({ ...recipe, model: this.studio.catalogue.find(recipe.model)?.name ?? this.studio.recipe.model, axes: undefined });
        if (!job) return;
        if (origin) this.origins.remember(job, origin);
        this.studio.show(null);
    }

    /** Sends a recipe, once it is known what there is. @param {Recipe} recipe @returns {Promise<Job|null>} */
    async #send(recipe) {
        const s = this.studio;
        await s.loaded;
        const model = s.catalogue.find(recipe.model);
        if (!model || s.barred) return s.changed(), null;
        const { follows } = s;
        s.messages.clear();
        this.sending++;
        this.on.changed();
        try {
            const body = await bodyOf(recipe, model), sent = this.#sent.then(() => jobs.start(body));
            this.#sent = sent.catch(() => {});
            const job = await sent;
            if (follows) s.show(null, true);
            s.messages.hear(words.notice.started(job.request?.number ?? recipe.number));
            return job;
        } catch (e) {
            s.fail(e);
            return null;
        } finally {
            this.sending--;
            this.on.changed();
        }
    }

    /** Seconds until a new job would be done, from what the last one took. @param {Job} last @param {Job[]} open */
    seconds(last, open) {
        const cost = (/** @type {any} */ r) => (r.width ?? 512) * (r.height ?? 512) * (r.steps ?? 20) * (r.number ?? 1) * (r.strength ? 1 - r.strength : 1);
        const took = (Date.parse(/** @type {string} */ (last.finished)) - Date.parse(/** @type {string} */ (last.started))) / 1000;
        const mine = this.studio.settled, own = took * cost({ ...mine, strength: mine.source ? 1 - mine.denoise : 0, ...(mine.source && { width: mine.source.width, height: mine.source.height }) }) / cost(last.request);
        return own + Math.max(0, ...open.map((j) => j.seconds_left ?? 0));
    }
}
