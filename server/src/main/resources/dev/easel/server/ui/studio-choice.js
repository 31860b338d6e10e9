// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { words } from './words.js';

/** @typedef {string|number|{value: string|number|undefined, label: string}} Option */

/**
 * One of several: label and select. What belongs to it (the sampler's schedule, how much an enlarged picture is made again)
 * may stand beside it in the same row: a second select, or whatever is put in the slot.
 */
class StudioChoice extends LitElement {
    static properties = { name: {}, label: {}, options: { attribute: false }, value: {}, changed: { type: Boolean }, error: {}, second: { attribute: false } };

    constructor() {
        super();
        this.name = this.label = this.error = '';
        /** @type {Option[]} */
        this.options = [];
        /** @type {string|number|undefined} */
        this.value = undefined;
        this.changed = false;
        /** @type {{name: string, label: string, options: Option[], value: string|number|undefined}|null} */
        this.second = null;
    }

    static styles = [controls, css`
        :host { display: block; }
        label { cursor: default; }
        .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 84px); gap: var(--s1); }
        @media (min-width: 640px) and (max-width: 1023px) { .pair { grid-template-columns: minmax(0, 1fr) 72px; } .pair .value { padding-left: 6px; padding-right: 20px; } }
        .own { color: var(--ink3); }
        @media (max-width: 639px) { .pair { grid-template-columns: minmax(0, 1fr) 108px; } }
    `];

    render() {
        const { second } = this;
        return html`<div class="row wide ${this.changed ? 'changed' : ''}">
            <label for="c" title=${this.changed ? words.number.back : ''} @dblclick=${() => { this.#set(this.name, undefined); if (second) this.#set(second.name, undefined); }}>${this.label}</label>
            ${second ? html`<div class="pair">${this.#select('c', this.name, null, this.options, this.value)}${this.#select('d', second.name, second.label, second.options, second.value)}</div>`
                : this.#select('c', this.name, null, this.options, this.value)}
            ${this.error ? html`<p class="wrong" id="e">${this.error}</p>` : nothing}</div>`;
    }

    /** @param {string} id @param {string} name @param {string|null} label @param {Option[]} all @param {string|number|undefined} value */
    #select(id, name, label, all, value) {
        const options = all.map((o) => typeof o === 'object' ? o : { value: o, label: String(o) });
        if (value !== undefined && !options.some((o) => o.value === value)) options.unshift({ value, label: String(value) });
        return html`<span class="pick"><select id=${id} class="value ${value === undefined ? 'own' : ''}" aria-label=${label ?? nothing} title=${label ?? nothing}
            aria-invalid=${this.error ? 'true' : nothing} aria-describedby=${this.error ? 'e' : nothing} @change=${(/** @type {any} */ e) => this.#set(name, options[e.target.selectedIndex].value)}>
            ${options.map((o) => html`<option .selected=${o.value === value}>${o.label}</option>`)}</select>${icon('down')}</span>`;
    }

    focus() { /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('select'))?.focus(); }

    /** @param {string} name @param {any} value */
    #set(name, value) { send(this, 'recipe-change', { name, value }); }
}

customElements.define('studio-choice', StudioChoice);
