// @ts-check
import { get, post, query, remove, upload, Failure } from './api.js';
import { follow } from './events.js';
import { forget } from './pictures.js';
/** @import {Job} from './types.js' */

/**
 * One's own jobs: one Map, one signal (`change`; `done` with {job} when one has ended, `deleted` with its id, `connection` with {lost, wait}).
 * The job that is at work is followed by events; the others that wait are asked for together, because a browser opens
 * only six connections to a server.
 */
class Jobs extends EventTarget {
    /** @type {Map<string, Job>} */
    map = new Map();
    /** the id to ask for older ones after; null: there are none; undefined: nothing was asked yet @type {string|null|undefined} */
    next = undefined;
    /** @type {Map<string, {close: () => void, now: () => void}>} */
    #streams = new Map();
    #timer = 0;
    /** ids that are deleted here and not yet at the server @type {Map<string, () => void>} */
    #leaving = new Map();
    #signalled = false;
    #loading = false;
    lost = 0;

    /** Newest first, without those being deleted; the same list until something changes. @returns {Job[]} */
    get all() {
        return this.#sorted ??= [...this.map.values()].filter((j) => !this.#leaving.has(j.id)).sort((a, b) => a.created < b.created ? 1 : a.created > b.created ? -1 : a.id < b.id ? 1 : -1);
    }
    /** @type {Job[]|null} */ #sorted = null;

    get open() { return [...this.map.values()].filter(isOpen); }

