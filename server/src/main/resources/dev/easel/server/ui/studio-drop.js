// @ts-check
import { LitElement, css, html } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { words } from './words.js';

const KINDS = ['image/png', 'image/jpeg', 'image/webp'];

/**
 * Two places that appear while a file is dragged over the window: left, over the recipe, its recipe is read; right, over
 * the stage, it is started from. It stays in the page and listens to the window.
 *
 * @fires recipe-file {file} @fires source-file {file} @fires refused {sentence}
 */
export class StudioDrop extends LitElement {
    static properties = {
        readable: { type: Boolean }, // whether the model starts from pictures; else there is the left place alone
        over: { state: true }, // recipe, source, or nothing while no file is dragged
    };

    static styles = [controls, css`
        :host { position: fixed; inset: 0; z-index: 20; pointer-events: none; }
        :host(:not([open])) { display: none; }
        .where { position: absolute; inset: 0; display: grid; grid-template-columns: var(--left, 328px) minmax(0, 1fr); background: var(--scrim); }
        .where.one { grid-template-columns: minmax(0, 1fr); }
        p { margin: var(--s2); border: 1px dashed var(--edge); border-radius: var(--r2); display: grid; place-content: center; justify-items: center; gap: 6px; color: var(--ink2); text-align: center; background: var(--scrim); }
        p + p { margin-left: 0; }
        p.on { border: 2px solid var(--ink); color: var(--ink); }
        small { color: var(--ink3); font-size: var(--t2); }
        @media (max-width: 1023px) { .where { grid-template-columns: var(--left, 296px) minmax(0, 1fr); } }
        @media (max-width: 639px) { .where { grid-template-columns: 40% minmax(0, 1fr); } }
    `];

    constructor() {
        super();
        this.readable = true;
        /** @type {'' | 'recipe' | 'source'} */
        this.over = '';
        this.drag = this.drag.bind(this);
        this.leave = this.leave.bind(this);
        this.drop = this.drop.bind(this);
    }

    connectedCallback() {
        super.connectedCallback();
        for (const type of ['dragenter', 'dragover']) addEventListener(type, /** @type {any} */ (this.drag));
        addEventListener('dragleave', this.leave);
        addEventListener('drop', this.drop);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        for (const type of ['dragenter', 'dragover']) removeEventListener(type, /** @type {any} */ (this.drag));
        removeEventListener('dragleave', this.leave);
        removeEventListener('drop', this.drop);
    }

    /** @param {Map<string, unknown>} changed */
    willUpdate(changed) {
        if (changed.has('over')) this.toggleAttribute('open', this.over !== '');
    }

    /** @param {DragEvent} event */
    drag(event) {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        this.over = this.place(event.clientX);
    }

    /** @param {number} x @returns {'recipe' | 'source'} */
    place(x) {
        const box = this.renderRoot.querySelector('.right')?.getBoundingClientRect();
        const right = box && box.width > 0 ? box.left - 4 : innerWidth * 0.4;
        return this.readable && x >= right ? 'source' : 'recipe';
    }

    /** Of the window, not from one thing in it to the next. @param {DragEvent} event */
    leave(event) {
        if (event.relatedTarget === null) this.over = '';
    }

    /** @param {DragEvent} event */
    drop(event) {
        const file = event.dataTransfer?.files[0];
        const place = this.place(event.clientX);
        this.over = '';
        if (!file) return;
        event.preventDefault();
        if (!KINDS.includes(file.type)) send(this, 'refused', { sentence: words.drop.refused });
        else send(this, `${place}-file`, { file });
    }

    render() {
        const { recipe, source, kinds } = words.drop;
        return html`
            <div class="where ${this.readable ? '' : 'one'}" aria-hidden="true">
                <p class=${this.over === 'recipe' ? 'on' : ''}>${icon('again')}<span>${recipe}</span></p>
                ${this.readable ? html`<p class="right ${this.over === 'source' ? 'on' : ''}">${icon('start')}<span>${source}</span><small>${kinds}</small></p>` : ''}
            </div>`;
    }
}

customElements.define('studio-drop', StudioDrop);
