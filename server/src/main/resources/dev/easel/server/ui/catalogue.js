// @ts-check
import { get, post, remove } from './api.js';
import { follow } from './events.js';
import { jobs } from './jobs.js';
/** @import {Job, Model, Offers} from './types.js' */

/** What the server can make pictures with, and the models that it is being brought. */
export class Catalogue {
    /** @type {Model[]} */ models = [];
    /** @type {Offers|null} */ offers = null;
    /** @type {any[]} */ pulls = [];
    /** @type {any[]} */ pullable = [];
    operator = false;
    /** the model that is used where none is named */ base = '';
    /** @type {Set<string>} */ #followed = new Set();
    #looking = 0;

    /** @param {{read: () => void, changed: () => void, fail: (e: unknown) => void, say: (sentence: string) => void}} on
     *     `changed` follows each event of a pull too; `say` tells why a model did not come */
    constructor(on) {
        this.on = on;
        jobs.addEventListener('change', () => this.#look());
    }

    /** @param {string} [name] @returns {Model|undefined} */
    find(name) { return this.models.find((m) => m.name === name); }

    /** The model that a job waits for while it is read into memory. @param {Job} job @returns {Model|null} */
    loading(job) {
        const model = job.status === 'generating' && !job.step && this.find(job.model);
        return model && model.loading ? model : null;
    }

    async read() {
        const told = await get('/models');
        Object.assign(this, { models: told.models, offers: told.offers, pulls: told.pulls ?? [], pullable: told.pullable ?? [], operator: !!told.operator, base: told.default ?? '' });
        this.pulls.filter((p) => p.status === 'pulling').forEach((p) => this.#follow(p.id));
        this.on.read();
    }

    /** While a job waits for its model, asks how far that is: of loading there are no events. */
    #look() {
        const job = jobs.open.find((j) => j.status === 'generating' && !j.step), model = job && this.find(job.model);
        if (!model || model.loaded || this.#looking) return;
        this.#looking = setTimeout(() => { this.#looking = 0; Promise.all([this.read(), jobs.ask(job.id)]).then(() => this.#look(), () => {}); }, 1500);
    }

    /** @param {string} id */
    pull(id) { return this.#change(post('/models', { id }), () => this.#follow(id)); }
    /** @param {string} id */
    stopPull(id) { return this.#change(remove('/models/pulls/' + encodeURIComponent(id))); }
    /** @param {string} name */
    remove(name) { return this.#change(remove('/models/' + encodeURIComponent(name))); }

    /** @param {Promise<any>} sent @param {() => void} [then] */
    async #change(sent, then) {
        try { await sent; await this.read(); then?.(); } catch (e) { this.on.fail(e); }
    }

    /** @param {string} id */
    #follow(id) {
        if (this.#followed.has(id)) return;
        this.#followed.add(id);
        follow(`/models/pulls/${encodeURIComponent(id)}/events`, {
            event: (told) => {
                this.pulls = [...this.pulls.filter((p) => p.id !== id), { ...told, id }];
                if (told.status === 'failed') this.on.say(told.error);
                this.on.changed();
                return told.status !== 'pulling';
            },
            ended: () => { this.#followed.delete(id); this.read().catch(() => {}); },
        });
    }
}
