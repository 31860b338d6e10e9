// @ts-check
import { LitElement, css, html } from 'lit';
import { controls, send } from './controls.js';
import { styled } from './styled.js';
import { words } from './words.js';

const STEP = 0.02;
const LARGE = 0.1;

/** Two pictures in one place and a line between them: before on its left, after on its right. @fires at {value} */
// @ts-expect-error before and after are methods of elements too; nobody calls them here
export class StudioCompare extends LitElement {
    static properties = {
        before: {},
        after: {},
        at: { type: Number }, // where the line is, 0 to 1
        names: { attribute: false }, // of the two; without them their sizes, if those differ
        sizes: { state: true },
    };

    static styles = [controls, css`
        :host { position: absolute; inset: 0; display: grid; place-items: center; padding: var(--s2) var(--s5); container-type: size; }
        .room { display: grid; place-items: center; width: 100%; height: 100%; container-type: size; }
        .duo { position: relative; width: min(100cqw, 100cqh * var(--shape)); aspect-ratio: var(--shape); overflow: hidden; cursor: ew-resize; touch-action: pan-y pinch-zoom; user-select: none; -webkit-user-select: none; }
        img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; pointer-events: none; }
        .before { clip-path: inset(0 calc(100% - var(--at)) 0 0); }
        .before.dots { image-rendering: pixelated; }
        .line { position: absolute; left: var(--at); top: 0; bottom: 0; width: 2px; margin-left: -1px; background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / .35); }
        .line::after { content: ""; position: absolute; left: -9px; top: 50%; width: 20px; height: 20px; margin-top: -10px; border-radius: 50%; background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / .35); }
        .line:focus-visible { outline: none; }
        .line:focus-visible::after { outline: 2px solid var(--focus); outline-offset: 1px; }
        .name { position: absolute; bottom: var(--s2); padding: 0 6px; font-size: var(--t1); line-height: 18px; border-radius: var(--r1); background: rgb(0 0 0 / .62); color: #fff; pointer-events: none; }
        .left { left: var(--s2); } .right { right: var(--s2); }
        .gone { visibility: hidden; }
        @media (max-width: 639px) { :host { padding: 0; } }
        @media (forced-colors: active) { .line, .line::after { forced-color-adjust: none; } }
    `];

    constructor() {
        super();
        this.before = '';
        this.after = '';
        this.at = 0.5;
        /** @type {[string, string] | null} */
        this.names = null;
        this.sizes = { before: { width: 0, height: 0 }, after: { width: 0, height: 0 } };
    }

    /** @param {'before' | 'after'} which @param {Event} event */
    loaded(which, { target }) {
        const { naturalWidth: width, naturalHeight: height } = /** @type {HTMLImageElement} */ (target);
        this.sizes = { ...this.sizes, [which]: { width, height } };
    }

    /** @returns {[string, string]} */
    get labels() {
        const { before, after } = this.sizes;
        if (this.names) return this.names;
        const differ = before.width > 0 && after.width > 0 && (before.width !== after.width || before.height !== after.height);
        return differ ? [words.source.size(before.width, before.height), words.source.size(after.width, after.height)] : [words.compare.before, words.compare.after];
    }

    /** @param {number} value */
    move(value) {
        const at = Math.min(1, Math.max(0, value));
        if (at === this.at) return;
        this.at = at;
        send(this, 'at', { value: at });
    }

    /** @param {PointerEvent} event */
    drag(event) {
        if (event.type === 'pointerdown') {
            if (event.button !== 0) return;
            /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
            /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.line'))?.focus({ preventScroll: true });
            event.preventDefault();
        } else if (event.buttons !== 1) {
            return;
        }
        const { left, width } = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
        this.move((event.clientX - left) / width);
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const step = event.shiftKey ? LARGE : STEP;
        /** @type {Record<string, number>} */
        const to = { ArrowLeft: this.at - step, ArrowDown: this.at - step, ArrowRight: this.at + step, ArrowUp: this.at + step, PageDown: this.at - LARGE, PageUp: this.at + LARGE, Home: 0, End: 1 };
        if (!(event.key in to)) return;
        event.preventDefault();
        event.stopPropagation();
        this.move(to[event.key]);
    }

    render() {
        const { before, after } = this.sizes;
        const [left, right] = this.labels;
        const shape = after.width > 0 ? after.width / after.height : 1;
        const percent = Math.round(this.at * 100);
        return html`
            <div class="room"><div class="duo" ${styled({ '--at': `${this.at * 100}%`, '--shape': String(shape) })} @pointerdown=${this.drag} @pointermove=${this.drag}>
                <img src=${this.after} alt=${words.compare.alt(right)} draggable="false" @load=${(/** @type {Event} */ event) => this.loaded('after', event)}>
                <img class="before ${before.width < after.width ? 'dots' : ''}" src=${this.before} alt=${words.compare.alt(left)} draggable="false" @load=${(/** @type {Event} */ event) => this.loaded('before', event)}>
                <div class="line" tabindex="0" role="slider" aria-label=${words.compare.name} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent} aria-valuetext=${words.compare.at(this.at)} @keydown=${this.key}></div>
                <span class="name left ${this.at < 0.12 ? 'gone' : ''}" aria-hidden="true">${left}</span>
                <span class="name right ${this.at > 0.88 ? 'gone' : ''}" aria-hidden="true">${right}</span>
            </div></div>`;
    }
}

customElements.define('studio-compare', /** @type {any} */ (StudioCompare));
