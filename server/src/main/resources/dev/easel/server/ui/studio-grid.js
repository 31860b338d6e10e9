// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { PARAMETERS, parse } from './grid.js';
import { icon } from './icons.js';
import { words } from './words.js';

/** @typedef {import('./grid.js').Written} Written */

/** The usual two, for the fields as they are first unfolded. */
const FIRST = ['cfg_scale', 'steps'];

/** Two values of the recipe and what they shall be, one across and one down. @fires recipe-change {name: 'axes', value} */
export class StudioGrid extends LitElement {
    static properties = {
        axes: { attribute: false },
        offers: { attribute: false },
        models: { attribute: false },
        lacks: { attribute: false }, // names of values that this model or recipe does not have
        error: {},
        open: { state: true },
    };

    static styles = [controls, css`
        :host { display: grid; gap: var(--s1); }
        .fold { justify-content: flex-start; margin: 0 calc(-1 * var(--s2)); font-size: var(--t2); }
        .fold kbd { margin-left: auto; }
        .axis { display: grid; grid-template-columns: 96px minmax(0, 1fr) 28px; gap: 0 var(--s1); align-items: center; }
        .value { text-align: left; }
        .count { font-size: var(--t2); color: var(--ink3); text-align: right; padding-right: 2px; }
        .wrong { grid-column: 1 / -1; }
        @media (max-width: 639px) { .fold { height: 44px; } .fold kbd { display: none; } .axis { grid-template-columns: 120px minmax(0, 1fr) 28px; } }
    `];

    constructor() {
        super();
        /** @type {Written[] | undefined} */
        this.axes = undefined;
        /** @type {import('./types.js').Offers | null} */
        this.offers = null;
        /** @type {{name: string}[]} */
        this.models = [];
        /** @type {string[]} */
        this.lacks = [];
        this.error = '';
        this.open = true;
    }

    /** Unfolds it and puts the focus into its first field. */
    async focus() {
        this.open = true;
        await this.updateComplete;
        /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('select'))?.focus();
    }

    get written() {
        return FIRST.map((name, i) => this.axes?.[i] ?? { name, text: '' });
    }

    get here() {
        return { offers: this.offers, models: this.models };
    }

    /** Folded, it is no grid. */
    toggle() {
        if (!this.open) {
            this.focus();
            return;
        }
        this.open = false;
        send(this, 'recipe-change', { name: 'axes', value: this.axes = undefined });
    }

    /** The values that this recipe has. */
    get parameters() {
        return PARAMETERS.filter((name) => !this.lacks.includes(name) && !(name === 'model' && this.models.length < 2));
    }

    /** @param {number} i @param {Partial<Written>} changed */
    change(i, changed) {
        const value = this.written.map((axis, at) => at === i ? { ...axis, ...changed } : axis);
        send(this, 'recipe-change', { name: 'axes', value: this.axes = value });
    }

    /** Enter goes from the value's name on to what it shall be. @param {KeyboardEvent} event */
    key(event) {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        /** @type {HTMLInputElement | null} */ (/** @type {HTMLElement} */ (event.currentTarget).closest('.axis')?.querySelector('input'))?.focus();
    }

    /** @param {Written} axis @param {number} i */
    axis(axis, i) {
        const { grid } = words;
        const { values, error } = parse(axis.text, axis.name, this.here);
        return html`<div class="axis">
            <span class="pick"><select class="value" aria-label=${grid.axis[i]} @keydown=${this.key} @change=${(/** @type {any} */ event) => this.change(i, { name: event.target.value })}>
                ${this.parameters.map((name) => html`<option value=${name} ?selected=${name === axis.name}>${grid.names[name]}</option>`)}</select>${icon('down')}</span>
            <input class="value" .value=${axis.text} placeholder=${grid.like[axis.name] ?? ''} aria-label=${grid.values(grid.names[axis.name])} autocomplete="off" spellcheck="false"
                aria-invalid=${error ? 'true' : 'false'} aria-describedby=${error ? `wrong${i}` : nothing} @input=${(/** @type {any} */ event) => this.change(i, { text: event.target.value })}>
            <span class="count num" aria-hidden="true">${values.length || ''}</span>
            ${error ? html`<p class="wrong" id="wrong${i}">${error}</p>` : nothing}
        </div>`;
    }

    render() {
        const { grid } = words;
        return html`
            <button class="fold" aria-expanded=${this.open} @click=${this.toggle}>${icon('axes')}${this.open ? grid.none : words.recipe.grid}<kbd>X</kbd></button>
            ${this.open ? this.written.map((axis, i) => this.axis(axis, i)) : nothing}
            ${this.open && this.error ? html`<p class="wrong" role="alert">${this.error}</p>` : nothing}`;
    }
}

customElements.define('studio-grid', StudioGrid);
