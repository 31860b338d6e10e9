// @ts-check
import { Failure, key } from './api.js';
import { Catalogue } from './catalogue.js';
import { Connection } from './connection.js';
import { Grids } from './grids.js';
import { isOpen, jobs } from './jobs.js';
import { Memory } from './memory.js';
import { Messages } from './messages.js';
import { differences, Past, set, settled, take } from './recipe.js';
import { go, parse, toPlace } from './routes.js';
import { Tokens } from './tokens.js';
import { words } from './words.js';
/** @import {Item, Job, Model, Place, Recipe, Source} from './types.js' */

/** What the page knows, without drawing: the recipe, where one is, and what it got from the server. One signal, `change`; `ended` with a job. */
export class Studio extends EventTarget {
    messages = new Messages();
    catalogue = new Catalogue({
        read: () => this.#adopt(), changed: () => this.changed(), fail: (e) => this.fail(e), say: (sentence) => this.messages.say(sentence, undefined, undefined, true),
    });
    connection = new Connection({ changed: () => this.changed(), fail: (e) => this.fail(e), read: async () => { await this.#read(); jobs.now(); } });
    ready = false;
    memory = new Memory(() => this.messages.say(words.notice.storage));
    recipe = this.memory.read();
    past = new Past();
    grids = new Grids();
    route = parse(location.hash);
    /** why a key is asked for @type {string|null} */ locked = null;
    /** a key is asked for though none is needed */ keyed = false;
    tokens = new Tokens(() => this.changed());
    /** the address names a job that the server no longer has */ gone = false;

    constructor() {
        super();
        this.messages.addEventListener('change', () => this.changed());
        jobs.addEventListener('change', () => this.changed());
        jobs.addEventListener('done', (e) => this.#ended(/** @type {CustomEvent} */ (e).detail.job));
        jobs.addEventListener('connection', (e) => { const { lost, wait } = /** @type {CustomEvent} */ (e).detail; lost ? this.connection.lose(wait) : this.connection.find(); });
        jobs.addEventListener('trouble', (e) => this.fail(/** @type {CustomEvent} */ (e).detail));
        const moved = () => { this.route = parse(location.hash); this.#seek(); this.changed(); };
        addEventListener('hashchange', moved);
        addEventListener('popstate', moved);
        addEventListener('pagehide', () => { jobs.flush(); this.memory.save(this.recipe); });
        addEventListener('online', () => { if (this.connection.lost || !this.ready) this.connection.tryNow(); });
    }

    changed() { this.dispatchEvent(new Event('change')); }

    /* ---- what the server has ---- */

    /** That what there is has been read. @type {Promise<any>} */
    loaded = Promise.resolve();

    /** Reads what the server has; again after a key was given. */
    load() { this.loaded = this.#load(); }

    async #load() {
        try {
            await this.#read();
            this.locked = null;
            this.connection.lost = null;
            this.#seek();
        } catch (e) { this.fail(e); }
        this.changed();
    }

    async #read() {
        await Promise.all([this.catalogue.read(), jobs.load()]);
        this.ready = true;
        this.restored ??= this.#restore();
    }

    /** That the pictures of the last visit have been read. @type {Promise<void>|undefined} */
    restored;

    /** Where the picture of the last visit is gone there is nothing to start from. */
    async #restore() {
        const inputs = await this.memory.inputs();
        if (!inputs) return;
        this.recipe = set(this.recipe, inputs);
        this.changed();
    }

    /** A recipe without a model that is here gets the server's own. */
    #adopt() {
        const { base } = this.catalogue;
        if (!this.recipe.model || !this.model && base) this.recipe = set(this.recipe, { model: base }, this.catalogue.find(base));
        this.count();
        this.changed();
    }

    /** @returns {Model|undefined} */
    get model() { return this.catalogue.find(this.recipe.model); }
    get settled() { return settled(this.recipe, this.model); }

    /** Why nothing can be made now, else ''. */
    get barred() {
        return this.locked ? words.make.noKey : this.connection.lost ? words.make.noConnection : this.ready && !this.catalogue.models.length ? words.make.noModel : '';
    }

    /** Another key: nothing of the former one's is shown. @param {string} value */
    unlock(value) {
        key.value = value;
        this.locked = null;
        this.keyed = false;
        jobs.clear();
        this.load();
    }

    /** Asks for a key though none is needed now, or no more. */
    askKey() { this.keyed = !this.keyed; this.changed(); }

    /** Puts what went wrong where it belongs. @param {unknown} e */
    fail(e) {
        if (!(e instanceof Failure)) { if (/** @type {any} */ (e)?.name !== 'AbortError') console.error(e); return; }
        if (e.kind === 'key') this.locked = key.value ? words.key.unknown : words.key.ask;
        else if (e.kind === 'offline') this.connection.lose();
        else this.messages.refuse(e);
        this.changed();
    }

    /* ---- where one is ---- */

    /** What the stage shows: what the address says, else what is at work, is next, or was made last. @returns {Place|null} */
    get here() {
        if (this.route.place) return this.route.place;
        const all = jobs.all, open = all.filter(isOpen);
        const job = open.find((j) => j.status === 'generating') ?? open.at(-1) ?? all[0];
        return job ? first(job) : null;
    }

    /** @returns {Item|null} */
    get item() {
        const here = this.here, job = here && jobs.map.get(here.job);
        if (!job) return null;
        const n = here.n || (job.pictures.length === 1 && !this.grids.of(job.id) ? job.pictures[0].n : 0);
        return { job, n, picture: job.pictures.find((p) => p.n === n) ?? null };
    }

    /** Whether one looks at the newest, so that the stage follows what comes. */
    get follows() {
        const place = this.route.place, job = place && jobs.map.get(place.job);
        return this.route.view !== 'mask' && (!place || jobs.all[0]?.id === place.job || !!job && isOpen(job));
    }

    /** @param {Place|null} place @param {boolean} [replace] */
    show(place, replace) { go(toPlace(place), replace); }

    /** Reads the job that the address names if it is not among those read so far. */
    async #seek() {
        const id = this.route.place?.job;
        this.gone = false;
        if (!id || !this.ready || jobs.map.has(id)) return;
        try { await jobs.find(id); } catch (e) {
            if (!(e instanceof Failure && e.kind === 'gone')) return this.fail(e);
            this.gone = this.route.place?.job === id;
        }
        this.changed();
    }

    /** The place that is one newer (-1) or older (1): the next of the same sheet, else the next job. @param {number} by @returns {Place|null} */
    next(by) {
        const item = this.item, all = jobs.all, at = all.findIndex((j) => j.id === item?.job.id);
        if (!item || at < 0) return null;
        const within = item.job.pictures.findIndex((p) => p.n === item.n), beside = within < 0 ? undefined : item.job.pictures[within + by];
        if (beside) return { job: item.job.id, n: beside.n };
        return all[at + by] ? first(all[at + by]) : null;
    }

    /** @param {number} by */
    hasNext(by) { return !!this.next(by); }

    /** @param {number} by */
    step(by) {
        const place = this.next(by);
        if (place) this.show(place, true);
        if (by > 0 && place && jobs.all.findIndex((j) => j.id === place.job) > jobs.all.length - 10) jobs.more().catch(() => {});
    }

    /** @param {Job} job */
    #ended(job) {
        if (job.status === 'done') this.messages.hear(words.notice.ready(job.request?.prompt || job.model));
        else if (job.status === 'failed') this.messages.hear(words.notice.failed(job.error ?? ''));
        if (job.status === 'done' && this.recipe.locked && this.recipe.seed === undefined && job.pictures[0]) this.recipe = set(this.recipe, { seed: job.pictures[0].seed });
        if (!this.model?.loaded) this.catalogue.read().catch(() => {});
        this.dispatchEvent(new CustomEvent('ended', { detail: job }));
    }

