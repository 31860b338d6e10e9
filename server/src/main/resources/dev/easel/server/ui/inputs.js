// @ts-check
import { Failure } from './api.js';
import { blob as picture } from './pictures.js';
import { find, keep } from './shelf.js';
/** @import {Mask, Place, Source} from './types.js' */

/**
 * What is started from, and its mask, in a form that can be written down, and back. A picture of the server's is written as
 * its place, all else is kept as a file.
 *
 * @typedef {{job?: string, n?: number, file?: string, width: number, height: number, name: string}} WrittenSource
 * @typedef {{file: string, share: number}} WrittenMask
 */

/** Whether the server has it; a file that is looked at has a place in this page alone. @param {Partial<Place>} place */
const atServer = ({ job }) => !!job && !job.startsWith('dropped');

/** @param {Source} source @returns {WrittenSource} */
export function writeSource({ job, n, blob, url, ...seen }) {
    return blob && !atServer({ job }) ? { ...seen, file: keep(blob) } : { ...seen, job, n };
}

/** @param {WrittenSource} written @returns {Promise<Source|null>} null where it is gone */
export const readSource = ({ file, ...seen }) => unlessGone(async () => {
    const blob = file ? (await find(file))?.blob : await picture(seen.job ?? '', seen.n ?? 1);
    return blob ? { ...seen, blob, url: URL.createObjectURL(blob) } : null;
});

/** @template T @param {() => Promise<T>} read @returns {Promise<T|null>} null where the server does not have it any more */
export async function unlessGone(read) {
    try { return await read(); } catch (e) {
        if (e instanceof Failure && e.kind === 'gone') return null;
        throw e;
    }
}

/** @param {Mask} mask @returns {WrittenMask} */
export const writeMask = ({ blob, share, strokes }) => ({ file: keep(blob, { strokes }), share });

/** @param {WrittenMask} written @returns {Promise<Mask|null>} null where it is gone */
export async function readMask({ file, share }) {
    const found = await find(file);
    return found && { blob: found.blob, share, strokes: found.strokes };
}
