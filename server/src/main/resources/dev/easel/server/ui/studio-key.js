// @ts-check
import { LitElement, css, html } from 'lit';
import { controls, send } from './controls.js';
import { words } from './words.js';

/** Asks for the key, in place and never as a modal: what was typed stays. */
class StudioKey extends LitElement {
    static properties = { reason: {} };

    constructor() {
        super();
        this.reason = '';
    }

    static styles = [controls, css`
        :host { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: var(--s3); padding: var(--s4); text-align: center; color: var(--ink2); background: var(--well); z-index: 3; }
        form { display: grid; grid-template-columns: minmax(0, 200px) auto; gap: var(--s2); }
        .value { height: 32px; border-color: var(--edge); text-align: left; }
        small { font-size: var(--t2); line-height: 16px; color: var(--ink3); }
        @media (max-width: 639px) { .value { height: 44px; } }
    `];

    render() {
        return html`<p role="alert">${this.reason}</p>
            <form @submit=${this.#unlock}><input class="value" type="password" autocomplete="off" spellcheck="false" aria-label=${words.key.name}><button class="plain">${words.key.unlock}</button></form>
            <small>${words.key.kept}</small>`;
    }

    firstUpdated() { this.renderRoot.querySelector('input')?.focus(); }

    /** @param {Event} e */
    #unlock(e) {
        e.preventDefault();
        send(this, 'key', { value: /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input')).value });
    }
}

customElements.define('studio-key', StudioKey);