    /* ---- the recipe ---- */

    /** @param {string} name @param {any} value */
    change(name, value) {
        this.past.keep(this.recipe, typeof value === 'string' || typeof value === 'number' ? name : '');
        const model = name === 'model' ? this.catalogue.find(value) : this.model;
        const before = this.recipe.source, values = name === 'size' ? { width: value[0], height: value[1] } : { [name]: value };
        this.recipe = set(this.recipe, values, model);
        if (name === 'locked' && value && this.recipe.seed === undefined) this.recipe = set(this.recipe, { seed: this.item?.picture?.seed ?? jobs.all.find((j) => j.pictures.length)?.pictures[0].seed });
        if (name === 'source') {
            this.memory.replace();
            if (!fits(value, before)) this.recipe = set(this.recipe, { mask: undefined });
        }
        this.messages.clear([name, '', .../** @type {Record<string, string[]>} */ (BESIDE)[name] ?? []]);
        if (name === 'prompt' || name === 'model') this.count();
        this.#save();
        this.changed();
    }

    /** Takes values out of a picture's recipe; names null takes all. @param {Recipe} theirs @param {string[]|null} names */
    use(theirs, names) {
        const before = this.settled, model = this.catalogue.find(theirs.model) ?? this.model;
        const next = take(this.recipe, model?.name === theirs.model ? theirs : { ...theirs, model: this.recipe.model }, names, names === null || names.includes('model') ? model : this.model);
        this.past.keep(this.recipe, '');
        const n = differences(settled(next, this.catalogue.find(next.model)), before).length + (next.source === before.source ? 0 : 1);
        if (next.source !== before.source) this.memory.replace();
        this.#replace(next);
        this.messages.say(n ? words.notice.taken(n) : words.notice.same, n ? words.notice.undo : undefined, () => this.undo());
    }

    undo() {
        const before = this.past.back();
        if (!before) return;
        this.#replace(before);
        this.messages.say(words.notice.back);
    }

    /** @param {Recipe} recipe */
    #replace(recipe) {
        this.recipe = recipe;
        this.messages.clear();
        this.count();
        this.#save();
        this.changed();
    }

    #save() { this.memory.saveSoon(() => this.recipe); }

    /** Counts the prompt's tokens, where there is a model to count them. */
    count() { if (this.model) this.tokens.count(this.recipe.model, this.recipe.prompt); }
}

/** Whether a mask for one picture is one for the other. @param {Source|undefined} one @param {Source|undefined} other */
const fits = (one, other) => !!one && one.width === other?.width && one.height === other.height;

/** Fields whose sentences are over when another value changes. */
const BESIDE = { size: ['width', 'height'], source: ['image'], model: ['steps'] };

/** @param {Job} job @returns {Place} */
export const first = (job) => ({ job: job.id, n: job.pictures.length > 1 || !job.pictures.length ? 0 : job.pictures[0].n });
