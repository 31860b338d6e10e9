// @ts-check
import { send } from './controls.js';
/** @import {Job} from './types.js' */
/** @import {Cell} from './hang.js' */
/** @import {StudioGallery} from './studio-gallery.js' */

const LONG = 500;

/** The names by which a job's pictures are chosen. @param {Job} job */
export const keysOf = job => job.pictures.map(({ n }) => `${job.id}/${n}`);

/** Choosing on the wall: by tick, Ctrl, Shift, a long press, Space. */
export class Choosing {
    /** where a stretch begins, a job's id */
    #from = '';
    #pressed = false;

    /** @param {StudioGallery} gallery */
    constructor(gallery) {
        this.gallery = gallery;
    }

    /** @param {Cell} cell @param {MouseEvent} event */
    click(cell, event) {
        if (this.#pressed) {
            this.#pressed = false;
            return;
        }
        const { job } = cell;
        const touch = /** @type {PointerEvent} */ (event).pointerType === 'touch';
        if (event.shiftKey && job.pictures.length > 0) this.#between(cell);
        else if (event.ctrlKey || event.metaKey || (touch && this.gallery.chosen.size > 0)) this.toggle(cell);
        else send(this.gallery, 'show', { job: job.id, n: job.pictures.length === 1 ? job.pictures[0].n : 0 });
    }

    /** A finger that stays chooses. @param {Cell} cell @param {PointerEvent} event */
    press(cell, event) {
        this.#pressed = false;
        if (event.pointerType !== 'touch') return;
        const target = /** @type {HTMLElement} */ (event.currentTarget);
        const timer = setTimeout(() => {
            this.#pressed = true;
            this.toggle(cell);
            navigator.vibrate?.(10);
        }, LONG);
        const stop = new AbortController();
        const end = () => {
            clearTimeout(timer);
            stop.abort();
        };
        for (const name of ['pointerup', 'pointercancel', 'pointerleave']) target.addEventListener(name, end, { signal: stop.signal });
        target.addEventListener('contextmenu', menu => menu.preventDefault(), { signal: stop.signal });
    }

    /** @param {Cell} cell */
    toggle({ job }) {
        const keys = keysOf(job);
        if (keys.length === 0) return;
        this.#from = job.id;
        this.#choose(keys, !keys.every(key => this.gallery.chosen.has(key)));
    }

    /** All from the cell that was chosen last. @param {Cell} cell */
    #between(cell) {
        const start = this.gallery.cellOf(this.#from) ?? cell;
        const [a, b] = [Math.min(start.i, cell.i), Math.max(start.i, cell.i)];
        this.#choose(this.gallery.wall.cells.slice(a, b + 1).flatMap(({ job }) => keysOf(job)), true);
        if (!this.#from) this.#from = cell.job.id;
    }

    /** Shift and an arrow: onwards it chooses, back it lets go. @param {Cell} from @param {Cell} to */
    stretch(from, to) {
        if (!this.gallery.cellOf(this.#from)) this.#from = from.job.id;
        const start = /** @type {Cell} */ (this.gallery.cellOf(this.#from)).i;
        const cells = (/** @type {number} */ a, /** @type {number} */ b) => this.gallery.wall.cells.slice(Math.min(a, b), Math.max(a, b) + 1);
        const kept = new Set(cells(start, to.i));
        const left = cells(start, from.i).filter(cell => !kept.has(cell));
        if (left.length > 0) this.#choose(left.flatMap(({ job }) => keysOf(job)), false);
        this.#choose([...kept].flatMap(({ job }) => keysOf(job)), true);
    }

    /** @param {Cell} cell @param {KeyboardEvent} event @returns {boolean} whether the key was taken */
    key(cell, event) {
        const { gallery } = this;
        const command = event.ctrlKey || event.metaKey;
        if (event.key === ' ') this.toggle(cell);
        else if (event.key === 'Enter' && !command) send(gallery, 'show', { job: cell.job.id, n: cell.job.pictures.length === 1 ? cell.job.pictures[0].n : 0 });
        else if (event.key.toLowerCase() === 'a' && command) this.#choose(gallery.wall.cells.flatMap(({ job }) => keysOf(job)), true);
        else if (event.key === 'Escape' && gallery.chosen.size > 0) send(gallery, 'clear');
        else return false;
        event.preventDefault();
        event.stopPropagation();
        return true;
    }

    /** @param {string[]} keys @param {boolean} on */
    #choose(keys, on) {
        send(this.gallery, 'choose', { keys, on });
    }
}
