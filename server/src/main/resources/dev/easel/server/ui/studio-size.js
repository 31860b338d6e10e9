// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { compute } from './studio-number.js';
import { words } from './words.js';

/** Shapes by name: width to height. */
const SHAPES = /** @type {const} */ ([['1:1', 1, 'a'], ['4:5', 4 / 5, 'b'], ['2:3', 2 / 3, 'c'], ['3:2', 3 / 2, 'd']]);

/** Width and height, swapped by a click; four shapes of the model's own number of pixels. */
class StudioSize extends LitElement {
    static properties = {
        width: { type: Number }, height: { type: Number }, step: { type: Number }, min: { type: Number }, max: { type: Number },
        shapes: { attribute: false, hasChanged: () => false }, // a new function each time: what is being typed must not be drawn over
        changed: { type: Boolean }, error: {}, wrong: {},
    };

    constructor() {
        super();
        this.width = this.height = 512;
        this.step = 8; this.min = 64; this.max = 2048;
        /** width and height of a shape @type {(shape: number) => [number, number]} */
        this.shapes = () => [512, 512];
        this.changed = false;
        this.error = '';
        /** the field that is meant @type {string} */
        this.wrong = '';
    }

    static styles = [controls, css`
        :host { display: grid; gap: var(--s1); }
        .pair { display: grid; grid-template-columns: minmax(0, 1fr) 28px minmax(0, 1fr); gap: var(--s1); align-items: center; }
        .pair .value { text-align: center; }
        .pair .icon { width: 28px; }
        .shapes { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 2px; }
        .shapes button { height: 26px; padding: 0; gap: 5px; font-size: var(--t2); color: var(--ink3); font-variant-numeric: tabular-nums; }
        .shapes [aria-checked=true] { background: var(--hover); color: var(--ink); }
        i { display: block; border: 1.5px solid currentColor; border-radius: 1px; }
        .a { width: 10px; height: 10px; } .b { width: 9px; height: 11px; } .c { width: 8px; height: 12px; } .d { width: 13px; height: 8px; }
        @media (max-width: 639px) { .shapes button { height: 36px; } }
    `];

    render() {
        const at = SHAPES.findIndex(([, shape]) => this.shapes(shape).join() === `${this.width},${this.height}`);
        const field = (/** @type {'width'|'height'} */ name) => html`<input id=${name} class="value" inputmode="numeric" autocomplete="off" .value=${live(String(this[name]))} aria-label=${words.values[name]}
            aria-invalid=${this.error && (this.wrong === name || !this.wrong) ? 'true' : nothing} aria-describedby=${this.error ? 'e' : nothing}
            @change=${(/** @type {any} */ e) => this.#typed(name, e.target)} @keydown=${(/** @type {any} */ e) => this.#key(name, e)} @focus=${(/** @type {any} */ e) => e.target.select()}>`;
        return html`<div class="row wide ${this.changed ? 'changed' : ''}"><span class="name" title=${this.changed ? words.number.back : ''} @dblclick=${() => this.#set(undefined, undefined)}>${words.values.size}</span>
            <div class="pair">${field('width')}<button class="icon" title=${words.size.swap} aria-label=${words.size.swap} @click=${() => this.#set(this.height, this.width)}>${icon('swap')}</button>${field('height')}</div>
            ${this.error ? html`<p class="wrong" id="e">${this.error}</p>` : nothing}</div>
            <div class="row wide"><span></span><div class="shapes" role="radiogroup" aria-label=${words.size.shape} @keydown=${this.#arrows}>
            ${SHAPES.map(([name, shape, sign], i) => html`<button role="radio" aria-checked=${i === at ? 'true' : 'false'} tabindex=${i === Math.max(0, at) ? 0 : -1} title=${this.shapes(shape).join(' × ')}
                @click=${() => this.#set(...this.shapes(shape))}><i class=${sign}></i>${name}</button>`)}</div></div>`;
    }

    focus() { /** @type {HTMLElement|null} */ (this.renderRoot.querySelector(this.wrong === 'height' ? '#height' : '#width'))?.focus(); }

    /** @param {'width'|'height'} name @param {HTMLInputElement} field */
    #typed(name, field) {
        const value = Math.round(compute(field.value));
        if (Number.isFinite(value) && value > 0) this.#put(name, value);
        this.requestUpdate();
    }

    /** @param {'width'|'height'} name @param {KeyboardEvent & {target: any}} e */
    #key(name, e) {
        const by = e.key === 'ArrowUp' ? 1 : e.key === 'ArrowDown' ? -1 : 0;
        if (!by || e.ctrlKey || e.metaKey) return;
        e.preventDefault();
        const unit = this.step * (e.shiftKey ? 10 : 1), from = Math.round(compute(e.target.value)) || this[name];
        this.#put(name, Math.min(this.max, Math.max(this.min, (by > 0 ? Math.floor(from / unit) + 1 : Math.ceil(from / unit) - 1) * unit)));
    }

    /** Goes on with the arrows, as radio buttons do. @param {KeyboardEvent & {target: any}} e */
    #arrows(e) {
        const by = e.key === 'ArrowRight' || e.key === 'ArrowDown' ? 1 : e.key === 'ArrowLeft' || e.key === 'ArrowUp' ? -1 : 0;
        if (!by) return;
        e.preventDefault();
        const all = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll('.shapes button')]), next = all[(all.indexOf(e.target) + by + 4) % 4];
        next.focus();
        next.click();
    }

    /** @param {'width'|'height'} name @param {number} value */
    #put(name, value) { name === 'width' ? this.#set(value, this.height) : this.#set(this.width, value); }

    /** @param {number|undefined} width @param {number|undefined} height */
    #set(width, height) { send(this, 'recipe-change', { name: 'size', value: [width, height] }); }
}

customElements.define('studio-size', StudioSize);
