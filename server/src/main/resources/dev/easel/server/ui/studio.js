// @ts-check
import { Failure, get, key, post, remove } from './api.js';
import { follow } from './events.js';
import { isOpen, jobs } from './jobs.js';
import { bodyOf, changed, differences, fresh, Past, set, settled, store, stored, take } from './recipe.js';
import { Grids } from './grids.js';
import { go, parse, toPlace } from './routes.js';
import { words } from './words.js';
/** @import {Axes, Item, Job, Model, Offers, Place, Recipe, Trouble} from './types.js' */

/** What the page knows and does, without drawing: the recipe, the models, where one is, and what is said. One signal, `change`. */
export class Studio extends EventTarget {
    /** @type {Model[]} */ models = [];
    /** @type {Offers|null} */ offers = null;
    /** @type {any[]} */ pulls = [];
    /** @type {any[]} */ pullable = [];
    operator = false;
    /** the model that is used where none is named */ base = '';
    ready = false;
    /** @type {Recipe} */ recipe = stored() ?? fresh();
    past = new Past();
    grids = new Grids();
    /** sentences beside fields; '' is below Make @type {Record<string, string>} */ errors = {};
    route = parse(location.hash);
    /** why a key is asked for @type {string|null} */ locked = null;
    /** @type {{until: number, sentence: string}|null} */ lost = null;
    /** @type {{text: string, action?: string, run?: () => void, bad?: boolean, id: number}|null} */ notice = null;
    /** @type {{tokens: number, limit: number}|null} */ tokens = null;
    sending = 0;
    #notices = 0;
    #counting = 0;
    #saving = 0;
    /** @type {Set<string>} */ #pulling = new Set();

