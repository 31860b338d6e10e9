// @ts-check
import { noChange, nothing } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { request } from './api.js';

const LANES = 4; // a browser opens six connections to a server; events need some
const BYTES = 128 * 1024 * 1024;

/**
 * @typedef {object} Entry
 * @property {string} path
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
    /** @type {Entry[]} the newest is fetched first: it is what is in sight now */
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
            this.#entries.set(key, { path: key, holds: 1, size: 0, url, stop: new AbortController(), ...promise(), blob: Promise.resolve(file) });
        }
    }

    /** @param {string} key */
    #start(key) {
        /** @type {Entry} */
        const entry = { path: key, holds: 0, size: 0, url: '', stop: new AbortController(), ...promise() };
        this.#waiting.push(entry);
        queueMicrotask(() => this.#next());
        return entry;
    }

    async #next() {
        if (this.#running >= LANES) return;
        const entry = this.#waiting.pop();
        if (!entry) return;
        this.#running++;
        try {
            const response = await this.#load(entry.path, { signal: entry.stop.signal });
            const blob = await response.blob();
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

/** `src=${picture(id, n, width)}`: held while the element is there. What cannot be had is told by an event `lost`. */
class PictureDirective extends AsyncDirective {
    /** @type {ReturnType<Pictures['hold']> | undefined} */
    held;
    /** @type {[string, number, number?] | undefined} */
    place;

    /**
     * @param {string} _id
     * @param {number} _n
     * @param {number} [_width]
     * @returns {unknown}
     */
    render(_id, _n, _width) {
        return noChange;
    }

    /**
     * @param {import('lit/directive.js').AttributePart} part
     * @param {[string, number, number?]} place
     */
    update(part, place) {
        if (this.held && place.every((value, i) => value === this.place?.[i])) return noChange;
        this.element = part.element;
        this.place = place;
        return this.hold();
    }

    hold() {
        this.held?.release();
        const held = pictures.hold(.../** @type {[string, number, number?]} */ (this.place));
        this.held = held;
        if (held.now) return held.now;
        held.url.then(
            url => this.held === held && this.setValue(url),
            error => this.held === held && this.element?.dispatchEvent(new CustomEvent('lost', { detail: error })),
        );
        return nothing;
    }

    disconnected() {
        this.held?.release();
        this.held = undefined;
    }

    reconnected() {
        this.setValue(this.hold());
    }
}

export const picture = directive(PictureDirective);
