// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, phone, send } from './controls.js';
import { swipes } from './gestures.js';
import { icon } from './icons.js';
import { pictures } from './pictures.js';
import './studio-picture.js';
import './studio-sheet.js';
import { words } from './words.js';

/** @typedef {import('./types.js').Job} Job */

/**
 * Chooses what is shown: nothing yet, a job that waits, is at work or has ended, its pictures, or two to compare.
 * @fires show {job, n} @fires step {by: -1|1} newer, older @fires zoom {value} @fires at {value} @fires write {text}
 * @fires act {name: 'back'|'again'|'modelSize'}
 */
export class StudioStage extends LitElement {
    static properties = {
        item: { attribute: false },
        job: { attribute: false },
        gone: { type: Boolean },
        mode: {},
        pair: { attribute: false },
        at: { type: Number },
        axes: { attribute: false },
        jobs: { attribute: false },
        zoom: {},
        starters: { attribute: false },
        model: { attribute: false },
        newer: { type: Boolean },
        older: { type: Boolean },
        src: { state: true },
        missing: { state: true },
    };

    static styles = [controls, css`
        :host { display: block; touch-action: pan-y; }
        .say { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: var(--s3); padding: var(--s4); text-align: center; color: var(--ink2); overflow: auto; pointer-events: none; }
        .say > * { pointer-events: auto; }
        .say p { max-width: 44ch; overflow-wrap: anywhere; }
        .say .sign { color: var(--bad); }
        .say .place { font: 500 var(--t6)/28px var(--font); color: var(--ink); }
        .say .hush { font-size: var(--t2); line-height: 16px; }
        .say .hush button { height: 24px; padding: 0 4px; font-size: var(--t2); color: var(--ink3); }
        .stack { display: grid; justify-items: center; }
        .starters button { display: flex; height: var(--row); color: var(--ink3); white-space: normal; max-width: 100%; }
        .starters li { display: grid; justify-items: center; }
        .dimmed { position: absolute; inset: 0; opacity: .35; }
        .over { position: absolute; inset: auto 0 var(--s5); display: grid; justify-items: center; pointer-events: none; }
        .over div { display: flex; align-items: center; gap: var(--s3); padding: var(--s1) var(--s1) var(--s1) var(--s3); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r2); pointer-events: auto; }
        .side { position: absolute; top: 50%; width: 32px; height: 64px; margin-top: -32px; padding: 0; color: var(--ink3); }
        .side.newer { left: 4px; } .side.older { right: 4px; }
        @media (max-width: 639px) { .side { display: none; } .say .hush button { height: 44px; } }
    `];

    constructor() {
        super();
        /** @type {import('./types.js').Item|null} */
        this.item = null;
        /** @type {Job|null} */
        this.job = null;
        this.gone = false;
        this.mode = '';
        /** @type {import('./types.js').Pair|null} */
        this.pair = null;
        this.at = 0.5;
        /** @type {import('./types.js').Axes|null} */
        this.axes = null;
        /** @type {Job[]} */
        this.jobs = [];
        /** @type {number|'fit'} */
        this.zoom = 'fit';
        /** @type {string[]} */
        this.starters = [];
        /** @type {import('./types.js').Model|null} */
        this.model = null;
        this.newer = true;
        this.older = true;
        this.src = '';
        this.missing = false;
        /** @type {ReturnType<typeof pictures.hold>|null} */
        this.held = null;
        this.wanted = '';
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.take(null, 0);
    }

    firstUpdated() {
        swipes(this, (by, event) => {
            const taken = this.axes || event.composedPath().some(at => ['studio-picture', 'studio-compare'].includes(/** @type {Element} */ (at).localName));
            if (!taken) send(this, 'step', { by });
        });
    }

    /** The job looked at, if there is one. */
    get here() {
        return this.item?.job ?? this.job;
    }

    /** Which of its pictures; 0 is all of them. */
    get n() {
        const job = this.here;
        if (this.item?.n) return this.item.n;
        return job?.pictures.length === 1 ? job.pictures[0].n : 0;
    }

    /** @param {Map<string, unknown>} changed */
    willUpdate(changed) {
        const job = this.here;
        this.take(job?.status === 'done' && this.n ? job.id : null, this.n);
        if (changed.has('mode') && this.mode === 'compare') import('./studio-compare.js');
    }

