// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { Menu } from './menu.js';
import { words } from './words.js';

/** @typedef {'vary'|'near'|'inpaint'|'start'|'upscale'|'compare'|'download'|'copy'|'copyRecipe'|'delete'} Act */

const WORDED = /** @type {const} */ ([['vary', 'vary'], ['inpaint', 'brush'], ['start', 'start'], ['upscale', 'enlarge']]);
const SIGNS = /** @type {const} */ ([['compare', 'compare'], ['download', 'save']]);

/**
 * What can be done with the picture: what neither model nor server can do is not there.
 * @fires act {name}
 */
export class StudioActions extends LitElement {
    static properties = {
        item: { attribute: false },
        offers: { attribute: false }, // {inpaint: false} takes an action away; absent is offered
        busy: { type: Boolean }, // a job at work is shown: dimmed, so the bar does not jump
        mode: {},
    };

    static styles = [controls, css`
        :host { display: flex; align-items: center; gap: 2px; min-width: 0; }
        .sep { width: 1px; height: 16px; background: currentColor; opacity: .22; margin: 0 var(--s2); }
        [aria-pressed=true] { background: var(--hover); color: var(--ink); }
        .copy { position: relative; }
        .menu { position: absolute; right: 0; top: calc(100% + 4px); z-index: 6; display: grid; padding: var(--s1); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r3); box-shadow: var(--shadow); }
        .menu button { justify-content: flex-start; color: var(--ink); }
        @media (max-width: 1023px) { .word { display: none; } button { width: var(--row); padding: 0; } .menu button { width: auto; padding: 0 var(--s2); } }
        @media (max-width: 639px) {
            :host { justify-content: space-between; } .gap, .sep { display: none; } :host > button, .copy > button { width: 44px; height: 44px; }
            .menu { top: auto; bottom: calc(100% + 4px); } .menu button { height: 44px; }
        }
    `];

    constructor() {
        super();
        /** @type {import('./types.js').Item|null} */
        this.item = null;
        /** @type {Record<string, boolean>} */
        this.offers = {};
        this.busy = false;
        this.mode = '';
        this.menu = new Menu(this);
    }

    render() {
        const whole = !this.item?.picture;
        return html`
            ${WORDED.map(([name, sign]) => this.offered(name) ? html`
                <button title=${words.actions.title[name]} aria-label=${words.actions[name]} ?disabled=${this.off(whole && name !== 'vary')} @click=${(/** @type {MouseEvent} */ e) => this.act(name === 'vary' && e.shiftKey ? 'near' : name)}>
                    ${icon(sign)}<span class="word">${words.actions[name]}</span></button>` : nothing)}
            <span class="gap"></span>
            ${SIGNS.map(([name, sign]) => this.offered(name) ? html`
                <button class="icon" title=${words.actions.title[name]} aria-label=${words.actions[name]} ?disabled=${this.off(whole && name === 'compare')}
                    aria-pressed=${name === 'compare' ? String(this.mode === 'compare') : nothing} @click=${() => this.act(name)}>${icon(sign)}</button>` : nothing)}
            <span class="copy" @keydown=${this.menu.key} @focusout=${this.menu.leave}>
                <button class="icon" title=${words.actions.title.copy} aria-label=${words.actions.copy} aria-haspopup="menu" aria-expanded=${this.menu.open}
                    ?disabled=${this.off()} @click=${this.menu.toggle}>${icon('copy')}</button>
                ${this.menu.open ? html`<div class="menu" role="menu">
                    ${whole ? nothing : html`<button role="menuitem" @click=${() => this.act('copy')}>${words.actions.copyPicture}</button>`}
                    <button role="menuitem" @click=${() => this.act('copyRecipe')}>${words.actions.copyRecipe}</button>
                </div>` : nothing}
            </span>
            <span class="sep"></span>
            <button class="icon" title=${words.actions.title.delete} aria-label=${words.actions.delete} ?disabled=${this.off()} @click=${() => this.act('delete')}>${icon('bin')}</button>
        `;
    }

    off(also = false) {
        return this.busy || !this.item || also;
    }

    /** @param {string} name */
    offered(name) {
        return this.offers[name] !== false;
    }

    /** @param {Act} name */
    act(name) {
        this.menu.close();
        send(this, 'act', { name });
    }
}

customElements.define('studio-actions', StudioActions);
