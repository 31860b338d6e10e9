// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { MaskHands } from './mask-hands.js';
import { CANVAS, actionOf } from './mask-keys.js';
import { MaskSurface } from './mask-surface.js';
import { nextSize } from './strokes.js';
import { styled } from './styled.js';
import { words } from './words.js';

const CLOSER = 1.25;

/**
 * The stage as a canvas: what is painted over the picture is made anew. The list of strokes is the mask; whoever owns it
 * takes strokes back by handing in a shorter one.
 *
 * @fires strokes {list, share} @fires mask {blob, share} @fires zoom {zoom, scale} @fires tool {tool} @fires size {size}
 */
export class StudioMask extends LitElement {
    static properties = {
        src: {},
        alt: {},
        strokes: { attribute: false },
        tool: {}, // brush or erase
        size: { type: Number }, // of the brush, across, in the picture's pixels
        zoom: {}, // 'fit', or the screen's pixels for one of the picture
        single: { type: Boolean }, // whether single letters do something
        covered: { state: true },
    };

    static styles = [controls, css`
        :host { position: absolute; inset: 0; display: block; overflow: hidden; }
        .canvas { position: absolute; inset: 0; padding: var(--s2) var(--s5); overflow: hidden; cursor: crosshair; touch-action: none; user-select: none; -webkit-user-select: none; }
        .canvas.pans { cursor: grab; } .canvas.pans:active { cursor: grabbing; }
        .canvas:focus-visible { outline-offset: -2px; } .canvas.hand { outline: none; }
        .canvas > img { position: absolute; left: 0; top: 0; max-width: none; transform-origin: 0 0; pointer-events: none; }
        .canvas > img.dots { image-rendering: pixelated; }
        .ink { position: absolute; inset: 0; width: 100%; height: 100%; opacity: .5; pointer-events: none; }
        .hides .ink { visibility: hidden; }
        .ring { position: absolute; left: 0; top: 0; border: 1.5px solid #fff; border-radius: 50%; box-shadow: 0 0 0 1.5px #000; pointer-events: none; visibility: hidden; will-change: transform; }
        .ring.on { visibility: visible; }
        .ring.down { box-shadow: 0 0 0 1.5px #000, 0 0 0 4px var(--focus); }
        .mini { position: absolute; right: var(--s3); bottom: var(--s3); border: 1px solid var(--line); border-radius: var(--r1); overflow: hidden; background: var(--panel); touch-action: none; cursor: pointer; }
        .mini img { max-width: 96px; max-height: 96px; opacity: .7; pointer-events: none; }
        .mini i { position: absolute; border: 1.5px solid #fff; outline: 1px solid rgb(0 0 0 / .6); left: var(--left); top: var(--top); width: var(--width); height: var(--height); pointer-events: none; }
        @media (max-width: 639px) { .canvas { padding: 0; } .mini img { max-width: 72px; max-height: 72px; } }
        @media (forced-colors: active) { .ring, .ink { forced-color-adjust: none; } }
    `];

    constructor() {
        super();
        this.src = '';
        this.alt = '';
        /** @type {import('./strokes.js').Stroke[]} */
        this.strokes = [];
        /** @type {'brush' | 'erase'} */
        this.tool = 'brush';
        this.size = 64;
        /** @type {number | 'fit'} */
        this.zoom = 'fit';
        this.single = true;
        this.covered = 0;
        /** @type {MaskSurface | null} */
        this.surface = null;
        this.encoded = 0;
        this.scale = 0;
        this.sizes = new ResizeObserver(() => this.measure());
        this.scheme = matchMedia('(prefers-color-scheme: dark)');
        this.measure = this.measure.bind(this);
        this.key = this.key.bind(this);
        this.keyUp = this.keyUp.bind(this);
    }

    connectedCallback() {
        super.connectedCallback();
        addEventListener('keydown', this.key, true);
        addEventListener('keyup', this.keyUp, true);
        this.scheme.addEventListener('change', this.measure);
        this.sizes.observe(this);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        removeEventListener('keydown', this.key, true);
        removeEventListener('keyup', this.keyUp, true);
        this.scheme.removeEventListener('change', this.measure);
        this.sizes.disconnect();
    }

    firstUpdated() {
        const part = (/** @type {string} */ selector) => /** @type {any} */ (this.renderRoot.querySelector(selector));
        this.canvas = /** @type {HTMLElement} */ (part('.canvas'));
        const surface = new MaskSurface({ image: part('.canvas > img'), ink: part('.ink'), ring: part('.ring') }, () => this.requestUpdate());
        surface.size = this.size;
        new MaskHands(this.canvas, {
            begin: (x, y) => surface.begin(this.tool, ...surface.view.toPicture(x, y)),
            extend: (points) => surface.extend(points),
            end: (kept) => this.end(kept),
            pan: (dx, dy) => this.look((view) => view.move(view.x + dx, view.y + dy)),
            zoom: (factor, x, y) => this.look((view) => view.zoomBy(factor, x, y)),
            size: (way) => send(this, 'size', { size: nextSize(this.size, way) }),
            hover: (x, y, shown) => surface.hover(x, y, shown),
            panning: () => !!this.canvas?.classList.contains('pans'),
        });
        this.surface = surface;
    }

    /** @param {Map<string, unknown>} changed */
    updated(changed) {
        const { surface } = this;
        if (!surface) return;
        if (changed.has('strokes') && surface.mask?.shows(this.strokes) === false) this.cover();
        if (changed.has('zoom') && this.zoom !== surface.view.zoom) this.look((view) => this.zoom === 'fit' ? view.fit() : view.zoomTo(this.zoom));
        if (changed.has('size')) {
            surface.size = this.size;
            surface.placeRing();
        }
    }

