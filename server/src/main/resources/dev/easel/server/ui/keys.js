// @ts-check
import { go, toGallery } from './routes.js';

/** Single letters on a picture, by what they do. */
const LETTERS = /** @type {const} */ ({ v: 'vary', V: 'near', i: 'inpaint', f: 'start', u: 'upscale', d: 'download' });

/** The page's keys. Those of one element (prompt, mask, gallery, lists) are in the element. */
export class Keys {
    listed = false;
    single = read();
    /** that the comparison is open @type {Promise<void>|undefined} */ opened;

    /** @param {any} app @param {import('./studio.js').Studio} studio @param {import('./acts.js').Acts} acts */
    constructor(app, studio, acts) {
        this.app = app;
        this.studio = studio;
        this.acts = acts;
        this.held = 0;
        addEventListener('keydown', (e) => this.#down(e));
        addEventListener('keyup', (e) => { if (e.key === 'c' || e.key === 'C') this.#release(); });
        addEventListener('blur', () => this.#release());
    }

    toggleList() { this.listed = !this.listed; this.app.requestUpdate(); }

    /** @param {boolean} on */
    setSingle(on) {
        this.single = on;
        try { localStorage.setItem('easel.single', on ? '' : 'off'); } catch { /* until the tab closes */ }
        this.app.requestUpdate();
    }

    /** @param {KeyboardEvent} e */
    #down(e) {
        if (e.defaultPrevented || e.isComposing) return;
        const field = inField(e), ctrl = e.ctrlKey || e.metaKey;
        const done = ctrl ? this.#ctrl(e, field) : e.key === 'Escape' ? this.#escape(field) : e.key === 'F6' ? this.#region(e.shiftKey ? -1 : 1)
            : !e.altKey && !field && this.#plain(e);
        if (done) { e.preventDefault(); e.stopPropagation(); }
    }

    /** @param {KeyboardEvent} e @param {boolean} field */
    #ctrl(e, field) {
        if (e.key === 'Enter') {
            const at = e.composedPath()[0];
            // what was typed counts when its field is left
            if (field && at instanceof HTMLInputElement && !at.role) { at.blur(); at.focus(); }
            if (!e.repeat) this.acts.making.make();
            return true;
        }
        if (field || e.key.toLowerCase() !== 'z') return false;
        if (this.studio.route.view === 'mask') { e.shiftKey ? this.acts.painting.redo() : this.acts.painting.undo(); return true; }
        if (!e.shiftKey) { this.studio.undo(); return true; }
        return false;
    }

    /** Closes what lies on top; else cancels the newest job; else leaves the field for the stage. @param {boolean} field */
    #escape(field) {
        const { app, acts, studio } = this, { view, place } = studio.route;
        if (this.listed) { this.toggleList(); return true; }
        if (app.recipe?.closeTop()) return true;
        if (studio.keyed) { studio.askKey(); return true; }
        if (acts.comparing.pair) { acts.comparing.toggle(null); return true; }
        if (acts.files.dropped) { acts.leave(); return true; }
        if (view === 'models' || view === 'mask') { go('#'); return true; }
        if (view === 'gallery') { if (acts.gallery.chosen.size) acts.gallery.none(); else acts.closeGallery(); return true; }
        if (app.alone) { app.alone = false; app.requestUpdate(); return true; }
        if (acts.cancelNewest()) return true;
        if (field) { app.focusRegion(); return true; }
        const item = studio.item;
        if (place && item && item.n && (item.job.pictures.length > 1 || studio.grids.of(item.job.id))) { studio.show({ job: item.job.id, n: 0 }, true); return true; }
        return false;
    }

    /** @param {number} by */
    #region(by) { this.app.focusNext(by); return true; }

    /** @param {KeyboardEvent} e @returns {boolean} whether it did something */
    #plain(e) {
        const { app, acts, studio } = this, item = acts.item, gallery = studio.route.view === 'gallery', mask = studio.route.view === 'mask';
        const onStage = !gallery && !mask && !onControl(e, e.key);
        if (onStage) switch (e.key) {
            case 'ArrowLeft': if (acts.comparing.pair) return false; acts.leave(); studio.step(-1); return true;
            case 'ArrowRight': if (acts.comparing.pair) return false; acts.leave(); studio.step(1); return true;
            case 'Home': acts.leave(); studio.show(null, true); return true;
            case 'Delete': if (item) acts.run('delete'); return !!item;
        }
        if (gallery && e.key === 'Delete') {
            if (acts.gallery.chosen.size) acts.deleteChosen();
            else if (item) acts.run('delete');
            return true;
        }
        if (e.key === '?' ) { this.toggleList(); return true; }
        if (!this.single) return false;
        switch (e.key) {
            case '/': gallery ? app.querySelector('studio-search')?.focus() : app.recipe?.focusField('prompt'); return true;
            case 'g': case 'G': go(gallery ? '#' : toGallery()); return true;
            case 'm': case 'M': app.recipe?.openModels(); return true;
            case 'x': case 'X': app.recipe?.openGrid(); return true;
            case '\\': app.folded = !app.folded; app.requestUpdate(); return true;
            case '.': app.alone = !app.alone; app.requestUpdate(); return true;
        }
        if (gallery) {
            const key = e.key.toLowerCase();
            if (!item || !'rspd'.includes(key)) return false;
            if (key === 'd') acts.run('download');
            else acts.use({ r: null, s: ['seed'], p: ['prompt', 'negative_prompt'] }[key] ?? null);
            return true;
        }
        if (mask) {
            if (e.key === 'c' || e.key === 'C') return this.#hold(e);
            return false;
        }
        if (!item) return false;
        if (/^[1-9]$/.test(e.key)) {
            const p = item.job.pictures.find((q) => q.n === Number(e.key));
            if (p && item.job.pictures.length > 1) { studio.show({ job: item.job.id, n: p.n }); return true; }
            return false;
        }
        const letter = LETTERS[/** @type {keyof typeof LETTERS} */ (e.shiftKey && e.key.toLowerCase() === 'v' ? 'V' : e.key.toLowerCase())];
        if (letter) { if (!e.repeat) acts.run(letter); return true; }
        switch (e.key.toLowerCase()) {
            case 'c': return this.#hold(e);
            case 'r': acts.use(null); return true;
            case 's': acts.use(['seed']); return true;
            case 'p': acts.use(['prompt', 'negative_prompt']); return true;
            case 'z': app.zoom = app.zoom === 1 ? 'fit' : 1; app.requestUpdate(); return true;
        }
        return false;
    }

