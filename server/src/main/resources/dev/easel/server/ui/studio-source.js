// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import './studio-number.js';
import { styled } from './styled.js';
import { words } from './words.js';

/** The picture that is started from, how much of it is made anew, and its mask. */
class StudioSource extends LitElement {
    static properties = {
        source: { attribute: false }, mask: { attribute: false }, denoise: { type: Number }, soft: { type: Number }, takes: { attribute: false }, maxBlur: { type: Number },
        error: {}, errors: { attribute: false }, tooLarge: { type: Boolean }, sent: { attribute: false },
    };

    constructor() {
        super();
        /** @type {import('./types.js').Source|undefined} */ this.source = undefined;
        /** @type {import('./types.js').Mask|undefined} */ this.mask = undefined;
        this.denoise = .75;
        /** blur of the mask, pixels */ this.soft = 8;
        this.maxBlur = 64;
        /** @type {{image: boolean, mask: boolean}} */ this.takes = { image: true, mask: true };
        this.error = '';
        /** @type {Record<string, string>} */ this.errors = {};
        this.tooLarge = false;
        /** how much of it is sent, 0 to 1 @type {number|null} */ this.sent = null;
    }

    static styles = [controls, css`
        :host { display: block; }
        .from { display: grid; grid-template-columns: 40px minmax(0, 1fr) auto; gap: 0 var(--s3); align-items: center; }
        .slot { width: 40px; height: 40px; border-radius: var(--r2); display: grid; place-items: center; border: 1px dashed var(--edge); color: var(--ink3); overflow: hidden; padding: 0; }
        .slot.filled { border: 0; }
        img { width: 40px; height: 40px; object-fit: cover; }
        p { font-size: var(--t2); line-height: 16px; color: var(--ink3); }
        b { display: block; font-weight: 500; color: var(--ink2); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        p button { display: block; height: auto; padding: 0; font-size: var(--t2); line-height: 16px; color: var(--ink3); }
        p button:hover { background: none !important; text-decoration: underline dotted; text-underline-offset: 3px; }
        .hands { display: flex; }
        .wrong { grid-column: 1 / -1; padding-top: 6px; display: flex; gap: var(--s2); align-items: baseline; justify-content: space-between; }
        .wrong button { height: 22px; flex: none; color: var(--ink); text-decoration: underline; text-underline-offset: 3px; font-size: var(--t2); }
        .rows { display: grid; gap: var(--s1); margin-top: var(--s2); }
        .meter { margin-top: 6px; grid-column: 1 / -1; }
        @media (max-width: 639px) { .hands .icon { width: 44px; height: 44px; } p button { min-height: 32px; } }
    `];

    render() {
        const s = this.source, none = !this.takes.image;
        return html`<div class="from">
            ${s ? html`<button class="slot filled" title=${this.takes.mask ? words.source.paint : words.source.choose} aria-label=${this.takes.mask ? words.source.paint : words.source.choose} @click=${() => this.takes.mask ? send(this, 'open-mask') : this.#ask()}>${s.url ? html`<img src=${s.url} alt="">` : icon('picture')}</button>`
                : html`<span class="slot">${icon('picture')}</span>`}
            <p><b>${s ? words.source.filled : words.source.title}</b>${none ? words.source.cannot : !s ? words.source.how
                : this.mask && this.takes.mask ? html`<button @click=${() => send(this, 'open-mask')}>${words.source.mask(this.mask.share, this.soft)}</button>` : words.source.size(s.width, s.height)}</p>
            <span class="hands">${none && !s ? nothing : s ? html`
                ${this.takes.mask ? html`<button class="icon" title="${this.mask ? words.source.open : words.source.paint} (I)" aria-label=${this.mask ? words.source.open : words.source.paint} @click=${() => send(this, 'open-mask')}>${icon('brush')}</button>` : nothing}
                <button class="icon" title=${words.source.clear} aria-label=${words.source.clear} @click=${() => send(this, 'clear')}>${icon('x')}</button>`
                : html`<button class="icon" title=${words.source.choose} aria-label=${words.source.choose} @click=${this.#ask}>${icon('plus')}</button>`}</span>
            <input id="f" type="file" accept="image/png,image/jpeg,image/webp" hidden @change=${this.#chosen}>
            ${this.error ? html`<div class="wrong" role="alert"><span>${this.error}</span>${this.tooLarge ? html`<button @click=${() => send(this, 'smaller')}>${words.source.smaller}</button>` : nothing}</div>` : nothing}
            ${this.sent !== null && s ? html`<div class="meter" role="progressbar" aria-label=${words.source.sending} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(this.sent * 100)}><i ${styled({ '--at': String(this.sent) })}></i></div>` : nothing}</div>
            ${s && !none ? html`<div class="rows">
                <studio-number name="denoise" .label=${words.values.denoise} .value=${this.denoise} .min=${0} .max=${1} .step=${.01} .error=${this.errors.strength ?? ''} .changed=${this.denoise !== .75}></studio-number>
                ${this.mask && this.takes.mask ? html`<studio-number name="blur" .label=${words.values.blur} unit="px" .value=${this.soft} .min=${0} .max=${this.maxBlur} .error=${this.errors.mask_blur ?? ''} .changed=${this.soft !== 8}></studio-number>` : nothing}</div>` : nothing}`;
    }

    focus() { /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('.hands button'))?.focus(); }

    #ask() { /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('#f')).click(); }

    /** @param {Event & {target: any}} e */
    #chosen(e) {
        const [file] = e.target.files;
        e.target.value = '';
        if (file) send(this, 'choose', { file });
    }
}

customElements.define('studio-source', StudioSource);