    /** Reads the newest, and follows what goes on. */
    async load() {
        const { jobs, next } = await get('/jobs?limit=60');
        const first = this.next === undefined;
        const known = new Set(jobs.map((/** @type {Job} */ j) => j.id));
        const others = this.open.filter((j) => !known.has(j.id));
        if (others.length > 4) {
            const waiting = (await get('/jobs?status=queued&limit=100')).jobs;
            waiting.forEach((/** @type {Job} */ j) => { known.add(j.id); this.#take(j); });
        }
        // of a long queue's rest only those that are next: a server bounds the requests of a second
        others.filter((j) => !known.has(j.id)).sort((a, b) => (a.position ?? -1) - (b.position ?? -1)).slice(0, 8).forEach((j) => this.ask(j.id));
        jobs.forEach((/** @type {Job} */ j) => this.#take(j));
        if (first) this.next = next;
        this.#online();
        this.#watch();
        this.#signal();
    }

    /** Reads sixty older ones. */
    async more() {
        if (!this.next || this.#loading) return;
        this.#loading = true;
        try {
            const { jobs, next } = await get('/jobs' + query({ limit: 60, before: this.next }));
            jobs.forEach((/** @type {Job} */ j) => this.#take(j));
            this.next = next;
            this.#signal();
        } finally { this.#loading = false; }
    }

    /** A page of the gallery's search; what is found is known from then on. @param {Record<string, any>} asked @returns {Promise<{jobs: Job[], next: string|null}>} */
    async search(asked) {
        const page = await get('/jobs' + query({ limit: 60, ...asked }));
        page.jobs = page.jobs.map((/** @type {Job} */ j) => this.#take(j));
        return page;
    }

    /** @param {string} id @returns {Promise<Job>} also one that is not in the pages read so far */
    async find(id) {
        const job = this.map.get(id) ?? this.#take(await get(`/jobs/${id}?results=none`));
        this.#watch();
        this.#signal();
        return job;
    }

    /** @param {any} body of POST /jobs @param {(share: number) => void} sent told of a body with pictures @param {AbortSignal} [signal] ends such a body's way @returns {Promise<Job>} */
    async start(body, sent, signal) {
        const headers = { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) };
        const job = this.#take(await (body.image ? upload('/jobs', body, headers, sent, signal) : post('/jobs', body, headers)));
        this.#watch();
        this.#signal();
        return job;
    }

    /** @param {string} id */
    async cancel(id) {
        const job = this.map.get(id);
        if (!job || !isOpen(job)) return;
        await remove('/jobs/' + id).catch(ignoreGone);
        await this.ask(id);
    }

    /**
     * Takes pictures (n above 0) or whole jobs (n 0) away; the server does so when that is sent, or the page is left.
     * @param {{job: string, n: number}[]} places @returns {{back: () => void, send: () => void}}
     */
    delete(places) {
        /** @type {(() => void)[]} */
        const back = [];
        /** @type {string[]} */
        const names = [];
        const byJob = Map.groupBy(places, (p) => p.job);
        for (const [id, some] of byJob) {
            const job = this.map.get(id);
            if (!job) continue;
            const gone = new Set(some.map((p) => p.n)), whole = gone.has(0) || job.pictures.every((p) => gone.has(p.n));
            const before = job.pictures;
            if (!whole) this.map.set(id, { ...job, pictures: before.filter((p) => !gone.has(p.n)) });
            const name = whole ? id : `${id}/${[...gone].join()}`;
            const send = () => {
                this.#leaving.delete(name);
                if (whole) { this.map.delete(id); this.dispatchEvent(new CustomEvent('deleted', { detail: id })); remove('/jobs/' + id).catch(ignoreGone).catch(() => this.ask(id)); }
                else for (const n of gone) { forget(id, n); remove(`/jobs/${id}/pictures/${n}`).catch(ignoreGone).catch(() => this.ask(id)); }
            };
            this.#leaving.set(name, send);
            names.push(name);
            back.push(() => {
                this.#leaving.delete(name);
                if (!whole) this.map.set(id, { ...job, pictures: before });
            });
        }
        this.#signal();
        return { back: () => { back.forEach((b) => b()); this.#signal(); }, send: () => names.forEach((name) => this.#leaving.get(name)?.()) };
    }

    /** Sends what waits to be deleted: the page is left. */
    flush() { [...this.#leaving.values()].forEach((send) => send()); }

    /** Forgets all that was read: another key comes. */
    clear() {
        this.#streams.forEach((stream) => stream.close());
        this.#streams.clear();
        this.map.clear();
        this.next = undefined;
        this.#signal();
    }

    /** Tries again at once what waits for a connection. */
    now() { this.#streams.forEach((s) => s.now()); this.load().catch(() => {}); }

    /** @param {Job & {results?: any}} told @returns {Job} */
    #take(told) {
        const { results, ...job } = told;
        job.request ??= {};
        job.pictures ??= [];
        job.notes ??= [];
        const before = this.map.get(job.id);
        if (job.preview && !job.preview.startsWith('data:')) job.preview = 'data:image/jpeg;base64,' + job.preview;
        if (!job.preview && before?.preview && job.status !== 'done') job.preview = before.preview;
        if (before && [...this.#leaving.keys()].some((k) => k.startsWith(job.id + '/'))) job.pictures = before.pictures;
        const merged = { ...before, ...job };
        if (merged.status === 'done') delete merged.preview;
        this.map.set(job.id, merged);
        this.#sorted = null;
        if (before && isOpen(before) && !isOpen(merged)) this.dispatchEvent(new CustomEvent('done', { detail: { job: merged } }));
        return merged;
    }

    /** Reads a job again. @param {string} id */
    async ask(id) {
        try { this.#take(await get(`/jobs/${id}?results=none`)); } catch (e) {
            if (e instanceof Failure && e.kind === 'gone') this.map.delete(id);
        }
        this.#watch();
        this.#signal();
    }

    /** Follows the job at work and the next; asks for the rest every two seconds. */
    #watch() {
        const open = this.open.sort((a, b) => Number(b.status === 'generating') - Number(a.status === 'generating') || (a.position ?? 0) - (b.position ?? 0) || (a.created < b.created ? -1 : 1));
        const wanted = new Set(open.slice(0, 2).map((j) => j.id));
        for (const [id, stream] of this.#streams) if (!wanted.has(id)) { stream.close(); this.#streams.delete(id); }
        for (const id of wanted) if (!this.#streams.has(id)) this.#streams.set(id, this.#stream(id));
        if (open.length > 2 && !this.#timer) this.#timer = setTimeout(() => this.#poll(), 2000);
    }

    async #poll() {
        try { await this.load(); } catch { /* the streams tell that the connection is lost */ }
        this.#timer = 0;
        this.#watch();
    }

    /** @param {string} id */
    #stream(id) {
        return follow(`/jobs/${id}/events?results=none`, {
            event: (told) => {
                if (pauses(told)) return false;
                const job = this.#take(told);
                this.#signal();
                return !isOpen(job);
            },
            lost: (failure, wait) => this.#offline(wait, failure),
            found: () => this.#online(),
            ended: (failure) => {
                this.#streams.delete(id);
                if (failure?.kind === 'gone') this.map.delete(id);
                if (failure && failure.kind !== 'gone') this.dispatchEvent(new CustomEvent('trouble', { detail: failure }));
                else this.#watch();
                this.#signal();
            },
        });
    }

    /** @param {number} wait @param {Failure} failure */
    #offline(wait, failure) {
        this.lost++;
        this.dispatchEvent(new CustomEvent('connection', { detail: { lost: true, wait, failure } }));
    }

    #online() {
        if (this.lost) {
            this.lost = 0;
            this.dispatchEvent(new CustomEvent('connection', { detail: { lost: false } }));
            this.load().catch(() => {});
        }
    }

    #signal() {
        this.#sorted = null;
        if (this.#signalled) return;
        this.#signalled = true;
        queueMicrotask(() => { this.#signalled = false; this.dispatchEvent(new Event('change')); });
    }
}

/** @param {Job} j waits or is at work */
export const isOpen = (j) => j.status === 'queued' || j.status === 'generating';
/** A server that ends tells every watcher so, but the job waits for the next one. @param {Job} j */
const pauses = (j) => j.status === 'failed' && /^The server is (starting|shutting)/.test(j.error ?? '');
/** @param {unknown} e */
const ignoreGone = (e) => { if (!(e instanceof Failure && e.kind === 'gone')) throw e; };

export const jobs = new Jobs();