    /** A touch of C opens the comparison, C held down shows the picture before as long as it is held. @param {KeyboardEvent} e */
    #hold(e) {
        if (e.repeat) return true;
        if (this.acts.comparing.pair) { this.acts.comparing.toggle(null); return true; }
        this.held = Date.now();
        this.opened = this.acts.comparing.toggle(this.acts.item, 1).catch((e) => this.studio.fail(e));
        return true;
    }

    /** The picture before may still be on its way. */
    async #release() {
        if (!this.held) return;
        const long = Date.now() - this.held > 300;
        this.held = 0;
        await this.opened;
        if (long) { if (this.acts.comparing.pair) this.acts.comparing.toggle(null); } else this.acts.comparing.move(.5);
    }
}

/** @param {KeyboardEvent} e where one types */
function inField(e) {
    const at = /** @type {HTMLElement} */ (e.composedPath()[0]);
    return at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement || at instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button', 'file'].includes(at.type) || at.isContentEditable === true;
}

/** Whether the key belongs to the control that has the focus. @param {KeyboardEvent} e @param {string} key */
function onControl(e, key) {
    const at = /** @type {HTMLElement} */ (e.composedPath()[0]);
    if (at instanceof HTMLInputElement) return true;
    return key.startsWith('Arrow') || key === 'Home' ? !!at.closest?.('[role=radiogroup], [role=listbox], [role=slider], [role=menu], [role=application]') : false;
}

function read() {
    try { return localStorage.getItem('easel.single') !== 'off'; } catch { return true; }
}