    /** Holds the picture that is shown, its small one first if that is here. @param {string|null} id @param {number} n */
    take(id, n) {
        const wanted = id ? `${id}/${n}` : '';
        if (wanted === this.wanted) return;
        this.wanted = wanted;
        const before = this.held;
        this.held = id ? pictures.hold(id, n) : null;
        this.missing = false;
        this.src = id && this.held ? this.held.now || pictures.known(id, n, 352) || pictures.known(id, n, 176) : '';
        this.held?.url.then(
            url => { if (this.wanted === wanted) this.src = url; },
            error => { if (this.wanted === wanted) this.missing = error?.kind === 'gone'; },
        );
        before?.release();
    }

    render() {
        const job = this.here;
        if (this.mode === 'compare' && this.pair) {
            const { before, after, names } = this.pair;
            return html`<studio-compare .before=${before} .after=${after} .names=${names} .at=${this.at}></studio-compare>`;
        }
        if (this.gone || this.missing) return html`<div class="say"><p>${words.stage.gone}</p></div>${this.sides()}`;
        if (!job) return this.starters.length ? this.empty() : nothing;
        if (this.axes) return html`<studio-sheet .job=${job} .axes=${this.axes} .jobs=${this.jobs}></studio-sheet>`;
        return [this.state(job), this.sides()];
    }

    /** @param {Job} job */
    state(job) {
        switch (job.status) {
            case 'queued': return html`${this.picture(job, 0)}<div class="say num"><div class="stack">
                <span class="place">${words.progress.place(job.position ?? 0)}</span><span>${words.progress.inLine(job.seconds_left)}</span></div></div>`;
            case 'generating': return this.picture(job, 0);
            case 'failed': return this.failed(job);
            case 'cancelled': return html`
                <div class="dimmed">${this.picture(job, 0)}</div>
                <div class="over"><div><span class="num">${words.notice.cancelled(job.step)}</span>
                <button class="plain" @click=${() => send(this, 'act', { name: 'again' })}>${words.notice.startAgain}</button></div></div>`;
            default: return this.done(job);
        }
    }

    /** @param {Job} job */
    done(job) {
        if (job.pictures.length === 0) return html`<div class="say"><p>${words.stage.gone}</p></div>`;
        return this.n ? this.picture(job, this.n) : html`<studio-sheet .job=${job}></studio-sheet>`;
    }

    /** @param {Job} job @param {number} n 0 while it is made */
    picture(job, n) {
        const made = job.pictures.find(picture => picture.n === n);
        const { width, height } = made ?? job.request;
        const atWork = job.status === 'generating';
        return html`<studio-picture
            .of=${`${job.id}/${n || 1}`} .src=${made ? this.src : ''} .preview=${made ? '' : job.preview ?? ''}
            .alt=${made ? job.request.prompt ?? '' : words.picture.preview(job.step, job.steps)}
            .width=${width || 1024} .height=${height || 1024} .zoom=${this.zoom || 'fit'} .progress=${atWork ? job.progress ?? 0 : null}
        ></studio-picture>`;
    }

    empty() {
        return html`<div class="say"><p>${words.stage.empty(phone.matches)}</p><ul class="starters">${this.starters.map(text => html`
            <li><button @click=${() => send(this, 'write', { text })}>${text}</button></li>`)}</ul></div>`;
    }

    /** @param {Job} job */
    failed(job) {
        const smaller = this.smaller(job);
        return html`<div class="say">
            <span class="sign">${icon('warn')}</span>
            <p>${job.error}</p>
            ${smaller ? html`<button class="plain" @click=${() => send(this, 'act', { name: 'modelSize' })}>${words.notice.tryModelSize(smaller.width, smaller.height)}</button>` : nothing}
            <button class="plain" @click=${() => send(this, 'act', { name: 'back' })}>${words.stage.back}</button>
            <span class="hush">${words.stage.job(job.id.slice(0, 8))} · <button @click=${() => navigator.clipboard?.writeText(job.id)}>${words.stage.copy}</button></span>
        </div>`;
    }

    /** The model's own size, if memory ran out above it. @param {Job} job */
    smaller(job) {
        const own = this.model?.name === job.model ? this.model?.defaults : null;
        const { width, height } = job.request;
        return own && /memory/i.test(job.error ?? '') && width * height > own.width * own.height ? { width: own.width, height: own.height } : null;
    }

    sides() {
        const side = (/** @type {'newer'|'older'} */ name, /** @type {-1|1} */ by, /** @type {'left'|'right'} */ sign) => html`
            <button class="side ${name}" title=${words.stage[name]} aria-label=${words.stage[name]} @click=${() => send(this, 'step', { by })}>${icon(sign)}</button>`;
        return [this.newer ? side('newer', -1, 'left') : nothing, this.older ? side('older', 1, 'right') : nothing];
    }
}

customElements.define('studio-stage', StudioStage);