    loaded() {
        if (!this.surface?.load()) return;
        this.covered = this.surface.show(this.strokes);
        this.measure();
    }

    measure() {
        const { surface, canvas } = this;
        if (!surface || !canvas) return;
        const style = getComputedStyle(canvas);
        surface.view.room = { width: this.clientWidth, height: this.clientHeight, padX: parseFloat(style.paddingLeft), padY: parseFloat(style.paddingTop) };
        surface.ink.resize(style.getPropertyValue('--mask').trim() || '#ff3d7f');
        this.look((view) => view.settle());
    }

    /** @param {(view: import('./mask-view.js').MaskView) => void} change */
    look(change) {
        if (!this.surface) return;
        this.surface.look(change);
        const { zoom, scale } = this.surface.view;
        if (zoom === this.zoom && scale === this.scale) return;
        this.scale = scale;
        send(this, 'zoom', { zoom: this.zoom = zoom, scale: scale * devicePixelRatio });
    }

    /** @param {boolean} kept */
    end(kept) {
        const line = this.surface?.end();
        if (line && kept) this.add(line);
        else this.surface?.draw();
    }

    /** @param {import('./strokes.js').Stroke} stroke */
    add(stroke) {
        this.strokes = [...this.strokes, stroke];
        send(this, 'strokes', { list: this.strokes, share: this.cover() });
    }

    /** Brings the mask to its strokes; the PNG follows when it is made. */
    cover() {
        const { surface } = this;
        if (!surface?.mask) return 0;
        const share = this.covered = surface.show(this.strokes);
        const turn = ++this.encoded;
        /** @type {Promise<Blob> | undefined} whoever sends the mask waits for it */
        this.settled = surface.mask.png().then((blob) => {
            if (turn === this.encoded) send(this, 'mask', { blob, share });
            return blob;
        });
        return share;
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        const action = this.canvas ? actionOf(event, this.canvas, this.single) : null;
        if (action === null || !this.surface || action === 'lift' && !this.surface.line) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (event.composedPath()[0] === this.canvas) this.canvas?.classList.toggle('hand', !CANVAS[event.key]);
        this.act(action, event.shiftKey ? 1 : Math.max(1, this.size / 2));
    }

    /** @param {string} action of mask-keys.js @param {number} far how far an arrow goes */
    act(action, far) {
        const surface = /** @type {MaskSurface} */ (this.surface);
        switch (action) {
            case 'brush': case 'erase': return send(this, 'tool', { tool: action });
            case 'smaller': return send(this, 'size', { size: nextSize(this.size, -1) });
            case 'larger': return send(this, 'size', { size: nextSize(this.size, 1) });
            case 'fit': return this.look((view) => view.fit());
            case 'in': return this.look((view) => view.zoomBy(CLOSER));
            case 'out': return this.look((view) => view.zoomBy(1 / CLOSER));
            case 'hide': return this.canvas?.classList.add('hides');
            case 'pan': return this.canvas?.classList.add('pans');
            case 'left': return surface.step(-far, 0);
            case 'right': return surface.step(far, 0);
            case 'up': return surface.step(0, -far);
            case 'down': return surface.step(0, far);
            case 'press': case 'lift': return this.press();
            case 'invert': return this.add({ invert: true });
            case 'clear': return this.strokes.length > 0 && this.add({ clear: true });
        }
    }

    /** Puts the brush down, or lifts it. */
    press() {
        const { surface } = this;
        if (!surface) return;
        if (surface.line) this.end(true);
        else surface.begin(this.tool, surface.at.x, surface.at.y);
        surface.ring.classList.add('on');
        surface.ring.classList.toggle('down', surface.line !== null);
    }

    /** @param {KeyboardEvent} event */
    keyUp({ key }) {
        if (key.toLowerCase() === 'h') this.canvas?.classList.remove('hides');
        if (key === ' ') this.canvas?.classList.remove('pans');
    }

    /** Shows another part of the picture. @param {PointerEvent} event */
    jump({ type, buttons, clientX, clientY, currentTarget }) {
        if (type === 'pointermove' && buttons !== 1) return;
        const box = /** @type {HTMLElement} */ (currentTarget).getBoundingClientRect();
        this.look((view) => view.center((clientX - box.left) / box.width, (clientY - box.top) / box.height));
    }

    overview() {
        const { view } = /** @type {MaskSurface} */ (this.surface);
        const places = Object.entries(view.sight).map(([name, share]) => [`--${name}`, `${Math.round(share * 1000) / 10}%`]);
        return html`
            <div class="mini" aria-hidden="true" @pointerdown=${this.jump} @pointermove=${this.jump}>
                <img src=${this.src} alt=""><i ${styled(Object.fromEntries(places))}></i>
            </div>`;
    }

    render() {
        return html`
            <div class="canvas" tabindex="0" @pointerdown=${() => this.canvas?.classList.add('hand')} role="application" aria-label=${words.mask.canvas} aria-describedby="how">
                <img src=${this.src} alt=${this.alt} draggable="false" @load=${this.loaded}>
                <canvas class="ink" aria-hidden="true"></canvas>
                <div class="ring" aria-hidden="true"></div>
            </div>
            ${this.surface && !this.surface.view.whole ? this.overview() : nothing}
            <p class="only" id="how">${words.mask.how}</p>
            <p class="only" role="status">${words.mask.covers(this.covered)}</p>
        `;
    }
}

customElements.define('studio-mask', StudioMask);
