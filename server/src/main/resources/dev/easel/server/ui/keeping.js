// @ts-check
import { jobs } from './jobs.js';
import { blob } from './pictures.js';
import { words } from './words.js';
/** @import {Axes, Item, Job, Place} from './types.js' */

/** Pictures to the disk and to the clipboard, and away. */
export class Keeping {
    /** how much of a zip is fetched @type {number|null} */ saving = null;

    /** @param {import('./studio.js').Studio} studio @param {(id: string) => Job|undefined} find @param {() => void} changed */
    constructor(studio, find, changed) {
        this.studio = studio;
        this.find = find;
        this.changed = changed;
    }

    /** @param {Item} item */
    async download(item) {
        const axes = item.n ? null : this.studio.grids.of(item.job.id);
        if (axes) return this.#saveGrid(axes);
        await this.save(item.picture ? [{ job: item.job.id, n: item.n }] : item.job.pictures.map((p) => ({ job: item.job.id, n: p.n })));
    }

    /** One as it is, several as a zip. @param {Place[]} places */
    async save(places) {
        const { fileNames } = await import('./names.js');
        const some = places.map((p) => ({ job: /** @type {Job} */ (this.find(p.job)), n: p.n })).filter((p) => p.job), names = fileNames(some);
        if (!some.length) return;
        if (some.length === 1) return keep(await blob(some[0].job.id, some[0].n), names[0]);
        const { zip } = await import('./zip.js'), tell = (/** @type {number|null} */ share) => { this.saving = share; this.changed(); };
        tell(0);
        try {
            keep(await zip(some.map((p, i) => ({ name: names[i], blob: () => blob(p.job.id, p.n), time: new Date(p.job.created) })), tell), 'easel.zip');
        } finally { tell(null); }
    }

    /** The grid with its axes as one picture. @param {Axes} axes */
    async #saveGrid(axes) {
        const { drawGrid } = await import('./grid-picture.js');
        const done = (/** @type {string|null} */ id) => id ? jobs.map.get(id)?.pictures[0] : undefined;
        keep(await drawGrid(axes, async (/** @type {string} */ id) => { const p = done(id); return p ? blob(id, p.n) : null; }), 'grid.png');
    }

    /** The picture to the clipboard. @param {Item} item */
    async copy(item) {
        if (!item.picture) return;
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob(item.job.id, item.n) })]);
        this.studio.messages.say(words.notice.copied);
    }

    /** The words and values as text. @param {Item} item */
    async copyRecipe(item) {
        const { write } = await import('./infotext.js');
        await navigator.clipboard.writeText(write(item.job.request, item.picture));
        this.studio.messages.say(words.notice.copied);
    }

    /** @param {Item} item */
    delete(item) {
        const s = this.studio, all = jobs.all, at = all.findIndex((j) => j.id === item.job.id), left = item.job.pictures.filter((p) => p.n !== item.n);
        const deleting = jobs.delete([{ job: item.job.id, n: item.n }]);
        if (s.route.place) s.show(item.n && left.length ? { job: item.job.id, n: left[0].n } : all[at + 1] ? { job: all[at + 1].id, n: all[at + 1].pictures.length === 1 ? all[at + 1].pictures[0].n : 0 } : null, true);
        this.#deleted(item.n ? 1 : Math.max(1, item.job.pictures.length), deleting);
    }

    /** @param {Place[]} places */
    deleteAll(places) { this.#deleted(places.length, jobs.delete(places)); }

    /** As long as the line stands it can be undone. @param {number} n @param {ReturnType<typeof jobs.delete>} deleting */
    #deleted(n, deleting) { this.studio.messages.say(words.notice.deleted(n), words.notice.undo, deleting.back, false, deleting.send); }
}

/** @param {Blob} file @param {string} name */
function keep(file, name) {
    const a = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: name });
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}
