// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { controls, send } from './controls.js';
import { gestures, swiped } from './gestures.js';
import { icon } from './icons.js';
import { styled } from './styled.js';
import { words } from './words.js';

const MOST = 16;
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** What is drawn now; it changes at once, when the new picture is decoded. @typedef {{url: string, of: string, alt: string, width: number, height: number, rough: boolean}} Shown */

/**
 * One picture, or the preview of one: as large as there is room for, or zoomed; dragged, pinched, swiped.
 * @fires zoom {value: number|'fit'} @fires step {by: -1|1} newer, older
 */
export class StudioPicture extends LitElement {
    static properties = {
        src: {}, // of the picture; empty while there is none
        preview: {}, // shown instead
        alt: {},
        of: {}, // whose it is: within one a new picture fades in over the last
        width: { type: Number },
        height: { type: Number },
        zoom: {}, // 'fit', or device pixels a pixel of the picture
        progress: { type: Number }, // 0 to 1 draws the line below it
    };

    static styles = [controls, css`
        :host { position: absolute; inset: 0; overflow: hidden; padding: var(--s2) var(--s5); touch-action: none; user-select: none; -webkit-user-select: none; }
        :host([pans]) { cursor: grab; }
        :host([pans]:active) { cursor: grabbing; }
        .canvas { position: absolute; left: 0; top: 0; transform-origin: 0 0; }
        .canvas > img { position: absolute; inset: 0; width: 100%; height: 100%; -webkit-user-drag: none; -webkit-touch-callout: default; }
        .canvas.dots > img, img.rough { image-rendering: pixelated; }
        .canvas > img + img { animation: appear 120ms linear; }
        @keyframes appear { from { opacity: 0; } }
        .meter { position: absolute; left: 0; right: 0; bottom: -2px; }
        .blank { position: absolute; inset: 0; border: 1px solid var(--edge); }
        .percent { position: absolute; right: var(--s3); bottom: var(--s3); height: 26px; background: var(--scrim); color: var(--ink); font-size: var(--t2); opacity: 0; }
        :host([pans]) .percent, :host(:hover) .percent, .percent:focus-visible { opacity: 1; }
        @media (max-width: 639px) { :host { padding: 0; } :host(:not([pans])) .percent { display: none; } }
    `];

    constructor() {
        super();
        this.src = '';
        this.preview = '';
        this.alt = '';
        this.of = '';
        this.width = 0;
        this.height = 0;
        /** @type {number|'fit'} */
        this.zoom = 'fit';
        /** @type {number|null} */
        this.progress = null;
        /** @type {Shown|null} */
        this.shown = null;
        this.under = '';
        /** where the picture's corner is, and its scale in CSS pixels */
        this.at = { x: 0, y: 0, scale: 0 };
        this.box = { width: 0, height: 0, padX: 0, padY: 0 };
        this.changed = 0;
        this.sizes = new ResizeObserver(() => this.measure());
    }

    connectedCallback() {
        super.connectedCallback();
        this.sizes.observe(this);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.sizes.disconnect();
    }

    firstUpdated() {
        gestures(this, {
            drag: (dx, dy, touch) => {
                if (this.zoom !== 'fit') this.move(this.at.x + dx, this.at.y + dy, this.at.scale);
                else if (touch) this.move(this.at.x + dx, this.at.y, this.at.scale, false);
            },
            drop: (dx, dy, touch) => {
                if (this.zoom !== 'fit') return;
                const by = touch && swiped(dx, dy);
                if (by) send(this, 'step', { by });
                this.settle();
            },
            zoom: (factor, x, y) => this.zoomTo(this.at.scale * factor, x, y),
        });
        this.addEventListener('dblclick', event => {
            const box = this.getBoundingClientRect();
            this.toggle(event.clientX - box.left, event.clientY - box.top);
        });
    }

    /** @param {Map<string, unknown>} changed */
    willUpdate(changed) {
        if (['src', 'preview', 'of', 'width', 'height'].some(name => changed.has(name))) this.exchange();
        if (changed.has('zoom') && this.box.width) {
            if (this.zoom === 'fit') this.settle();
            else if (Math.abs(this.zoom / devicePixelRatio - this.at.scale) > 1e-6) this.zoomTo(this.zoom / devicePixelRatio, undefined, undefined, true);
        }
    }

    /** The next picture takes the place of the last once it is decoded, so nothing flickers. */
    exchange() {
        const url = this.src || this.preview;
        const next = { url, of: this.of, alt: this.alt, width: this.width, height: this.height, rough: !this.src };
        const wait = next.rough && still.matches && this.shown?.of === this.of ? this.changed + 1000 - performance.now() : 0;
        clearTimeout(this.later);
        if (wait > 0) {
            this.later = setTimeout(() => this.exchange(), wait);
            return;
        }
        if (!url || !this.shown?.url) {
            this.show(next);
            return;
        }
        if (url === this.shown.url) return;
        const image = new Image();
        image.src = url;
        image.decode().catch(() => {}).then(() => {
            if (url === (this.src || this.preview) && this.of === next.of) this.show(next);
        });
    }

