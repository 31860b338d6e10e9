// @ts-check
/** @import {Job} from './types.js' */

/** A name that sorts by time and can be read: 2026-11-30 a frog portrait, seed 1204885.png. @param {Job} job @param {number} n */
export function fileName(job, n) {
    const made = new Date(job.created);
    const two = (/** @type {number} */ v) => String(v).padStart(2, '0');
    const day = `${made.getFullYear()}-${two(made.getMonth() + 1)}-${two(made.getDate())}`;
    const said = (job.request.prompt ?? '').replace(/[^\p{L}\p{N} ,.-]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 60).trim();
    const seed = job.pictures.find(picture => picture.n === n)?.seed;
    return `${day} ${said || 'picture'}${seed === undefined ? '' : `, seed ${seed}`}.png`;
}

/**
 * Names for files of one folder: what is there twice gets a number.
 * @param {{job: Job, n: number}[]} places
 */
export function fileNames(places) {
    const names = new Set();
    for (const { job, n } of places) {
        const title = fileName(job, n);
        let name = title;
        for (let k = 2; names.has(name); k++) name = title.replace(/\.png$/, ` (${k}).png`);
        names.add(name);
    }
    return [...names];
}
