// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { styled } from './styled.js';
import { words } from './words.js';

/** The bar of the chosen pictures. @fires save @fires compare @fires delete @fires clear */
export class StudioChosen extends LitElement {
    static properties = {
        chosen: { attribute: false },
        saving: { type: Number }, // how much of a zip is fetched, 0 to 1
    };

    static styles = [controls, css`
        :host { display: block; }
        .bar { position: relative; display: flex; align-items: center; gap: 2px; height: 44px; padding: 0 var(--s2) 0 var(--s4); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r3); box-shadow: var(--shadow); white-space: nowrap; overflow: hidden; }
        b { font-weight: 500; margin-right: var(--s2); }
        .meter { position: absolute; inset: auto 0 0; }
        @media (max-width: 639px) { .bar { height: 48px; padding: 0 var(--s1) 0 var(--s3); } .word { display: none; } button { width: 44px; height: 44px; padding: 0; } }
    `];

    constructor() {
        super();
        /** @type {Set<string>} "id/n" */
        this.chosen = new Set();
        /** @type {number|null} */
        this.saving = null;
    }

    render() {
        const count = this.chosen.size;
        if (count === 0) return nothing;
        const button = (/** @type {'save'|'compare'|'delete'} */ name, /** @type {'save'|'compare'|'bin'} */ sign, off = false) => html`
            <button title=${words.chosen.title[name]} aria-label=${words.chosen[name]} ?disabled=${off} @click=${() => send(this, name)}>${icon(sign)}<span class="word">${words.chosen[name]}</span></button>`;
        return html`<div class="bar" role="toolbar" aria-label=${words.chosen.count(count)}>
            <b class="num">${words.chosen.count(count)}</b>
            ${button('save', 'save', this.saving !== null)}
            ${count === 2 ? button('compare', 'compare') : nothing}
            ${button('delete', 'bin')}
            <button class="icon" title=${words.chosen.clearTitle} aria-label=${words.chosen.clear} @click=${() => send(this, 'clear')}>${icon('x')}</button>
            ${this.saving === null ? nothing : html`<div class="meter" role="progressbar" aria-label=${words.chosen.save} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(this.saving * 100)}><i ${styled({ '--at': String(this.saving) })}></i></div>`}
        </div>`;
    }
}

customElements.define('studio-chosen', StudioChosen);
