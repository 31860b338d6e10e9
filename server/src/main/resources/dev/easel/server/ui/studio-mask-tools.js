// @ts-check
import { LitElement, css, html } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { sizeOf, slideOf } from './strokes.js';
import { styled } from './styled.js';
import { words } from './words.js';

const CLOSER = 1.25;

/**
 * The bar of a mask, in the place of the actions.
 *
 * @fires tool {tool} @fires size {size} @fires zoom {zoom: number|'fit'} @fires undo @fires redo @fires invert @fires clear @fires close
 */
export class StudioMaskTools extends LitElement {
    static properties = {
        tool: {},
        size: { type: Number },
        zoom: {}, // 'fit', or the screen's pixels for one of the picture
        scale: { type: Number }, // what that is as a number
        undo: { type: Boolean }, // whether there is something to take back
        redo: { type: Boolean },
        empty: { type: Boolean }, // whether nothing is painted
    };

    static styles = [controls, css`
        :host { display: block; min-width: 0; container: tools / inline-size; }
        .bar { display: flex; align-items: center; gap: 2px; min-width: 0; overflow: auto hidden; scrollbar-width: none; padding: 3px; margin: -3px; }
        .bar > * { flex: none; }
        button { padding: 0 10px; }
        .icon { padding: 0; width: 32px; }
        [aria-pressed=true] { background: var(--hover); color: var(--ink); }
        label { display: flex; align-items: center; gap: var(--s2); font-size: var(--t2); color: var(--ink2); margin: 0 var(--s2); }
        input[type=range] { width: 96px; --panel: var(--well); }
        output { width: 44px; font-variant-numeric: tabular-nums; color: var(--ink); font-size: var(--t2); }
        .sep { width: 1px; height: 16px; background: currentColor; opacity: .22; margin: 0 var(--s2); }
        .bar > .gap { flex: 1 0 0; }
        .zoom { min-width: 44px; padding: 0; color: var(--ink3); font-size: var(--t3); }
        @container tools (max-width: 800px) { .word, kbd { display: none; } button { padding: 0 8px; } .sep { margin: 0 2px; } }
        @media (max-width: 639px) { .bar { padding: 0; margin: 0; } button, .icon { height: 44px; min-width: 40px; } .out, .in, .zoom { display: none; } .gap { display: none; } }
    `];

    constructor() {
        super();
        this.tool = 'brush';
        this.size = 64;
        /** @type {number | 'fit'} */
        this.zoom = 'fit';
        this.scale = 1;
        this.undo = false;
        this.redo = false;
        this.empty = true;
    }

    /** @param {string} name @param {string} sign @param {string} label @param {string} key */
    kind(name, sign, label, key) {
        return html`<button aria-pressed=${this.tool === name} aria-label=${label} title=${words.mask.title(label, key)} @click=${() => send(this, 'tool', { tool: name })}>
            ${icon(/** @type {any} */ (sign))}<span class="word">${label}</span></button>`;
    }

    /** @param {string} event @param {string} sign @param {string} label @param {string} key @param {boolean} off */
    sign(event, sign, label, key, off) {
        return html`<button class="icon" aria-label=${label} title=${words.mask.title(label, key)} ?disabled=${off} @click=${() => send(this, event)}>${icon(/** @type {any} */ (sign))}</button>`;
    }

    /** @param {string} name @param {string} sign @param {string} label @param {string} key @param {number | 'fit'} zoom */
    look(name, sign, label, key, zoom) {
        return html`<button class="icon ${name}" aria-label=${label} title=${words.mask.title(label, key)} @click=${() => send(this, 'zoom', { zoom })}>${icon(/** @type {any} */ (sign))}</button>`;
    }

    render() {
        const { mask } = words;
        const slide = slideOf(this.size);
        return html`
            <div class="bar" role="toolbar" aria-label=${mask.tools}>
                ${this.kind('brush', 'brush', mask.brush, 'B')}
                ${this.kind('erase', 'eraser', mask.erase, 'E')}
                <label title=${mask.title(mask.size, '[ ]')}>${mask.size}
                    <input type="range" min="0" max="1000" .value=${String(slide)} aria-valuetext=${mask.pixels(this.size)} ${styled({ '--at': `${slide / 10}%` })}
                        @input=${(/** @type {any} */ event) => send(this, 'size', { size: sizeOf(Number(event.target.value)) })}>
                    <output>${mask.pixels(this.size)}</output></label>
                <span class="sep"></span>
                ${this.sign('undo', 'again', mask.undo, mask.keys.undo, !this.undo)}
                ${this.sign('redo', 'redo', mask.redo, mask.keys.redo, !this.redo)}
                <button aria-label=${mask.invert} title=${mask.title(mask.invert, 'I')} @click=${() => send(this, 'invert')}>${icon('invert')}<span class="word">${mask.invert}</span></button>
                <button title=${mask.title(mask.clear, mask.keys.clear)} ?disabled=${this.empty} @click=${() => send(this, 'clear')}>${mask.clear}</button>
                <span class="gap"></span>
                ${this.look('out', 'minus', mask.out, '−', this.scale / CLOSER)}
                <span class="zoom num">${mask.percent(this.scale)}</span>
                ${this.look('in', 'plus', mask.in, '+', this.scale * CLOSER)}
                ${this.look('fit', 'fit', mask.fit, '0', 'fit')}
                <span class="sep"></span>
                <button aria-label="${mask.close} ${mask.keys.close}" title=${mask.title(mask.close, mask.keys.close)} @click=${() => send(this, 'close')}><span>${mask.close}</span><kbd>${mask.keys.close}</kbd></button>
            </div>`;
    }
}

customElements.define('studio-mask-tools', StudioMaskTools);
