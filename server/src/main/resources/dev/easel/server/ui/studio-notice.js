// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { words } from './words.js';

/** One line with at most one action, for six seconds; over the stage, while the connection is lost, that. */
class StudioNotice extends LitElement {
    static properties = { notice: { attribute: false } };

    constructor() {
        super();
        /** @type {{text: string, action?: string, bad?: boolean, id: number}|null} */
        this.notice = null;
        this.#timer = 0;
    }
    /** @type {any} */ #timer;

    static styles = [controls, css`
        :host { display: block; }
        .note { display: flex; align-items: center; gap: var(--s3); min-height: 36px; padding: 4px 6px 4px 12px; background: var(--raised); border: 1px solid var(--line); border-radius: var(--r2); color: var(--ink); box-shadow: var(--shadow); width: fit-content; max-width: 100%; }
        .note.bad { color: var(--bad); }
        .note span { overflow-wrap: anywhere; }
        .act { color: var(--ink); text-decoration: underline; text-underline-offset: 3px; }
        @media (max-width: 639px) { button { height: 44px; min-width: 44px; } }
    `];

    /** The line goes on elsewhere, with a time of its own. */
    disconnectedCallback() { super.disconnectedCallback(); clearTimeout(this.#timer); }

    /** @param {Map<string, any>} changed */
    willUpdate(changed) {
        if (!changed.has('notice') || changed.get('notice')?.id === this.notice?.id) return;
        this.#wait();
    }

    #wait() {
        clearTimeout(this.#timer);
        if (this.notice) this.#timer = setTimeout(() => send(this, 'over'), 6000);
    }

    render() {
        return html`<div role="status" @pointerenter=${() => clearTimeout(this.#timer)} @pointerleave=${() => this.#wait()} @focusin=${() => clearTimeout(this.#timer)} @focusout=${() => this.#wait()}>${this.notice ? html`
            <div class="note ${this.notice.bad ? 'bad' : ''}"><span>${this.notice.text}</span>
            ${this.notice.action ? html`<button class="act" @click=${() => send(this, 'undo')}>${this.notice.action}</button>` : html`<button class="icon" aria-label=${words.notice.close} @click=${() => send(this, 'over')}>${icon('x')}</button>`}</div>` : nothing}</div>`;
    }
}

customElements.define('studio-notice', StudioNotice);