    /** @param {Shown} next */
    show(next) {
        const same = this.shown?.of === next.of;
        this.under = same && this.shown ? this.shown.url : '';
        this.changed = performance.now();
        const shape = this.shown && (this.shown.width !== next.width || this.shown.height !== next.height);
        this.shown = next;
        if (!same && this.zoom !== 'fit' && shape !== false) this.reset();
        else if (shape !== false) this.settle();
        this.requestUpdate();
    }

    measure() {
        const { paddingLeft, paddingTop } = getComputedStyle(this);
        this.box = { width: this.clientWidth, height: this.clientHeight, padX: parseFloat(paddingLeft), padY: parseFloat(paddingTop) };
        if (this.zoom === 'fit') this.settle();
        else this.move(this.at.x, this.at.y, this.at.scale);
    }

    fit() {
        const { width, height, padX, padY } = this.box;
        const { width: w, height: h } = this.shown ?? this;
        return Math.max(0, Math.min((width - 2 * padX) / (w || 1), (height - 2 * padY) / (h || 1)));
    }

    /** The whole picture, in the middle. */
    settle() {
        this.move(0, 0, this.fit());
    }

    reset() {
        this.zoom = 'fit';
        send(this, 'zoom', { value: 'fit' });
        this.settle();
    }

    /** 100 % or fit, as Z does. */
    toggle(x = this.box.width / 2, y = this.box.height / 2) {
        if (this.zoom === 'fit') this.zoomTo(1 / devicePixelRatio, x, y, true);
        else this.reset();
    }

    /** @param {number} scale @param {number} [x] @param {number} [y] the point that stays where it is @param {boolean} [small] below fit too */
    zoomTo(scale, x = this.box.width / 2, y = this.box.height / 2, small = false) {
        const fit = this.fit();
        if (scale <= fit * 1.001 && !small) {
            if (this.zoom !== 'fit') this.reset();
            return;
        }
        const to = Math.min(scale, Math.max(MOST / devicePixelRatio, fit));
        const grown = to / this.at.scale;
        this.zoom = Math.round(to * devicePixelRatio * 1000) / 1000;
        this.move(x - (x - this.at.x) * grown, y - (y - this.at.y) * grown, to);
        send(this, 'zoom', { value: this.zoom });
        this.requestUpdate();
    }

    /** Puts the picture there, as far as some of it stays in sight; in the middle where it is smaller than the room. */
    move(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ scale, bound = true) {
        const { width, height } = this.shown ?? this;
        if (scale !== this.at.scale) this.requestUpdate();
        const within = (/** @type {number} */ at, /** @type {number} */ room, /** @type {number} */ size) =>
            size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at));
        this.at = {
            x: bound ? within(x, this.box.width, width * scale) : x,
            y: bound ? within(y, this.box.height, height * scale) : y,
            scale,
        };
        this.toggleAttribute('pans', this.zoom !== 'fit');
        this.place();
    }

    place() {
        const canvas = /** @type {HTMLElement|null|undefined} */ (this.renderRoot?.querySelector?.('.canvas'));
        if (!canvas || !this.shown) return;
        const { x, y, scale } = this.at;
        canvas.style.setProperty('width', `${this.shown.width * scale}px`);
        canvas.style.setProperty('height', `${this.shown.height * scale}px`);
        canvas.style.setProperty('transform', `translate(${x}px, ${y}px)`);
    }

    updated() {
        this.place();
    }

    render() {
        const { shown, progress } = this;
        if (!shown) return nothing;
        const dots = this.zoom !== 'fit' && this.zoom >= 3;
        return html`
            <div class="canvas ${dots ? 'dots' : ''}">
                ${this.under && shown.url ? html`<img src=${this.under} alt="">` : nothing}
                ${shown.url ? keyed(shown.url, html`<img class=${shown.rough ? 'rough' : ''} src=${shown.url} alt=${this.alt}>`) : html`<div class="blank"></div>`}
                ${progress === null ? nothing : html`<div class="meter"><i ${styled({ '--at': String(progress) })}></i></div>`}
            </div>
            ${shown.url && !shown.rough ? html`
                <button class="percent num" title=${words.picture.zoom} @click=${() => this.toggle()} @dblclick=${(/** @type {Event} */ e) => e.stopPropagation()}>
                    ${icon('fit')}${Math.round(this.at.scale * devicePixelRatio * 100)} %
                </button>` : nothing}
        `;
    }
}

customElements.define('studio-picture', StudioPicture);
