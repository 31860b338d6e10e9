// @ts-check
import { post } from './api.js';

/** How many tokens a prompt has, asked for a while after its last letter. */
export class Tokens {
    /** @type {{tokens: number, limit: number}|null} */ value = null;
    #timer = 0;
    #asked = '';

    /** @param {() => void} changed */
    constructor(changed) { this.changed = changed; }

    /** @param {string} model @param {string} prompt */
    count(model, prompt) {
        clearTimeout(this.#timer);
        const path = `/models/${encodeURIComponent(model)}/tokens`, asked = this.#asked = path + prompt;
        this.#timer = setTimeout(async () => {
            const told = prompt ? await post(path, { prompt }).catch(() => null) : null;
            if (asked !== this.#asked) return;
            this.value = told;
            this.changed();
        }, 250);
    }
}
