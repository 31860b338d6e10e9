// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { words } from './words.js';

/** The seed: empty is random; the dice throws one that is kept in sight; the lock keeps the last picture's. */
class StudioSeed extends LitElement {
    static properties = { value: { type: Number }, locked: { type: Boolean }, error: {} };

    constructor() {
        super();
        /** @type {number|undefined} */
        this.value = undefined;
        this.locked = false;
        this.error = '';
    }

    static styles = [controls, css`
        :host { display: block; }
        .seed { display: grid; grid-template-columns: minmax(0, 1fr) var(--row) var(--row); gap: var(--s1); }
        .value { text-align: left; }
        [aria-pressed=true] { background: var(--hover); color: var(--ink); }
    `];

    render() {
        return html`<div class="row wide"><label for="d">${words.values.seed}</label><div class="seed">
            <input id="d" class="value" inputmode="numeric" autocomplete="off" placeholder=${words.seed.random} .value=${live(this.value === undefined ? '' : String(this.value))}
                aria-invalid=${this.error ? 'true' : nothing} aria-describedby=${this.error ? 'e' : nothing} @change=${(/** @type {any} */ e) => this.#typed(e.target)}>
            <button class="icon" title=${words.seed.dice} aria-label=${words.seed.dice} @click=${() => this.#set(Math.floor(Math.random() * 4294967295) + 1)}>${icon('dice')}</button>
            <button class="icon" title=${words.seed.lock} aria-label=${words.seed.lock} aria-pressed=${this.locked ? 'true' : 'false'} @click=${this.#lock}>${icon('lock')}</button></div>
            ${this.error ? html`<p class="wrong" id="e">${this.error}</p>` : nothing}</div>`;
    }

    focus() { /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('input'))?.focus(); }

    /** @param {HTMLInputElement} field */
    #typed(field) {
        const digits = field.value.replace(/\D/g, '');
        this.#set(digits && Number(digits) ? Math.min(Number(digits), Number.MAX_SAFE_INTEGER) : undefined);
        this.requestUpdate();
    }

    #lock() {
        send(this, 'recipe-change', { name: 'locked', value: this.locked ? undefined : true });
        if (this.locked) this.#set(undefined);
    }

    /** @param {number|undefined} value */
    #set(value) { send(this, 'recipe-change', { name: 'seed', value }); }
}

customElements.define('studio-seed', StudioSeed);
