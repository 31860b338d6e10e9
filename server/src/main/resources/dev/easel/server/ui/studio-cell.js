// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { picture } from './picture.js';
import { styled } from './styled.js';
import { words } from './words.js';
/** @import {Job} from './types.js' */

/** One job on the wall. @fires tick */
export class StudioCell extends LitElement {
    static properties = {
        job: { attribute: false },
        chosen: { type: Boolean, reflect: true },
        choosing: { type: Boolean, reflect: true }, // something is chosen: a tap chooses
        wide: { type: Number },
    };

    static styles = [controls, css`
        :host { display: block; border-radius: var(--r1); background: var(--hover); cursor: default; -webkit-touch-callout: none; user-select: none; -webkit-user-select: none; -webkit-tap-highlight-color: transparent; contain: layout; }
        :host(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 1px; z-index: 1; }
        :host([chosen]) { outline: 2px solid var(--ink); outline-offset: 1px; }
        :host([chosen]:focus-visible) { outline-color: var(--focus); }
        img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; border-radius: var(--r1); }
        img:not([src]) { visibility: hidden; }
        .tag { position: absolute; right: 6px; top: 6px; padding: 0 5px; font-size: var(--t1); line-height: 18px; border-radius: var(--r1); background: rgb(0 0 0 / .62); color: #fff; }
        .tick { position: absolute; left: 0; top: 0; width: 34px; height: 34px; display: none; place-items: center; }
        .tick i { display: grid; place-items: center; width: 20px; height: 20px; border-radius: 50%; border: 1.5px solid #fff; background: rgb(0 0 0 / .35); box-shadow: 0 0 0 1px rgb(0 0 0 / .4); }
        .tick svg { display: none; width: 14px; height: 14px; stroke: #141414; stroke-width: 2; }
        :host([chosen]) .tick { display: grid; } :host([chosen]) .tick i { background: #ededed; } :host([chosen]) .tick svg { display: block; }
        .about { position: absolute; inset: auto 0 0; display: none; padding: 16px 8px 6px; border-radius: 0 0 var(--r1) var(--r1); font-size: var(--t1); line-height: 16px; color: #fff; background: linear-gradient(transparent, rgb(0 0 0 / .78) 16px); }
        .about b { display: block; font-weight: 500; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .about span { color: #c9c9c9; }
        @media (hover: hover) { :host(:hover) .tick { display: grid; } :host(:hover) .about { display: block; } }
        :host(:focus-visible) .tick { display: grid; } :host(:focus-visible) .about { display: block; }
        :host(.slot) { display: grid; align-content: center; justify-items: center; padding: 0 8px; background: none; border: 1px solid var(--edge); text-align: center; font-size: var(--t1); line-height: 16px; color: var(--ink3); overflow: hidden; }
        :host(.slot) b { color: var(--ink2); font: 500 var(--t6)/28px var(--font); }
        :host(.slot) span:not(.only) { display: block; max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
        .meter { position: absolute; inset: auto 0 0; }
        .far { position: absolute; left: 8px; bottom: 8px; padding: 0 5px; border-radius: var(--r1); font-size: var(--t1); line-height: 18px; background: rgb(0 0 0 / .7); color: #ffd48a; }
        @media (max-width: 639px) { .about { display: none !important; } }
        @media (forced-colors: active) { :host([chosen]) { outline: 3px solid Highlight; } .tick i { background: Canvas; } .tick svg { stroke: CanvasText; } }
    `];

    constructor() {
        super();
        /** @type {Job|null} */
        this.job = null;
        this.chosen = false;
        this.choosing = false;
        this.wide = 176;
    }

    willUpdate() {
        this.classList.toggle('slot', this.job?.status === 'queued');
    }

    render() {
        const { job } = this;
        if (!job) return nothing;
        const name = html`<span class="only">${words.gallery.name(job)}</span>`;
        if (job.status === 'queued') return html`${name}<b class="num" aria-hidden="true">${words.gallery.slot(job.position ?? 0)}</b><span aria-hidden="true">${job.request.prompt}</span>
            ${job.request.number > 1 ? html`<span aria-hidden="true">${words.gallery.pictures(job.request.number)}</span>` : nothing}`;
        if (job.status === 'generating') return html`${name}
            ${job.preview ? html`<img src=${job.preview} alt="">` : nothing}
            <span class="far num" aria-hidden="true">${words.gallery.far(job)}</span>
            <div class="meter"><i ${styled({ '--at': String(job.progress ?? 0) })}></i></div>`;
        const first = job.pictures[0];
        const small = this.wide * devicePixelRatio <= 190;
        return html`${name}
            <img src=${picture(job.id, first.n, small ? 176 : 352)} alt="" draggable="false">
            ${job.pictures.length > 1 ? html`<span class="tag num" aria-hidden="true">${job.pictures.length}</span>` : nothing}
            <span class="about" aria-hidden="true"><b>${job.request.prompt}</b><span class="num">${words.gallery.about(job)}</span></span>
            <span class="tick" aria-hidden="true" @click=${this.tick}><i>${icon('check')}</i></span>`;
    }

    /** @param {Event} event */
    tick(event) {
        event.stopPropagation();
        send(this, 'tick');
    }
}

customElements.define('studio-cell', StudioCell);
