// @ts-check
/** @import {Axes} from './types.js' */

/** The grids made with this browser: which jobs are the cells of which axes. The last 40 are kept. */
export class Grids {
    /** @type {Axes[]} */
    #all = read();

    /** @param {Axes} axes */
    add(axes) {
        this.#all = [...this.#all.filter((a) => a !== axes), axes].slice(-40);
        try { localStorage.setItem('easel.grids', JSON.stringify(this.#all)); } catch { /* known until the tab closes */ }
    }

    /** @param {string} job @returns {Axes|null} */
    of(job) { return this.#all.find((a) => a.cells.includes(job)) ?? null; }
}

/** @returns {Axes[]} */
function read() {
    try { return JSON.parse(localStorage.getItem('easel.grids') ?? '[]'); } catch { return []; }
}
