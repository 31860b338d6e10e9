// @ts-check
import { isOpen, jobs } from './jobs.js';
import { Painting } from './painting.js';
import { blob, put, url } from './pictures.js';
import { base64, recipeOf, set } from './recipe.js';
import { go } from './routes.js';
import { Wall } from './wall.js';
import { words } from './words.js';
/** @import {Item, Job, Pair, Place, Recipe, Source} from './types.js' */

/** What the bar over the picture, the keys and dropped files do. One signal, `change`. */
export class Acts extends EventTarget {
    /** @type {Pair|null} */ pair = null;
    at = .5;
    /** how much of a zip is fetched @type {number|null} */ saving = null;
    /** cells of the grid on the left, 0 without one */ cells = 0;
    /** a file that was dropped or pasted to be looked at @type {{job: Job, file: File, label: string, left: any[]}|null} */ dropped = null;
    /** @type {File|null} too large to be sent */ large = null;
    /** what each job started from @type {Map<string, Place|Source>} */ #origins = readOrigins();
    factor = 2;
    /** jobs whose comparison opens when they are done */ #awaited = new Set();
    #dropped = 0;

    /** @param {import('./studio.js').Studio} studio */
    constructor(studio) {
        super();
        this.studio = studio;
        this.painting = new Painting(() => this.changed(), (mask, strokes) => studio.change('mask', mask && { ...mask, strokes }));
        this.gallery = new Wall(() => this.changed(), (e) => studio.fail(e));
        for (const moved of ['hashchange', 'popstate']) addEventListener(moved, () => this.leave());
        studio.addEventListener('change', () => this.#count());
        studio.addEventListener('again', (e) => this.again({ job: /** @type {CustomEvent} */ (e).detail, n: 0, picture: null }));
        studio.addEventListener('ended', (e) => this.#ended(/** @type {CustomEvent} */ (e).detail));
        this.#restore();
    }

    changed() { this.dispatchEvent(new Event('change')); }

    /** What is on the stage: the dropped picture, else the studio's. @returns {Item|null} */
    get item() {
        const aimed = this.studio.route.view === 'gallery' && this.gallery.aimed, job = aimed && jobs.map.get(aimed.job);
        if (aimed && job) return { job, n: aimed.n, picture: job.pictures.find((p) => p.n === aimed.n) ?? null };
        return this.dropped ? { job: this.dropped.job, n: 1, picture: this.dropped.job.pictures[0] } : this.studio.item;
    }

    /** the server's notes on the newest job, by field @type {Record<string, string>} */
    get notes() { const told = jobs.all[0]?.notes ?? []; return told.length && jobs.all[0].request?.prompt === this.studio.recipe.prompt ? { prompt: told.join(' ') } : {}; }

    /** Which actions model and server can do. */
    get offered() {
        const { model, offers } = this.studio, takes = model?.takes;
        return { inpaint: !!(takes?.image && takes.mask), start: !!takes?.image, upscale: !!offers?.upscale };
    }

    /** Tells Make how many pictures the grid has. */
    async #count() {
        const { recipe, offers, models } = this.studio, asked = JSON.stringify(recipe.axes);
        if (asked === this.#counted) return;
        this.#counted = asked;
        const n = recipe.axes ? (await import('./grid.js')).product(recipe.axes, { offers: offers ?? undefined, models }) : 0;
        if (n !== this.cells) { this.cells = n; this.changed(); }
    }
    /** @type {string|undefined} */ #counted;

    get starters() { return words.starters(this.studio.model?.name ?? ''); }

    /** @param {string} name */
    run(name) {
        const act = /** @type {any} */ (this)[name], item = this.item;
        const needs = !['back', 'again', 'compare'].includes(name);
        if (needs && item && isOpen(item.job)) return;
        if (typeof act === 'function' && NAMES.includes(name)) Promise.resolve(act.call(this, item)).catch((e) => this.studio.fail(e));
    }

    /* ---- making ---- */

    /** the mask of the last stroke, while it is made @type {() => Promise<any>|undefined} */ settled = () => undefined;

    /** Makes what is on the left; a grid makes all of its cells. */
    async make() {
        const s = this.studio;
        await this.settled();
        const { recipe } = s;
        this.leave(false);
        if (!recipe.axes?.some((a) => a.name && a.text)) {
            const job = await s.make();
            if (job && recipe.source) this.#remember(job, recipe.source);
            return;
        }
        const { expand } = await import('./grid.js');
        const grid = expand(recipe, s.settled, s.offers, s.models);
        if (grid.error) { s.errors = { ...s.errors, axes: grid.error }; return s.changed(); }
        const axes = { x: grid.x, y: grid.y, cells: /** @type {(string|null)[]} */ ([]) };
        const seed = recipe.seed ?? Math.floor(Math.random() * 2 ** 32);
        for (const cell of grid.cells) {
            const job = await s.make({ ...set({ ...recipe, seed }, cell, s.models.find((m) => m.name === (cell.model ?? recipe.model))), number: 1, axes: undefined });
            if (!job) break;
            if (recipe.source) this.#remember(job, recipe.source);
            axes.cells.push(job.id);
            s.grids.add(axes);
        }
        if (axes.cells[0]) s.show({ job: axes.cells[0], n: 0 });
    }

    /** Four more with other seeds. @param {Item} item */
    async vary(item) {
        const recipe = recipeOf(item.job, item.n || 1), origin = this.#origins.get(item.job.id);
        if (item.job.request.action === 'img2img' && origin) recipe.source = await this.#source(origin);
        else if (item.job.request.action === 'img2img' || item.job.id.startsWith('dropped')) return this.near(item);
        await this.#made({ ...recipe, seed: undefined, number: 4 }, origin);
    }

    /** Four that start from this picture. @param {Item} item */
    async near(item) {
        const origin = { job: item.job.id, n: item.n || 1 };
        await this.#made({ ...recipeOf(item.job, item.n || 1), source: await this.#source(origin), denoise: .35, seed: undefined, number: 4 }, origin);
    }

    /** @param {Item} item */
    async upscale(item) {
        if (!item.picture) return;
        const { width, height } = item.picture, most = this.studio.offers?.upscale?.max_pixels ?? Infinity;
        const factor = width * height * this.factor ** 2 > most ? 2 : this.factor;
        const origin = { job: item.job.id, n: item.n };
        this.leave(false);
        const s = this.studio;
        try {
            const job = await jobs.start({ action: 'upscale', prompt: item.job.request.prompt ?? '', image: await base64(await blob(item.job.id, item.n)), ...(factor !== 2 && { width: width * factor }) });
            this.#remember(job, origin);
            this.#awaited.add(job.id);
            s.show(null);
        } catch (e) { s.fail(e); }
    }

    /** Once more in the model's own size. @param {Item} item */
    modelSize(item) { return this.#made(set(recipeOf(item.job, 0), { width: undefined, height: undefined }), this.#origins.get(item.job.id)); }

    /** Once more, with the same values. @param {Item} item */
    again(item) { return this.#made({ ...recipeOf(item.job, 0) }, this.#origins.get(item.job.id)); }

    /** The failed job's recipe to the left, the field that its sentence names gets the focus. @param {Item} item */
    back(item) {
        this.studio.use(recipeOf(item.job, 0), null);
        this.studio.dispatchEvent(new CustomEvent('refused', { detail: /memory|\d+ ?[x×] ?\d+/i.test(item.job.error ?? '') ? 'width' : 'prompt' }));
    }

    /** @param {Recipe} recipe @param {Place|Source} [origin] */
    async #made(recipe, origin) {
        this.leave(false);
        if (origin && !recipe.source) recipe.source = await this.#source(origin);
        const job = await this.studio.make({ ...recipe, model: this.studio.models.some((m) => m.name === recipe.model) ? recipe.model : this.studio.recipe.model, axes: undefined });
        if (!job) return;
        if (origin) this.#remember(job, origin);
        this.studio.show(null);
    }

    /* ---- starting from a picture ---- */

    /** @param {Item} item */
    async start(item) { this.studio.change('source', await this.#source({ job: item.job.id, n: item.n || 1 })); this.studio.hear(words.source.filled); }

    /** Opens the mask on this picture, or on that which is started from. @param {Item|null} item */
    async inpaint(item) {
        const s = this.studio, from = s.recipe.source;
        if (item?.picture && !(from?.job === item.job.id && from?.n === item.n)) { await this.start(item); s.change('mask', undefined); }
        if (!s.recipe.source) return;
        this.openMask();
    }

    openMask() {
        const { source, mask } = this.studio.recipe;
        if (!source) return;
        this.leave(false);
        if (this.#painted !== source) { this.#painted = source; this.painting.begin(source, mask?.strokes); }
        go('#mask');
    }
    /** @type {Source|undefined} */ #painted;

    closeMask() { go('#', false); }

    /** A file to start from. @param {File} file */
    async startFrom(file) {
        const s = this.studio;
        let picture;
        try { picture = await createImageBitmap(file); } catch { s.errors = { ...s.errors, image: words.source.unreadable }; return s.changed(); }
        const { width, height } = picture, most = s.offers?.image?.max_pixels ?? Infinity;
        picture.close();
        if (width * height > most) {
            this.large = file;
            s.errors = { ...s.errors, image: words.source.large(Math.ceil(width * height / 1e6), Math.floor(most / 1e6)) };
            return s.changed();
        }
        s.change('source', { blob: file, url: URL.createObjectURL(file), width, height, name: file.name });
        this.leave(false);
    }

    /** Makes the picture that was too large as small as the server takes it. */
    async smaller() {
        const file = this.large, most = this.studio.offers?.image?.max_pixels ?? 4e6;
        if (!file) return;
        const whole = await createImageBitmap(file), k = Math.sqrt(most / whole.width / whole.height) * .999;
        const canvas = new OffscreenCanvas(Math.floor(whole.width * k), Math.floor(whole.height * k));
        /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(whole, 0, 0, canvas.width, canvas.height);
        this.large = null;
        await this.startFrom(new File([await canvas.convertToBlob({ type: 'image/webp', quality: .95 })], file.name, { type: 'image/webp' }));
    }

    /** Shows a file with the recipe that it carries. @param {File} file */
    async readRecipe(file) {
        const s = this.studio;
        let picture;
        try { picture = await createImageBitmap(file); } catch { return s.say(words.source.unreadable, undefined, undefined, true); }
        const { read } = await import('./infotext.js');
        const found = await read(file, s.models, s.offers);
        const id = 'dropped' + ++this.#dropped;
        put(id, 1, file);
        const job = /** @type {any} */ ({
            id, status: 'done', model: found?.request.model ?? s.recipe.model, request: found?.request ?? {}, notes: [], created: '', started: null, finished: null,
            pictures: [{ n: 1, width: picture.width, height: picture.height, seed: found?.request.seed }],
        });
        go('#');
        this.pair = null;
        this.dropped = { job, file, label: found?.label ?? '', left: found?.left ?? [] };
        if (!found) s.say(words.notice.noRecipe, words.notice.startFromIt, () => this.startFrom(file));
        this.changed();
    }

    /** A picture in the clipboard is looked at with its recipe. @param {ClipboardEvent} e */
    paste(e) {
        const file = [...e.clipboardData?.files ?? []].find((f) => f.type.startsWith('image/'));
        if (!file) return;
        e.preventDefault();
        this.readRecipe(file).catch((x) => this.studio.fail(x));
    }

    /** The recipe whose values stand under the picture. @param {Item|null} item */
    shown(item) { return item ? recipeOf(item.job, item.n || 1) : null; }

    /** @param {string[]|null} names */
    use(names) { const item = this.item; if (item) this.studio.use(recipeOf(item.job, item.n || 1), names); }

    /* ---- looking ---- */

    /** Before and after, or back. @param {Item|null} item @param {number} [at] */
    async compare(item, at = .5) {
        if (this.pair) { this.pair = null; return this.changed(); }
        const after = item?.picture ? { job: item.job.id, n: item.n } : null, before = after && this.#before(after);
        if (!after || !before) return this.studio.say(words.notice.nothingToCompare);
        await this.#compare(before, after, at);
    }

    /** @param {Place|Source} before @param {Place} after @param {number} at */
    async #compare(before, after, at) {
        const source = 'url' in before ? before : await this.#source(before), b = jobs.map.get(after.job)?.pictures.find((p) => p.n === after.n);
        const larger = b && b.width !== source.width;
        this.pair = { before: source.url, after: await url(after.job, after.n), names: larger ? [String(source.width), String(b.width)] : [words.before, words.after] };
        this.at = at;
        this.changed();
    }

    /** What a picture started from, else the one made before it. @param {Place} place @returns {Place|Source|null} */
    #before(place) {
        const origin = this.#origins.get(place.job);
        if (origin) return origin;
        const older = jobs.all.slice(jobs.all.findIndex((j) => j.id === place.job) + 1).find((j) => j.pictures.length);
        return older ? { job: older.id, n: older.pictures[0].n } : null;
    }

    /** @param {number} at */
    setAt(at) { this.at = at; this.changed(); }

    /** Leaves comparison and dropped picture. @param {boolean} [all] */
    leave(all = true) { this.pair = null; if (all || !this.dropped) this.dropped = null; this.changed(); }

    async compareChosen() {
        const [after, before] = places(this.gallery.chosen);
        if (!before) return;
        this.studio.show(after);
        await this.#compare(before, after, .5);
    }

    closeGallery() { this.gallery.none(); go('#'); }

    /* ---- keeping ---- */

    /** @param {Item} item */
    async download(item) {
        const axes = item.n ? null : this.studio.grids.of(item.job.id);
        if (axes) return this.saveGrid(axes);
        await this.save(item.picture ? [`${item.job.id}/${item.n}`] : item.job.pictures.map((p) => `${item.job.id}/${p.n}`));
    }

    /** One as it is, several as a zip. @param {string[]} keys */
    async save(keys) {
        const { fileNames } = await import('./names.js'), dropped = this.dropped?.job;
        const some = places(keys).map((p) => ({ job: /** @type {Job} */ (jobs.map.get(p.job) ?? dropped), n: p.n })).filter((p) => p.job), names = fileNames(some);
        if (!some.length) return;
        if (some.length === 1) return keep(await blob(some[0].job.id, some[0].n), names[0]);
        const { zip } = await import('./zip.js'), tell = (/** @type {number|null} */ share) => { this.saving = share; this.changed(); };
        tell(0);
        try {
            keep(await zip(some.map((p, i) => ({ name: names[i], blob: () => blob(p.job.id, p.n), time: new Date(p.job.created) })), tell), 'easel.zip');
        } finally { tell(null); }
    }

    /** The grid with its axes as one picture. @param {import('./types.js').Axes} axes */
    async saveGrid(axes) {
        const { drawGrid } = await import('./grid-picture.js');
        const done = (/** @type {string|null} */ id) => id ? jobs.map.get(id)?.pictures[0] : undefined;
        keep(await drawGrid(axes, async (/** @type {string} */ id) => { const p = done(id); return p ? blob(id, p.n) : null; }), 'grid.png');
    }

    /** The picture to the clipboard. @param {Item} item */
    async copy(item) {
        if (!item.picture) return;
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob(item.job.id, item.n) })]);
        this.studio.say(words.notice.copied);
    }

