// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { styled } from './styled.js';
import { words } from './words.js';

/** The order of the pictures in styles.webp. */
const DRAWN = ['3d-model', 'analog-film', 'anime', 'cinematic', 'comic-book', 'digital-art', 'enhance', 'fantasy-art', 'isometric', 'line-art', 'low-poly', 'modeling-compound',
    'neon-punk', 'origami', 'photographic', 'pixel-art', 'title-texture'];
const FIRST = ['3d-model', 'analog-film', 'low-poly', 'comic-book', 'modeling-compound'];
const LAST = 'easel.styles';

/** The five styles used last, and all of them behind the sixth. A click on the chosen one takes it away. */
class StudioStyles extends LitElement {
    static properties = { styles: { attribute: false }, value: {}, open: { state: true }, shown: { state: true }, over: { state: true } };

    constructor() {
        super();
        /** @type {string[]} */ this.styles = [];
        this.value = '';
        this.open = false;
        this.over = '';
        /** @type {string[]} */ this.shown = read();
    }

    static styles = [controls, css`
        :host { display: block; position: relative; }
        .head { display: flex; align-items: baseline; justify-content: space-between; margin-bottom: 6px; }
        .head span { font-size: var(--t2); line-height: 16px; color: var(--ink3); }
        .some, .some > div { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 6px; }
        .some > div { grid-column: span 5; grid-template-columns: repeat(5, minmax(0, 1fr)); }
        .some button { padding: 0; height: auto; aspect-ratio: 1; }
        .thumb { display: block; width: 100%; aspect-ratio: 1; border-radius: var(--r2); background: var(--field) url(/ui/styles.webp) calc(var(--i) * 100% / 16) 0 / 1700% 100% no-repeat; }
        .thumb.bare { background: var(--field); }
        [aria-checked=true] .thumb { outline: 2px solid var(--ink); outline-offset: 2px; }
        .all { background: var(--field); color: var(--ink2); font-size: var(--t2); }
        .pop { position: absolute; z-index: 6; left: -4px; right: -4px; top: calc(100% + 8px); max-height: min(420px, 42dvh); overflow: auto; padding: var(--s3); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r3); box-shadow: var(--shadow); display: grid; grid-template-columns: repeat(3, 1fr); gap: var(--s3) var(--s2); justify-items: center; }
        .pop button { display: grid; height: auto; width: 80px; padding: 4px; gap: 4px; font-size: var(--t1); line-height: 14px; white-space: normal; color: var(--ink2); align-content: start; }
        .pop .thumb { width: 72px; }
        @media (max-width: 639px) { .pop { position: fixed; inset: auto 12px 72px; max-height: 70dvh; } }
    `];

    get row() {
        const known = [...new Set([...this.shown, ...FIRST, ...this.styles])].filter((s) => this.styles.includes(s)).slice(0, 5);
        if (this.value && !known.includes(this.value) && this.styles.includes(this.value)) known[4] = this.value;
        return known;
    }

    render() {
        const { row } = this, rest = this.styles.length - row.length;
        return html`<div class="head"><h3>${words.styles.name}</h3><span>${this.over || this.value ? words.styles.says(this.over || this.value) : ''}</span></div>
            <div class="some"><div role="radiogroup" aria-label=${words.styles.name} @keydown=${this.#arrows}>${row.map((s, i) => this.#button(s, i === Math.max(0, row.indexOf(this.value)), false))}</div>
            ${rest > 0 ? html`<button class="all" aria-label=${words.styles.more(rest, this.styles.length)} aria-haspopup="true" aria-expanded=${this.open ? 'true' : 'false'} @click=${this.#toggle}>+${rest}</button>` : nothing}</div>
            ${this.open ? html`<div class="pop" role="radiogroup" aria-label=${words.styles.all(this.styles.length)} @keydown=${this.#arrows} @focusout=${this.#left}>
                ${this.styles.map((s, i) => this.#button(s, i === Math.max(0, this.styles.indexOf(this.value)), true))}</div>` : nothing}`;
    }

    /** @param {string} s @param {boolean} stop @param {boolean} named */
    #button(s, stop, named) {
        const i = DRAWN.indexOf(s);
        return html`<button role="radio" aria-checked=${s === this.value ? 'true' : 'false'} tabindex=${stop ? 0 : -1} aria-label=${words.styles.says(s)} title=${named ? nothing : words.styles.says(s)}
            @click=${() => this.#choose(s)} @pointerenter=${() => { this.over = s; }} @pointerleave=${() => { this.over = ''; }}>
            <span class="thumb ${i < 0 ? 'bare' : ''}" ${styled({ '--i': String(Math.max(0, i)) })}></span>${named ? words.styles.says(s) : nothing}</button>`;
    }

    close() { if (!this.open) return false; this.open = false; this.updateComplete.then(() => /** @type {any} */ (this.renderRoot.querySelector('.all'))?.focus()); return true; }

    #toggle() {
        this.open = !this.open;
        if (this.open) this.updateComplete.then(() => /** @type {any} */ (this.renderRoot.querySelector('.pop [tabindex="0"]'))?.focus());
    }

    /** @param {FocusEvent} e */
    #left(e) { if (!e.relatedTarget || !/** @type {HTMLElement} */ (e.currentTarget).contains(/** @type {Node} */ (e.relatedTarget))) setTimeout(() => { this.open = false; }, 150); }

    /** @param {string} s */
    #choose(s) {
        send(this, 'recipe-change', { name: 'style', value: s === this.value ? undefined : s });
        if (this.open) {
            if (!this.row.includes(s)) { this.shown = [s, ...this.shown.filter((x) => x !== s)].slice(0, 5); try { localStorage.setItem(LAST, JSON.stringify(this.shown)); } catch { /* this visit alone */ } }
            this.close();
        }
    }

    /** @param {KeyboardEvent & {currentTarget: any, target: any}} e */
    #arrows(e) {
        if (e.key === 'Escape' && this.close()) { e.preventDefault(); e.stopPropagation(); return; }
        const wide = this.open && e.currentTarget.className === 'pop' ? 3 : 5;
        const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowDown' ? wide : e.key === 'ArrowUp' ? -wide : 0;
        if (!by) return;
        e.preventDefault();
        const all = [...e.currentTarget.querySelectorAll('button')], from = all.indexOf(/** @type {any} */ (this.renderRoot).activeElement);
        all[Math.min(all.length - 1, Math.max(0, from + by))]?.focus();
    }
}

/** @returns {string[]} */
function read() {
    try { return JSON.parse(localStorage.getItem(LAST) ?? '[]'); } catch { return []; }
}

customElements.define('studio-styles', StudioStyles);