    constructor() {
        super();
        jobs.addEventListener('change', () => { this.#look(); this.changed(); });
        jobs.addEventListener('done', (e) => this.#ended(/** @type {CustomEvent} */ (e).detail.job));
        jobs.addEventListener('connection', (e) => this.#connection(/** @type {CustomEvent} */ (e).detail));
        jobs.addEventListener('trouble', (e) => this.fail(/** @type {CustomEvent} */ (e).detail));
        const moved = () => { this.route = parse(location.hash); this.#seek(); this.changed(); };
        addEventListener('hashchange', moved);
        addEventListener('popstate', moved);
        addEventListener('pagehide', () => { jobs.flush(); store(this.recipe); });
        addEventListener('online', () => this.tryNow());
    }

    changed() { this.dispatchEvent(new Event('change')); }

    /** That what there is has been read. @type {Promise<any>} */
    loaded = Promise.resolve();

    /** Reads what the server has; again after a key was given. */
    load() { this.loaded = this.#load(); }

    async #load() {
        try {
            await Promise.all([this.readModels(), jobs.load()]);
            this.ready = true;
            this.locked = null;
            this.lost = null;
            this.#seek();
        } catch (e) { this.fail(e); }
        this.changed();
    }

    async readModels() {
        const told = await get('/models');
        Object.assign(this, { models: told.models, offers: told.offers, pulls: told.pulls ?? [], pullable: told.pullable ?? [], operator: !!told.operator, base: told.default ?? '' });
        if (!this.recipe.model || !this.model && told.default) this.recipe = set(this.recipe, { model: told.default ?? '' }, this.models.find((m) => m.name === told.default));
        this.pulls.filter((p) => p.status === 'pulling').forEach((p) => this.#followPull(p.id));
        this.count();
        this.changed();
    }

    /** While a job waits for its model, asks how far that is. */
    #look() {
        const job = jobs.open.find((j) => j.status === 'generating' && !j.step), model = job && this.models.find((m) => m.name === job.model);
        if (!model || model.loaded || this.#looking) return;
        this.#looking = setTimeout(() => { this.#looking = 0; this.readModels().then(() => this.#look(), () => {}); }, 1500);
    }
    #looking = 0;

    /** @returns {Model|undefined} */
    get model() { return this.models.find((m) => m.name === this.recipe.model); }
    get settled() { return settled(this.recipe, this.model); }

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

    /** @param {Place|null} place @param {boolean} [replace] */
    show(place, replace) { go(toPlace(place), replace); }

    /** the address names a job that the server no longer has */
    gone = false;

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

    /* ---- the recipe ---- */

    /** @param {string} name @param {any} value */
    change(name, value) {
        this.past.keep(this.recipe, typeof value === 'string' || typeof value === 'number' ? name : '');
        const model = name === 'model' ? this.models.find((m) => m.name === value) : this.model;
        const values = name === 'size' ? { width: value[0], height: value[1] } : { [name]: value };
        this.recipe = set(this.recipe, values, model);
        if (name === 'locked' && value && this.recipe.seed === undefined) this.recipe = set(this.recipe, { seed: this.item?.picture?.seed ?? jobs.all.find((j) => j.pictures.length)?.pictures[0].seed });
        if (name === 'source' && !value) this.recipe = set(this.recipe, { mask: undefined });
        const { [name]: _, '': __, ...errors } = this.errors;
        if (name === 'size') { delete errors.width; delete errors.height; }
        if (name === 'source') delete errors.image;
        if (name === 'model') delete errors.steps;
        this.errors = errors;
        if (name === 'prompt' || name === 'model') this.count();
        this.#save();
        this.changed();
    }

    /** Takes values out of a picture's recipe; names null takes all. @param {Recipe} theirs @param {string[]|null} names */
    use(theirs, names) {
        const before = this.settled, model = this.models.find((m) => m.name === theirs.model) ?? this.model;
        const next = take(this.recipe, model?.name === theirs.model ? theirs : { ...theirs, model: this.recipe.model }, names, names === null || names.includes('model') ? model : this.model);
        this.past.keep(this.recipe, '');
        this.recipe = next;
        this.errors = {};
        const n = differences(settled(next, this.model), before).length;
        this.say(n ? words.notice.taken(n) : words.notice.same, n ? words.notice.undo : undefined, () => this.undo());
        this.count();
        this.#save();
        this.changed();
    }

    undo() {
        const before = this.past.back();
        if (!before) return;
        this.recipe = before;
        this.errors = {};
        this.say(words.notice.back);
        this.count();
        this.#save();
        this.changed();
    }

    /** @param {string} name */
    isChanged(name) { return changed(this.recipe, this.model, name); }

    #save() {
        clearTimeout(this.#saving);
        this.#saving = setTimeout(() => { if (!store(this.recipe)) { if (!this.#told) this.say(words.notice.storage); this.#told = true; } }, 400);
    }
    #told = false;

    /** Asks how many tokens the prompt has, a while after the last letter. */
    count() {
        clearTimeout(this.#counting);
        const { prompt, model } = this.recipe;
        if (!this.model) return;
        this.#counting = setTimeout(async () => {
            try {
                const told = prompt ? await post(`/models/${encodeURIComponent(model)}/tokens`, { prompt }) : null;
                if (prompt === this.recipe.prompt && model === this.recipe.model) this.tokens = told;
            } catch { this.tokens = null; }
            this.changed();
        }, 250);
    }

    /* ---- making ---- */

    /** Why nothing can be made now, else ''. */
    get barred() {
        return this.locked ? words.make.noKey : this.lost ? words.make.noConnection : this.ready && !this.models.length ? words.make.noModel : '';
    }

    /**
     * Makes a recipe (that on the left unless another is given), once it is known what there is.
     * @param {Recipe} [recipe] @param {Record<string, any>} [more] keys that the body gets besides
     * @returns {Promise<Job|null>}
     */
    async make(recipe, more = {}) {
        await this.loaded;
        recipe ??= this.recipe;
        const model = this.models.find((m) => m.name === recipe.model);
        if (!model || this.barred) return this.changed(), null;
        const follows = this.follows;
        this.errors = {};
        this.sending++;
        this.changed();
        try {
            const body = { ...await bodyOf(recipe, model), ...more }, before = this.#sent;
            const sent = before.then(() => jobs.start(body));
            this.#sent = sent.catch(() => {});
            const job = await sent;
            if (follows) this.show(null, true);
            this.hear(words.notice.started(job.request?.number ?? recipe.number));
            return job;
        } catch (e) {
            this.fail(e);
            return null;
        } finally {
            this.sending--;
            this.changed();
        }
    }

    /** what was sent last: jobs go to the server in the order that they were asked for @type {Promise<any>} */
    #sent = Promise.resolve();

    /** Whether one looks at the newest, so that the stage follows what comes. */
    get follows() {
        const place = this.route.place;
        return this.route.view !== 'mask' && (!place || jobs.all[0]?.id === place.job || !!jobs.map.get(place.job) && isOpen(/** @type {Job} */ (jobs.map.get(place.job))));
    }

    /** Cancels the newest job that is at work or waits. @returns {boolean} whether there was one */
    cancelNewest() {
        const open = jobs.all.filter(isOpen), job = open.find((j) => j.status === 'generating') ?? open[0];
        if (job) this.cancel(job.id);
        return !!job;
    }

    /** @param {string} id */
    cancel(id) {
        const job = jobs.map.get(id);
        jobs.cancel(id).catch((e) => this.fail(e));
        if (job) this.say(words.notice.cancelled(job.step), words.notice.startAgain, () => this.dispatchEvent(new CustomEvent('again', { detail: job })));
    }

    /** @param {Job} job */
    #ended(job) {
        if (job.status === 'done') this.hear(words.notice.ready(job.request?.prompt || job.model));
        else if (job.status === 'failed') this.hear(words.notice.failed(job.error ?? ''));
        if (job.status === 'done' && this.recipe.locked && this.recipe.seed === undefined && job.pictures[0]) this.recipe = set(this.recipe, { seed: job.pictures[0].seed });
        if (!this.model?.loaded) this.readModels().catch(() => {});
        this.dispatchEvent(new CustomEvent('ended', { detail: job }));
    }

    /* ---- models ---- */

    /** @param {string} id */
    async pull(id) {
        try { await post('/models', { id }); await this.readModels(); this.#followPull(id); } catch (e) { this.fail(e); }
    }
    /** @param {string} id */
    async stopPull(id) { try { await remove('/models/pulls/' + encodeURIComponent(id)); await this.readModels(); } catch (e) { this.fail(e); } }
    /** @param {string} name */
    async removeModel(name) { try { await remove('/models/' + encodeURIComponent(name)); await this.readModels(); } catch (e) { this.fail(e); } }

    /** @param {string} id */
    #followPull(id) {
        if (this.#pulling.has(id)) return;
        this.#pulling.add(id);
        const over = () => { this.#pulling.delete(id); this.readModels().catch(() => {}); };
        follow(`/models/pulls/${encodeURIComponent(id)}/events`, {
            event: (told) => {
                this.pulls = [...this.pulls.filter((p) => p.id !== id), { ...told, id }];
                if (told.status === 'failed') this.say(told.error, undefined, undefined, true);
                this.changed();
                return told.status !== 'pulling';
            },
            ended: over,
        });
    }

    /* ---- what is said ---- */

    /** One line with at most one action. @param {string} text @param {string} [action] @param {() => void} [run] @param {boolean} [bad] */
    say(text, action, run, bad) { this.notice = { text, action, run, bad, id: ++this.#notices }; this.changed(); }
    /** For readers alone. @param {string} text */
    hear(text) { this.dispatchEvent(new CustomEvent('hear', { detail: text })); }

    /** Puts what went wrong where it belongs. @param {unknown} e */
    fail(e) {
        if (!(e instanceof Failure)) { if (/** @type {any} */ (e)?.name !== 'AbortError') console.error(e); return; }
        if (e.kind === 'key') this.locked = key.value ? words.key.unknown : words.key.ask;
        else if (e.kind === 'offline') this.#connection({ lost: true, wait: 4 });
        else if (e.kind === 'refused' && e.field) { this.errors = { ...this.errors, [e.field]: e.sentence }; this.dispatchEvent(new CustomEvent('refused', { detail: e.field })); }
        else if (e.wait) this.#await(e.sentence, Date.now() + e.wait * 1000);
        else this.errors = { ...this.errors, '': e.kind === 'rights' ? e.sentence || words.key.rights : e.sentence };
        this.changed();
    }

    /** Counts down under Make until the server may be asked again. @param {string} sentence @param {number} until */
    #await(sentence, until) {
        const left = Math.ceil((until - Date.now()) / 1000), { '': _, ...errors } = this.errors;
        this.errors = left > 0 ? { ...errors, '': `${sentence} ${words.notice.again(left)}` } : errors;
        this.changed();
        clearTimeout(this.#countdown);
        if (left > 0) this.#countdown = setTimeout(() => this.errors[''] && this.#await(sentence, until), 1000);
    }
    #countdown = 0;

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
    keyed = false;

    #retry = 0;
    /** @param {{lost: boolean, wait?: number, failure?: Failure}} how */
    #connection({ lost, wait = 4 }) {
        clearTimeout(this.#retry);
        if (!lost) { this.lost = null; this.changed(); return; }
        this.lost = { until: Date.now() + wait * 1000, sentence: '' };
        const tick = () => {
            if (!this.lost) return;
            const left = (this.lost.until - Date.now()) / 1000;
            if (left <= 0) return this.tryNow();
            this.lost = { ...this.lost, sentence: words.notice.offline(left) };
            this.changed();
            this.#retry = setTimeout(tick, 1000);
        };
        tick();
    }

    async tryNow() {
        if (!this.lost && this.ready) return;
        clearTimeout(this.#retry);
        try { await Promise.all([this.readModels(), jobs.load()]); this.ready = true; this.lost = null; jobs.now(); } catch (e) {
            if (e instanceof Failure && e.kind === 'offline') { this.#tries = Math.min(30, this.#tries * 2); this.#connection({ lost: true, wait: this.#tries }); return; }
            this.lost = null;
            this.fail(e);
        }
        this.#tries = 1;
        this.changed();
    }
    #tries = 1;
}

/** @param {Job} job @returns {Place} */
export const first = (job) => ({ job: job.id, n: job.pictures.length > 1 || !job.pictures.length ? 0 : job.pictures[0].n });
