// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { words } from './words.js';

const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** How many, Make, and when they would be there. Other jobs never bar it. */
class StudioMake extends LitElement {
    static properties = {
        count: { type: Number }, cells: { type: Number }, max: { type: Number }, seconds: { type: Number }, ahead: { type: Number }, barred: {}, error: {}, sending: { type: Number }, sent: { attribute: false }, open: { type: Boolean },
    };

    constructor() {
        super();
        this.count = 1;
        /** of a grid, 0 without one */ this.cells = 0;
        this.max = 10;
        /** @type {number|null} */ this.seconds = null;
        this.ahead = 0;
        this.barred = this.error = '';
        this.sending = 0;
        /** how much of the newest is sent, 0 to 1 @type {number|null} */ this.sent = null;
        this.open = false;
    }

    static styles = [controls, css`
        :host { flex: none; display: grid; grid-template-columns: 92px minmax(0, 1fr); gap: var(--s2); padding: var(--s3) var(--s4); border-top: 1px solid var(--line); background: var(--panel); }
        .count { display: grid; grid-template-columns: 28px minmax(0, 1fr) 28px; align-items: center; text-align: center; height: 40px; background: var(--field); border: 1px solid var(--line); border-radius: var(--r2); font-weight: 500; }
        .count .icon { width: 28px; height: 38px; }
        .go { height: 40px; background: var(--primary); color: var(--on-primary); font: 600 var(--t4)/20px var(--font); justify-content: space-between; padding: 0 14px; }
        .go:not(:disabled), .go:hover:not(:disabled) { background: var(--primary); color: var(--on-primary); }
        .go:hover { opacity: .92; }
        .go:active { opacity: .85; }
        .go[aria-disabled=true] { opacity: .45; }
        .go kbd { color: inherit; opacity: .75; }
        p { grid-column: 1 / -1; min-height: 16px; font-size: var(--t2); line-height: 16px; color: var(--ink3); overflow-wrap: anywhere; }
        p.bad { color: var(--bad); max-height: 64px; overflow: auto; } p.bar { color: var(--run); }
        .settings { display: none; }
        @media (max-width: 639px) {
            :host { grid-area: 5 / 1; grid-template-columns: 44px 104px minmax(0, 1fr); border: 0; padding: 6px var(--s3) calc(var(--s3) + env(safe-area-inset-bottom)); z-index: 4; }
            .settings { display: inline-flex; width: 44px; height: 44px; padding: 0; }
            .settings[aria-expanded=true] { background: var(--hover); color: var(--ink); }
            .count { grid-template-columns: 36px minmax(0, 1fr) 36px; } .count, .go { height: 44px; } .count .icon { width: 36px; height: 42px; } .go { justify-content: center; font-size: var(--t5); } kbd { display: none; }
            p { min-height: 0; } p:not(.bad, .bar) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        }
    `];

    render() {
        const n = this.cells || this.count, line = this.barred || this.error || this.forecast;
        const fewer = () => this.#count(this.count - 1), more = () => this.#count(this.count + 1);
        return html`
            <button class="settings" aria-label=${this.open ? words.recipe.close : words.recipe.settings} aria-expanded=${this.open ? 'true' : 'false'} @click=${() => send(this, 'settings')}>${icon(this.open ? 'down' : 'tune')}</button>
            <div class="count" role="spinbutton" tabindex="0" aria-label=${words.make.count} aria-valuenow=${n} aria-valuemin="1" aria-valuemax=${this.max} @keydown=${this.#key}>
                <button class="icon" tabindex="-1" title=${words.make.fewer} aria-label=${words.make.fewer} ?disabled=${!!this.cells || this.count <= 1} @click=${fewer}>${icon('minus')}</button><span class="num">${n}</span>
                <button class="icon" tabindex="-1" title=${words.make.more} aria-label=${words.make.more} ?disabled=${!!this.cells || this.count >= this.max} @click=${more}>${icon('plus')}</button></div>
            <button class="go" aria-disabled=${this.barred ? 'true' : nothing} aria-describedby="l" @click=${() => send(this, 'make')}>${words.make.make(n)}<kbd>${mac ? words.make.macKey : words.make.key}</kbd></button>
            <p id="l" class="num ${this.barred ? 'bar' : this.error ? 'bad' : ''}">${line}</p>`;
    }

    get forecast() {
        if (this.sending) return words.make.sending(this.sent);
        if (this.seconds) return words.make.about(this.seconds, this.ahead);
        return this.ahead ? words.make.after(this.ahead) : '';
    }

    /** @param {number} n */
    #count(n) { if (n >= 1 && n <= this.max && !this.cells) send(this, 'recipe-change', { name: 'number', value: n }); }

    /** @param {KeyboardEvent} e */
    #key(e) {
        if (e.ctrlKey || e.metaKey || e.altKey) return;
        const n = e.key === 'ArrowUp' || e.key === 'ArrowRight' ? this.count + 1 : e.key === 'ArrowDown' || e.key === 'ArrowLeft' ? this.count - 1 : e.key === 'Home' ? 1 : e.key === 'End' ? this.max : /^[1-9]$/.test(e.key) ? Number(e.key) : 0;
        if (!n) return;
        e.preventDefault();
        e.stopPropagation();
        this.#count(n);
    }
}

customElements.define('studio-make', StudioMake);
