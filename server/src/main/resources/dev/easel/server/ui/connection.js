// @ts-check
import { Failure } from './api.js';
import { words } from './words.js';

/** The connection to the server: while it is lost it is tried again, ever more seldom. */
export class Connection {
    /** @type {{until: number, sentence: string}|null} */ lost = null;
    #retry = 0;
    #tries = 1;

    /** @param {{changed: () => void, fail: (e: unknown) => void, read: () => Promise<any>}} on `read` reads what the server has */
    constructor(on) { this.on = on; }

    /** @param {number} [wait] seconds until it is tried again */
    lose(wait = 4) {
        clearTimeout(this.#retry);
        this.lost = { until: Date.now() + wait * 1000, sentence: '' };
        this.#count();
    }

    find() {
        clearTimeout(this.#retry);
        this.lost = null;
        this.on.changed();
    }

    #count() {
        if (!this.lost) return;
        const left = (this.lost.until - Date.now()) / 1000;
        if (left <= 0) { this.tryNow(); return; }
        this.lost = { ...this.lost, sentence: words.notice.offline(left) };
        this.on.changed();
        this.#retry = setTimeout(() => this.#count(), 1000);
    }

    async tryNow() {
        clearTimeout(this.#retry);
        try {
            await this.on.read();
            this.lost = null;
        } catch (e) {
            if (e instanceof Failure && e.kind === 'offline') {
                this.#tries = Math.min(30, this.#tries * 2);
                this.lose(this.#tries);
                return;
            }
            this.lost = null;
            this.on.fail(e);
        }
        this.#tries = 1;
        this.on.changed();
    }
}
