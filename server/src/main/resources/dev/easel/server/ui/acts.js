// @ts-check
import { Comparing } from './comparing.js';
import { Files } from './files.js';
import { isOpen, jobs } from './jobs.js';
import { Keeping } from './keeping.js';
import { Making } from './making.js';
import { Origins } from './origins.js';
import { Painting } from './painting.js';
import { recipeOf } from './recipe.js';
import { go } from './routes.js';
import { Wall } from './wall.js';
import { words } from './words.js';
/** @import {Item, Place, Recipe, Source} from './types.js' */

/** What the bar over the picture, the keys and dropped files do. One signal, `change`. */
export class Acts extends EventTarget {
    /** What each action does to what is on the stage. @type {Record<string, (item: any) => any>} */
    #actions = {
        vary: (item) => this.making.vary(item), near: (item) => this.making.near(item), upscale: (item) => this.making.upscale(item),
        again: (item) => this.making.again(item), modelSize: (item) => this.making.modelSize(item), back: (item) => this.#back(item),
        inpaint: (item) => this.#inpaint(item), start: (item) => this.#start(item), compare: (item) => this.comparing.toggle(item),
        download: (item) => this.keeping.download(item), copy: (item) => this.keeping.copy(item), copyRecipe: (item) => this.keeping.copyRecipe(item),
        delete: (item) => this.files.dropped ? this.leave() : this.keeping.delete(item),
    };
    /** the picture that the mask is painted on @type {Source|undefined} */ #painted;

    /** @param {import('./studio.js').Studio} studio */
    constructor(studio) {
        super();
        this.studio = studio;
        const changed = () => this.changed(), uncompare = () => this.leave(false);
        const find = (/** @type {string} */ id) => jobs.map.get(id) ?? this.files.dropped?.job;
        this.origins = new Origins(find);
        this.comparing = new Comparing(studio, this.origins, changed);
        this.files = new Files(studio, uncompare);
        this.keeping = new Keeping(studio, find, changed);
        this.making = new Making(studio, this.origins, { changed, leave: uncompare, compare: (job) => this.comparing.await(job), cancel: (id) => this.cancel(id) });
        this.painting = new Painting(changed, (mask, strokes) => studio.change('mask', mask && { ...mask, strokes }));
        this.gallery = new Wall(changed, (e) => studio.fail(e));
        studio.addEventListener('change', () => this.#paint());
        for (const moved of ['hashchange', 'popstate']) addEventListener(moved, () => this.leave());
    }

    changed() { this.dispatchEvent(new Event('change')); }

    /** What is on the stage: the dropped picture, else the studio's. @returns {Item|null} */
    get item() {
        const aimed = this.studio.route.view === 'gallery' && this.gallery.aimed, job = aimed && jobs.map.get(aimed.job), { dropped } = this.files;
        if (aimed && job) return { job, n: aimed.n, picture: job.pictures.find((p) => p.n === aimed.n) ?? null };
        return dropped ? { job: dropped.job, n: 1, picture: dropped.job.pictures[0] } : this.studio.item;
    }

    /** the server's notes on the newest job, by field @type {Record<string, string>} */
    get notes() { const told = jobs.all[0]?.notes ?? []; return told.length && jobs.all[0].request?.prompt === this.studio.recipe.prompt ? { prompt: told.join(' ') } : {}; }

    /** Which actions model and server can do. */
    get offered() {
        const { model, catalogue } = this.studio, takes = model?.takes;
        return { inpaint: !!(takes?.image && takes.mask), start: !!takes?.image, upscale: !!catalogue.offers?.upscale };
    }

    get starters() { return words.starters(this.studio.model?.name ?? ''); }

    /** @param {string} name */
    run(name) {
        const act = this.#actions[name], item = this.item;
        const needs = !['back', 'again', 'compare'].includes(name);
        if (needs && item && isOpen(item.job)) return;
        if (act) Promise.resolve(act(item)).catch((e) => this.studio.fail(e));
    }

    /* ---- what is at work ---- */

    /** Cancels the newest job that is on its way, at work or waits. @returns {boolean} whether there was one */
    cancelNewest() {
        if (this.making.takeBack()) return true;
        const open = jobs.all.filter(isOpen), job = open.find((j) => j.status === 'generating') ?? open[0];
        if (job) this.cancel(job.id);
        return !!job;
    }

    /** @param {string} id */
    cancel(id) {
        const job = jobs.map.get(id);
        jobs.cancel(id).catch((e) => this.studio.fail(e));
        if (job) this.studio.messages.say(words.notice.cancelled(job.step), words.notice.startAgain, () => this.making.again({ job, n: 0, picture: null }).catch((e) => this.studio.fail(e)));
    }

    /** The failed job's recipe to the left, the field that its sentence names gets the focus. @param {Item} item */
    async #back(item) {
        await this.#use(item, null);
        this.studio.messages.lead(/memory|\d+ ?[x×] ?\d+/i.test(item.job.error ?? '') ? 'width' : 'prompt');
    }

    /* ---- starting from a picture ---- */

    /** @param {Item} item */
    async #start(item) {
        const source = await this.origins.source({ job: item.job.id, n: item.n || 1 });
        if (!source) return;
        this.studio.change('source', source);
        this.studio.messages.hear(words.source.filled);
    }

    /** Opens the mask on this picture, or on that which is started from. @param {Item|null} item */
    async #inpaint(item) {
        const s = this.studio, from = s.recipe.source;
        if (item?.picture && !(from?.job === item.job.id && from?.n === item.n)) { await this.#start(item); s.change('mask', undefined); }
        this.openMask();
    }

    openMask() {
        if (!this.studio.recipe.source) return;
        this.leave(false);
        go('#mask');
    }

    /** Whatever led to the mask: it begins with the strokes that the recipe has. */
    #paint() {
        const { recipe: { source, mask }, route } = this.studio;
        if (route.view !== 'mask' || !source?.url || this.#painted === source) return;
        this.#painted = source;
        this.painting.begin(source, mask?.strokes);
    }

    closeMask() { go('#', false); }

    /* ---- looking ---- */

    /** The recipe whose values stand under the picture. @param {Item|null} item @returns {Recipe|null} */
    shown(item) { return item ? recipeOf(item.job, item.n || 1) : null; }

    /** @param {string[]|null} names of values, null for all and for what the picture was made of */
    use(names) { const item = this.item; if (item) this.#use(item, names).catch((e) => this.studio.fail(e)); }

    /** @param {Item} item @param {string[]|null} names */
    async #use({ job, n }, names) {
        const inputs = names ? null : await this.origins.inputs(job);
        this.studio.use({ ...recipeOf(job, n || 1), ...inputs }, names);
    }

    /** Leaves comparison and dropped picture. @param {boolean} [all] */
    leave(all = true) {
        this.comparing.pair = null;
        if (all) this.files.dropped = null;
        this.changed();
    }

    /* ---- the gallery ---- */

    async compareChosen() {
        const [after, before] = places(this.gallery.chosen);
        if (!before) return;
        this.studio.show(after);
        await this.comparing.show(before, after);
    }

    saveChosen() { return this.keeping.save(places(this.gallery.chosen)); }

    deleteChosen() {
        this.keeping.deleteAll(places(this.gallery.chosen));
        this.gallery.none();
    }

    closeGallery() { this.gallery.none(); go('#'); }
}

/** @param {Iterable<string>} keys "id/n" @returns {Place[]} */
const places = (keys) => [...keys].map((k) => ({ job: k.split('/')[0], n: Number(k.split('/')[1]) }));
