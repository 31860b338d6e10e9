// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls, send } from './controls.js';
import { words } from './words.js';

/**
 * A number: label, slider for the hand, field for the head (arrows 1, Shift 10; it takes `=7+0.5`). A double click on the
 * label brings the model's own value back.
 */
class StudioNumber extends LitElement {
    static properties = {
        name: {}, label: {}, unit: {}, value: { type: Number }, min: { type: Number }, max: { type: Number }, step: { type: Number }, slide: { type: Number },
        changed: { type: Boolean }, error: {},
    };

    constructor() {
        super();
        this.name = this.label = this.unit = this.error = '';
        this.value = 0; this.min = 0; this.max = 100; this.step = 1;
        /** the slider's own end, where the largest value is far away @type {number|undefined} */
        this.slide = undefined;
        this.changed = false;
    }

    static styles = [controls, css`
        :host { display: block; }
        .field { position: relative; }
        label { cursor: default; }
    `];

    get digits() { return String(this.step).split('.')[1]?.length ?? 0; }
    get end() { return Math.min(this.max, this.slide ?? this.max); }

    /** @param {number} v */
    says(v) { return (this.digits ? v.toFixed(this.digits) : String(v)) + (this.unit ? ' ' + this.unit : ''); }

    render() {
        const text = this.value === undefined ? '' : this.says(this.value);
        return html`<div class="row ${this.changed ? 'changed' : ''}">
            <label for="s" title=${this.changed ? words.number.back : ''} @dblclick=${() => this.set(undefined)}>${this.label}</label>
            <input id="s" type="range" min=${this.min} max=${this.end} step=${this.step} .value=${live(String(Math.min(this.value ?? this.min, this.end)))} aria-valuetext=${text}
                @input=${(/** @type {any} */ e) => this.set(Number(e.target.value))} @pointerdown=${this.#down}>
            <input id="n" class="value" inputmode="decimal" autocomplete="off" .value=${live(text)} aria-label=${words.number.value(this.label)} aria-invalid=${this.error ? 'true' : nothing} aria-describedby=${this.error ? 'e' : nothing}
                @change=${(/** @type {any} */ e) => this.#typed(e.target)} @keydown=${this.#key} @focus=${(/** @type {any} */ e) => e.target.select()}>
            ${this.error ? html`<p class="wrong" id="e">${this.error}</p>` : nothing}</div>`;
    }

    updated() {
        const slider = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('#s'));
        const share = (Math.min(this.value ?? this.min, this.end) - this.min) / (this.end - this.min || 1);
        slider.style.setProperty('--at', `calc(${share} * (100% - 16px) + 8px)`);
    }

    focus() { /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('#n'))?.focus(); }

    /** @param {number|undefined} value */
    set(value) {
        if (value !== undefined) value = Number(Math.min(this.max, Math.max(this.min, value)).toFixed(Math.max(2, this.digits)));
        send(this, 'recipe-change', { name: this.name, value });
    }

    /** @param {HTMLInputElement} field */
    #typed(field) {
        const value = compute(field.value);
        if (Number.isFinite(value)) this.set(this.digits ? value : Math.round(value));
        this.requestUpdate();
    }

    /** @param {KeyboardEvent & {target: any}} e */
    #key(e) {
        const by = e.key === 'ArrowUp' ? 1 : e.key === 'ArrowDown' ? -1 : 0;
        if (!by || e.ctrlKey || e.metaKey) return;
        e.preventDefault();
        const value = compute(e.target.value);
        this.set((Number.isFinite(value) ? value : this.value) + by * this.step * (e.shiftKey ? 10 : 1));
    }

    /** A finger that goes up or down scrolls: the slider moves sideways only. @param {PointerEvent & {target: any}} e */
    #down(e) {
        if (e.pointerType !== 'touch') return;
        const before = this.value, slider = e.target, { clientX: x, clientY: y } = e;
        const move = (/** @type {PointerEvent} */ m) => {
            if (Math.abs(m.clientY - y) > 12 && Math.abs(m.clientY - y) > Math.abs(m.clientX - x)) this.set(before);
        };
        slider.addEventListener('pointermove', move);
        for (const end of ['pointerup', 'pointercancel']) slider.addEventListener(end, () => slider.removeEventListener('pointermove', move), { once: true });
        slider.addEventListener('pointercancel', () => this.set(before), { once: true });
    }
}

/** What was typed as a number; `=` begins a sum of + - * / and brackets. @param {string} text */
export function compute(text) {
    const plain = text.replace(/[^\d.,+\-*/()]/g, '').replace(',', '.');
    if (!text.trim().startsWith('=')) return plain ? parseFloat(plain) : NaN;
    const parts = plain.match(/\d*\.?\d+|[+\-*/()]/g) ?? [];
    let at = 0;
    const sum = () => { let v = product(); while (parts[at] === '+' || parts[at] === '-') v = parts[at++] === '+' ? v + product() : v - product(); return v; };
    const product = () => { let v = one(); while (parts[at] === '*' || parts[at] === '/') v = parts[at++] === '*' ? v * one() : v / one(); return v; };
    /** @returns {number} */
    const one = () => {
        if (parts[at] === '-') { at++; return -one(); }
        if (parts[at] === '(') { at++; const v = sum(); at++; return v; }
        return Number(parts[at++]);
    };
    return sum();
}

customElements.define('studio-number', StudioNumber);