    /** The words and values as text. @param {Item} item */
    async copyRecipe(item) {
        const { write } = await import('./infotext.js');
        await navigator.clipboard.writeText(write(item.job.request, item.picture));
        this.studio.say(words.notice.copied);
    }

    /** @param {Item} item */
    delete(item) {
        if (this.dropped) { this.dropped = null; return this.changed(); }
        const s = this.studio, all = jobs.all, at = all.findIndex((j) => j.id === item.job.id), left = item.job.pictures.filter((p) => p.n !== item.n);
        const back = jobs.delete([{ job: item.job.id, n: item.n }]);
        if (s.route.place) s.show(item.n && left.length ? { job: item.job.id, n: left[0].n } : all[at + 1] ? { job: all[at + 1].id, n: all[at + 1].pictures.length === 1 ? all[at + 1].pictures[0].n : 0 } : null, true);
        s.say(words.notice.deleted(item.n ? 1 : Math.max(1, item.job.pictures.length)), words.notice.undo, back);
    }

    deleteChosen() {
        const some = places(this.gallery.chosen), back = jobs.delete(some);
        this.gallery.none();
        this.studio.say(words.notice.deleted(some.length), words.notice.undo, back);
    }

    /* ---- what started from what ---- */

    /** @param {Place|Source} origin @returns {Promise<Source>} */
    async #source(origin) {
        if ('url' in origin) return origin;
        const file = await blob(origin.job, origin.n), p = (jobs.map.get(origin.job) ?? this.dropped?.job)?.pictures.find((x) => x.n === origin.n);
        const size = p ?? await createImageBitmap(file);
        return { ...origin, blob: file, url: await url(origin.job, origin.n), width: size.width, height: size.height, name: words.source.filled };
    }

    /** @param {Job} job @param {Place|Source} origin */
    #remember(job, origin) {
        this.#origins.set(job.id, 'url' in origin && origin.job?.startsWith('dropped') === false ? { job: origin.job, n: origin.n ?? 1 } : origin);
        const kept = [...this.#origins].filter(([, o]) => !('url' in o) && !o.job.startsWith('dropped')).slice(-200);
        try { localStorage.setItem('easel.origins', JSON.stringify(kept)); } catch { /* known until the tab closes */ }
    }

    /** @param {Job} job */
    async #ended(job) {
        if (!this.#awaited.delete(job.id) || job.status !== 'done' || this.studio.here?.job !== job.id) return;
        const origin = this.#origins.get(job.id);
        if (origin && job.pictures[0]) await this.#compare(origin, { job: job.id, n: job.pictures[0].n }, .5).catch(() => {});
    }

    /** The picture that the stored recipe starts from, if the server still has it. */
    async #restore() {
        const from = this.studio.recipe.source;
        if (!from?.job || from.url) return;
        try {
            const file = await blob(from.job, from.n ?? 1);
            this.studio.recipe = { ...this.studio.recipe, source: { ...from, blob: file, url: URL.createObjectURL(file) } };
        } catch { this.studio.recipe = set(this.studio.recipe, { source: undefined }); }
        this.studio.changed();
    }

    /** Seconds until a new job would be done, from what the last one took. @param {Job} last @param {Job[]} open */
    seconds(last, open) {
        const cost = (/** @type {any} */ r) => (r.width ?? 512) * (r.height ?? 512) * (r.steps ?? 20) * (r.number ?? 1) * (r.strength ? 1 - r.strength : 1);
        const took = (Date.parse(/** @type {string} */ (last.finished)) - Date.parse(/** @type {string} */ (last.started))) / 1000;
        const mine = this.studio.settled, own = took * cost({ ...mine, strength: mine.source ? 1 - mine.denoise : 0, ...(mine.source && { width: mine.source.width, height: mine.source.height }) }) / cost(last.request);
        return own + Math.max(0, ...open.map((j) => j.seconds_left ?? 0));
    }
}

const NAMES = ['vary', 'near', 'inpaint', 'start', 'upscale', 'compare', 'download', 'copy', 'copyRecipe', 'delete', 'back', 'again', 'modelSize'];

/** @param {Iterable<string>} keys "id/n" @returns {Place[]} */
const places = (keys) => [...keys].map((k) => ({ job: k.split('/')[0], n: Number(k.split('/')[1]) }));

/** @param {Blob} file @param {string} name */
function keep(file, name) {
    const a = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: name });
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

/** @returns {Map<string, Place|Source>} */
function readOrigins() {
    try { return new Map(JSON.parse(localStorage.getItem('easel.origins') ?? '[]')); } catch { return new Map(); }
}
