// @ts-check
import { request } from './api.js';

const LANES = 4; // a browser opens six connections to a server; events need some
const TOGETHER = 100; // milliseconds
const BYTES = 128 * 1024 * 1024;

/**
 * @typedef {object} Entry
 * @property {string} path
 * @property {number} asked when
 * @property {number} holds how many show it
 * @property {Promise<Blob>} blob
 * @property {(blob: Blob) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {number} size of what came, 0 before
 * @property {string} url empty before
 * @property {AbortController} stop
 */

/** Pictures of the server, fetched with the key and shown as blob: URLs. What nobody shows is kept within bounds. */
export class Pictures {
    /** @type {Map<string, Entry>} the one used longest ago first */
    #entries = new Map();
    /** @type {Entry[]} in the order that they were asked for */
    #waiting = [];
    #running = 0;
    #bytes = 0;
    #bound;
    #load;

    /**
     * @param {(path: string, init: RequestInit) => Promise<Response>} load
     * @param {number} bound of bytes that are kept though nobody shows them
     */
    constructor(load, bound = BYTES) {
        this.#load = load;
        this.#bound = bound;
    }

    /**
     * Holds a picture until it is released; its URL is good for as long.
     * @param {string} id of the job
     * @param {number} n counts from 1
     * @param {number} [width] of a smaller one
     */
    hold(id, n, width) {
        const key = path(id, n, width);
        const entry = this.#entries.get(key) ?? this.#start(key);
        this.#entries.delete(key); // to the end: used last
        this.#entries.set(key, entry);
        entry.holds++;
        let held = true;
        const url = entry.blob.then(() => entry.url);
        url.catch(() => {});
        return {
            /** there at once if it was fetched before, else empty */
            now: entry.url,
            url,
            blob: entry.blob,
            release: () => {
                if (held) this.#release(entry);
                held = false;
            },
        };
    }

    /**
     * Its URL if it is here, else empty; it may be gone later.
     * @param {string} id
     * @param {number} n
     * @param {number} [width]
     */
    known(id, n, width) {
        return this.#entries.get(path(id, n, width))?.url ?? '';
    }

    /**
     * Forgets a picture that is deleted.
     * @param {string} id
     * @param {number} n
     */
    forget(id, n) {
        for (const width of [0, 176, 352]) {
            const entry = this.#entries.get(path(id, n, width));
            if (entry && entry.holds === 0) this.#drop(entry);
        }
    }

    /**
     * Gives a picture that the server does not have (a dropped file) a place of its own.
     * @param {string} id
     * @param {number} n
     * @param {Blob} file
     */
    put(id, n, file) {
        const url = URL.createObjectURL(file);
        for (const width of [0, 176, 352]) {
            const key = path(id, n, width);
            this.#entries.set(key, { path: key, asked: 0, holds: 1, size: 0, url, stop: new AbortController(), ...promise(), blob: Promise.resolve(file) });
        }
    }

    /** @param {string} key */
    #start(key) {
        /** @type {Entry} */
        const entry = { path: key, asked: performance.now(), holds: 0, size: 0, url: '', stop: new AbortController(), ...promise() };
        this.#waiting.push(entry);
        queueMicrotask(() => this.#next());
        return entry;
    }

    async #next() {
        if (this.#running >= LANES) return;
        const entry = this.#first();
        if (!entry) return;
        this.#running++;
        try {
            const blob = await (await this.#load(entry.path, { signal: entry.stop.signal })).blob();
            if (this.#entries.get(entry.path) !== entry) return;
            entry.url = URL.createObjectURL(blob);
            entry.size = blob.size;
            this.#bytes += blob.size;
            entry.resolve(blob);
        } catch (error) {
            if (this.#entries.get(entry.path) === entry) this.#entries.delete(entry.path);
            entry.reject(error);
        } finally {
            this.#running--;
            this.#shed();
            this.#next();
        }
    }

    /** What was asked for last is in sight now, so it comes first; of what was asked for together, the first. */
    #first() {
        const newest = this.#waiting.at(-1)?.asked ?? 0;
        const at = this.#waiting.findIndex(entry => entry.asked > newest - TOGETHER);
        return this.#waiting.splice(at, at < 0 ? 0 : 1)[0];
    }

    /** @param {Entry} entry */
    #release(entry) {
        entry.holds--;
        if (entry.holds > 0) return;
        if (!entry.url) {
            this.#entries.delete(entry.path);
            this.#waiting = this.#waiting.filter(other => other !== entry);
            entry.stop.abort();
        }
        this.#shed();
    }

    #shed() {
        for (const entry of this.#entries.values()) {
            if (this.#bytes <= this.#bound) return;
            if (entry.holds === 0 && entry.url) this.#drop(entry);
        }
    }

    /** @param {Entry} entry */
    #drop(entry) {
        this.#entries.delete(entry.path);
        this.#bytes -= entry.size;
        URL.revokeObjectURL(entry.url);
    }
}

/** @param {string} id @param {number} n @param {number} [width] */
const path = (id, n, width) => `/jobs/${encodeURIComponent(id)}/pictures/${n}${width ? `?width=${width}` : ''}`;

/** A promise and what settles it; one that fails unseen is no error of the page. */
function promise() {
    /** @type {(blob: Blob) => void} */
    let resolve = () => {};
    /** @type {(error: unknown) => void} */
    let reject = () => {};
    const blob = new Promise((yes, no) => ([resolve, reject] = [yes, no]));
    blob.catch(() => {});
    return { blob, resolve, reject };
}

export const pictures = new Pictures(request);

/**
 * A picture's URL, good for a while; `hold` is for what is shown for long.
 * @param {string} id
 * @param {number} n
 * @param {number} [width]
 */
export function url(id, n, width) {
    const held = pictures.hold(id, n, width);
    return held.url.finally(held.release);
}

/**
 * A picture's bytes as the server has them.
 * @param {string} id
 * @param {number} n
 * @param {number} [width]
 */
export function blob(id, n, width) {
    const held = pictures.hold(id, n, width);
    return held.blob.finally(held.release);
}

/** @param {string} id @param {number} n @param {Blob} file */
export const put = (id, n, file) => pictures.put(id, n, file);

/** @param {string} id @param {number} n */
export const forget = (id, n) => pictures.forget(id, n);
