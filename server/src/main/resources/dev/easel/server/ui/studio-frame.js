// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { shapeOf } from './days.js';
import { icon } from './icons.js';
import { picture } from './picture.js';
import { styled } from './styled.js';
import { words } from './words.js';

/** @typedef {import('./types.js').Job} Job */

/**
 * One frame of the reel: a job that waits, is at work or has ended.
 * @fires show {job, n} @fires cancel {id}
 */
export class StudioFrame extends LitElement {
    static properties = {
        job: { attribute: false },
        n: { type: Number }, // 0 is the whole job
        here: { type: Boolean, reflect: true },
        offline: { type: Boolean },
        stop: { type: Boolean }, // the one frame that Tab comes to
    };

    static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

    static styles = [controls, css`
        :host { display: block; position: relative; height: 100%; }
        .show { display: block; width: 100%; height: 100%; padding: 0; border-radius: var(--r1); text-align: left; font-size: var(--t1); line-height: 16px; color: var(--ink3); white-space: normal; overflow: hidden; }
        :host([here]) .show:not(.run), :host([here]) .run > .face { outline: 2px solid var(--ink); outline-offset: 2px; }
        :host([here]) .run { overflow: visible; }
        .show:focus-visible, :host([here]) .show:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
        img { width: 100%; height: 100%; object-fit: cover; border-radius: var(--r1); }
        img:not([src]) { visibility: hidden; }
        .done { background: var(--hover); }
        .wait { border: 1px solid var(--edge); padding: 5px 7px; }
        .wait b { display: block; font-weight: 500; color: var(--ink2); }
        .wait span:not(.only) { display: block; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
        .run { display: flex; flex-direction: column; gap: 0; border-radius: var(--r1) var(--r1) 0 0; }
        .run > .face { flex: 1; min-height: 0; width: 100%; border-radius: var(--r1) var(--r1) 0 0; }
        .run .blank { border: 1px solid var(--edge); border-bottom: 0; }
        .run .meter { width: 100%; flex: none; }
        .run p { display: flex; justify-content: space-between; width: 100%; padding: 4px 1px 0; color: var(--run); }
        .run p b { font-weight: 600; }
        :host([offline]) .run p { color: var(--ink3); } :host([offline]) .meter i { background: var(--ink3); }
        .bad, .off { display: grid; grid-template-columns: 16px 1fr; gap: 6px; padding: 7px; border: 1px solid var(--line); color: var(--bad); align-content: start; }
        .off { grid-template-columns: 1fr; color: var(--ink3); }
        .mosaic { display: grid; grid: 1fr 1fr / 1fr 1fr; gap: 2px; background: none; }
        .mosaic.two { grid: 1fr / 1fr 1fr; }
        .mosaic img { border-radius: 2px; min-width: 0; min-height: 0; background: var(--hover); }
        .x { position: absolute; right: 2px; top: 2px; width: 20px; height: 20px; padding: 0; border-radius: var(--r1); background: var(--raised); }
        .x svg { width: 12px; height: 12px; }
        .run + .x { opacity: 0; } :host(:hover) .x, .x:focus-visible { opacity: 1; }
        @media (max-width: 1023px) {
            .wait { padding: 0; display: grid; place-items: center; } .wait span:not(.only), .run p span, .bad span:not(.only) { display: none; }
            .bad { grid-template-columns: 1fr; place-items: center; align-content: center; padding: 0; } .off { padding: 0; place-items: center; align-content: center; overflow: hidden; }
            .run p { justify-content: center; }
        }
        @media (min-width: 640px) and (max-width: 1023px) { .wait + .x { opacity: 0; } .wait + .x:focus-visible { opacity: 1; } }
        @media (max-width: 639px) {
            .x, .run p { display: none; } .run { position: relative; } .run .meter { position: absolute; left: 0; bottom: 0; }
        }
        @media (forced-colors: active) { :host([here]) .show { outline-color: Highlight; } }
    `];

    constructor() {
        super();
        /** @type {Job|null} */
        this.job = null;
        this.n = 0;
        this.here = false;
        this.offline = false;
        this.stop = false;
    }

    willUpdate() {
        this.toggleAttribute('offline', this.offline);
    }

    render() {
        const { job } = this;
        if (!job) return nothing;
        const open = job.status === 'queued' || job.status === 'generating';
        return html`
            <button class="show ${this.kind(job)}" tabindex=${this.stop ? 0 : -1} title=${job.request.prompt ?? ''} aria-current=${this.here ? 'true' : nothing}
                @click=${() => send(this, 'show', { job: job.id, n: this.n })}><span class="only">${words.frame.name(job)}</span>${this.content(job)}</button>
            ${open ? html`<button class="x" tabindex=${this.stop ? 0 : -1} title=${words.frame.cancel} aria-label=${words.frame.cancelOne(job.request.prompt ?? '')}
                @click=${() => send(this, 'cancel', { id: job.id })}>${icon('x')}</button>` : nothing}
        `;
    }

    /** @param {Job} job */
    kind(job) {
        switch (job.status) {
            case 'queued': return 'wait';
            case 'generating': return 'run';
            case 'failed': return 'bad';
            case 'cancelled': return 'off';
            default: return job.pictures.length < 2 ? 'done' : job.pictures.length === 2 ? 'mosaic two' : 'mosaic';
        }
    }

    /** @param {Job} job */
    content(job) {
        switch (job.status) {
            case 'queued': return html`<b class="num" aria-hidden="true">${words.frame.place(job.position ?? 0)}</b><span aria-hidden="true">${words.frame.about(job)}</span>`;
            case 'generating': return html`
                ${job.preview ? html`<img class="face" src=${job.preview} alt="">` : html`<span class="face blank"></span>`}
                <div class="meter"><i ${styled({ '--at': String(job.progress ?? 0) })}></i></div>
                <p class="num" aria-hidden="true"><span>${words.frame.step(job.step, job.steps)}</span><b>${words.frame.left(job.seconds_left)}</b></p>`;
            case 'failed': return html`${icon('warn')}<span aria-hidden="true">${words.frame.status(job)}</span>`;
            case 'cancelled': return html`<span aria-hidden="true">${words.frame.status(job)}</span>`;
            default: return job.pictures.slice(0, 4).map(made => html`<img src=${picture(job.id, made.n, 176)} alt="" draggable="false">`);
        }
    }
}

/**
 * How tall a frame is.
 * @param {Job} job
 * @param {number} width
 */
export function frameHeight(job, width) {
    const shape = Math.round(Math.min(width * 2, Math.max(width / 2, width / shapeOf(job))));
    const thin = width < 80;
    switch (job.status) {
        case 'queued': return thin ? 30 : 44;
        case 'generating': return shape + 22;
        case 'failed': return thin ? 30 : 48;
        case 'cancelled': return 30;
        default: return job.pictures.length === 0 ? 30 : shape;
    }
}

customElements.define('studio-frame', StudioFrame);
