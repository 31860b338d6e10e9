// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { words } from './words.js';

/** One of several: label and select. Options are values, or {value, label}. */
class StudioChoice extends LitElement {
    static properties = { name: {}, label: {}, options: { attribute: false }, value: {}, changed: { type: Boolean }, error: {} };

    constructor() {
        super();
        this.name = this.label = this.error = '';
        /** @type {(string|number|{value: string|number, label: string})[]} */
        this.options = [];
        /** @type {string|number|undefined} */
        this.value = undefined;
        this.changed = false;
    }

    static styles = [controls, css`:host { display: block; } label { cursor: default; }`];

    render() {
        const options = this.options.map((o) => typeof o === 'object' ? o : { value: o, label: String(o) });
        if (this.value !== undefined && !options.some((o) => o.value === this.value)) options.unshift({ value: this.value, label: String(this.value) });
        return html`<div class="row wide ${this.changed ? 'changed' : ''}">
            <label for="c" title=${this.changed ? words.number.back : ''} @dblclick=${() => this.#set(undefined)}>${this.label}</label>
            <span class="pick"><select id="c" class="value" aria-invalid=${this.error ? 'true' : nothing} aria-describedby=${this.error ? 'e' : nothing}
                @change=${(/** @type {any} */ e) => this.#set(options[e.target.selectedIndex].value)}>
                ${options.map((o) => html`<option .selected=${o.value === this.value}>${o.label}</option>`)}</select>${icon('down')}</span>
            ${this.error ? html`<p class="wrong" id="e">${this.error}</p>` : nothing}</div>`;
    }

    focus() { /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('select'))?.focus(); }

    /** @param {any} value */
    #set(value) { send(this, 'recipe-change', { name: this.name, value }); }
}

customElements.define('studio-choice', StudioChoice);
