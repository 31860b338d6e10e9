// @ts-check
import { LitElement, css, html } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { words } from './words.js';

/** The list under ?: all keys, the switch for single letters, the colour of the mask, and what the page runs on. */
class StudioKeys extends LitElement {
    static properties = { single: { type: Boolean }, color: {} };

    constructor() {
        super();
        this.single = true;
        this.color = document.documentElement.dataset.mask ?? 'pink';
    }

    static styles = [controls, css`
        dialog { width: min(760px, calc(100vw - 24px)); max-height: calc(100dvh - 48px); padding: 0; color: var(--ink); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r3); box-shadow: var(--shadow); overflow: auto; }
        dialog::backdrop { background: var(--scrim); }
        .head { position: sticky; top: 0; display: flex; align-items: center; gap: var(--s2); padding: var(--s3) var(--s3) var(--s3) var(--s5); background: var(--raised); border-bottom: 1px solid var(--line); }
        h2 { flex: 1; font: 500 var(--t6)/28px var(--font); color: var(--ink); }
        .groups { columns: 2; column-gap: var(--s5); padding: var(--s4) var(--s5); }
        section { break-inside: avoid; margin-bottom: var(--s4); }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px var(--s3); margin-top: var(--s2); font-size: var(--t2); line-height: 18px; }
        dt { min-width: 84px; color: var(--ink); } dd { color: var(--ink2); }
        footer { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s5); align-items: center; padding: var(--s3) var(--s5) var(--s4); border-top: 1px solid var(--line); font-size: var(--t2); color: var(--ink2); }
        label { display: inline-flex; gap: var(--s2); align-items: center; min-height: var(--row); }
        fieldset { display: flex; gap: var(--s3); align-items: center; } legend { float: left; margin-right: var(--s2); }
        input { accent-color: var(--ink); } a { color: var(--ink); text-underline-offset: 3px; }
        @media (max-width: 639px) { .groups { columns: 1; padding: var(--s3); } .head, footer { padding-inline: var(--s3); } }
    `];

    render() {
        return html`<dialog aria-label=${words.keys.title} @close=${() => send(this, 'close')} @click=${(/** @type {any} */ e) => { if (e.target.tagName === 'DIALOG') e.target.close(); }}>
            <div class="head"><h2>${words.keys.title}</h2><button class="icon" aria-label=${words.keys.close} @click=${this.close}>${icon('x')}</button></div>
            <div class="groups">${words.keys.groups.map(([title, keys]) => html`<section><h3>${title}</h3><dl>${keys.map(([key, does]) => html`<dt>${key}</dt><dd>${does}</dd>`)}</dl></section>`)}</div>
            <footer><label><input type="checkbox" .checked=${this.single} @change=${(/** @type {any} */ e) => send(this, 'single', { on: e.target.checked })}>${words.keys.single}</label>
                <fieldset><legend>${words.keys.maskColor}</legend>${Object.entries(words.keys.colors).map(([name, says]) => html`<label><input type="radio" name="c" .checked=${name === this.color} @change=${() => this.#paint(name)}>${says}</label>`)}</fieldset>
                <a href="/docs">${words.keys.docs}</a></footer></dialog>`;
    }

    firstUpdated() { /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).showModal(); }

    close() { /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).close(); }

    /** @param {string} name */
    #paint(name) {
        this.color = name;
        document.documentElement.dataset.mask = name;
        try { localStorage.setItem('easel.mask', name); } catch { /* this visit alone */ }
    }
}

customElements.define('studio-keys', StudioKeys);
