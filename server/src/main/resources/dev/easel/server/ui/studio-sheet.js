// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { shapeOf } from './days.js';
import { picture } from './picture.js';
import { styled } from './styled.js';
import { words } from './words.js';

/** @typedef {import('./types.js').Job} Job */

/**
 * All pictures of a job at once, or a grid of jobs with its two axes. One stop; arrows go from picture to picture.
 * @fires show {job, n}
 */
export class StudioSheet extends LitElement {
    static properties = {
        job: { attribute: false },
        axes: { attribute: false },
        jobs: { attribute: false },
        stop: { state: true },
        box: { state: true },
    };

    static styles = [controls, css`
        :host { position: absolute; inset: 0; display: grid; place-content: center; padding: var(--s2) var(--s5); overflow: hidden; }
        :host([grid]) { overflow: auto; place-content: safe center; }
        .sheet { display: grid; grid-template-columns: repeat(var(--columns), var(--wide)); grid-auto-rows: var(--high); gap: var(--s1); }
        button { position: relative; width: 100%; height: 100%; padding: 0; border-radius: 0; background: var(--panel); overflow: hidden; }
        button:focus-visible { z-index: 1; }
        img { width: 100%; height: 100%; object-fit: cover; }
        img:not([src]) { visibility: hidden; }
        kbd { position: absolute; left: 6px; top: 6px; padding: 0 5px; border-radius: var(--r1); background: rgb(0 0 0 / .62); color: #fff; line-height: 18px; }
        table { border-spacing: 3px; font-size: var(--t2); line-height: 16px; color: var(--ink2); text-align: center; font-variant-numeric: tabular-nums; }
        th { font-weight: 400; padding: 0 var(--s1); max-width: 120px; overflow-wrap: anywhere; }
        thead td { font-size: var(--t1); line-height: 13px; color: var(--ink3); text-align: right; padding-right: 6px; }
        tbody th { text-align: right; padding-right: 8px; }
        tbody td { width: var(--wide); height: var(--high); padding: 0; }
        .wait { display: grid; place-items: center; width: 100%; height: 100%; border: 1px solid var(--edge); color: var(--ink3); font-size: var(--t1); }
        .wait.bad { color: var(--bad); } .wait.run { color: var(--run); }
        @media (max-width: 639px) { :host { padding: 0; } }
    `];

    constructor() {
        super();
        /** @type {Job|null} */
        this.job = null;
        /** @type {import('./types.js').Axes|null} */
        this.axes = null;
        /** @type {Job[]} */
        this.jobs = [];
        this.stop = 0;
        this.columns = 1;
        this.box = { width: 0, height: 0 };
        this.sizes = new ResizeObserver(() => {
            const style = getComputedStyle(this);
            const pad = (/** @type {string} */ side) => parseFloat(style.getPropertyValue(side));
            this.box = {
                width: this.clientWidth - pad('padding-left') - pad('padding-right'),
                height: this.clientHeight - pad('padding-top') - pad('padding-bottom'),
            };
        });
    }

    connectedCallback() {
        super.connectedCallback();
        this.sizes.observe(this);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.sizes.disconnect();
    }

    /** @param {Map<string, unknown>} changed */
    willUpdate(changed) {
        this.toggleAttribute('grid', Boolean(this.axes));
        if (changed.has('job') && changed.get('job') && /** @type {Job} */ (changed.get('job')).id !== this.job?.id) this.stop = 0;
    }

    render() {
        if (!this.job || !this.box.width) return nothing;
        return this.axes ? this.grid(this.axes) : this.sheet(this.job);
    }

    /** @param {Job} job */
    sheet(job) {
        const count = job.pictures.length;
        const { columns, wide, high } = bestColumns(count, shapeOf(job), this.box.width, this.box.height);
        this.columns = columns;
        return html`<div class="sheet" role="group" aria-label=${words.sheet.name(count)} @keydown=${this.key}
            ${styled({ '--columns': String(columns), '--wide': `${wide}px`, '--high': `${high}px` })}>
            ${job.pictures.map((made, i) => this.cell(job, made.n, i, words.sheet.picture(i + 1, count), count < 10 || i < 9 ? String(i + 1) : ''))}
        </div>`;
    }

    /** @param {import('./types.js').Axes} axes */
    grid({ x, y, cells }) {
        this.columns = x.values.length;
        const rows = y.values.length;
        const shape = this.job ? shapeOf(this.job) : 1;
        const wide = Math.max(64, Math.min((this.box.width - 110) / this.columns - 3, ((this.box.height - 40) / rows - 3) * shape));
        return html`<table @keydown=${this.key} ${styled({ '--wide': `${wide}px`, '--high': `${wide / shape}px` })}>
            <thead><tr><td>${words.sheet.corner(words.values[/** @type {'steps'} */ (y.name)] ?? y.name, words.values[/** @type {'steps'} */ (x.name)] ?? x.name)}</td>
                ${x.values.map(value => html`<th scope="col">${value}</th>`)}</tr></thead>
            <tbody>${y.values.map((down, row) => html`<tr><th scope="row">${down}</th>
                ${x.values.map((across, column) => {
                    const i = row * this.columns + column;
                    return html`<td>${this.gridCell(cells[i], i, words.sheet.cell(String(across), String(down)))}</td>`;
                })}</tr>`)}</tbody>
        </table>`;
    }

    /** @param {string|null} id @param {number} i @param {string} name */
    gridCell(id, i, name) {
        const job = this.jobs.find(other => other.id === id);
        if (!job) return html`<span class="wait"></span>`;
        const made = job.pictures[0];
        if (made) return this.cell(job, made.n, i, name, '');
        const atWork = job.status === 'generating';
        return html`<button data-i=${i} tabindex=${i === this.stop ? 0 : -1} aria-label=${name} @focus=${() => (this.stop = i)} @click=${() => send(this, 'show', { job: job.id, n: 0 })}>
            <span class="wait num ${atWork ? 'run' : job.status === 'queued' ? '' : 'bad'}">${atWork ? words.frame.step(job.step, job.steps) : words.frame.status(job)}</span></button>`;
    }

    /** @param {Job} job @param {number} n @param {number} i @param {string} name @param {string} digit */
    cell(job, n, i, name, digit) {
        return html`<button data-i=${i} tabindex=${i === this.stop ? 0 : -1} aria-label=${name}
            @focus=${() => (this.stop = i)} @click=${() => send(this, 'show', { job: job.id, n })}>
            <img src=${picture(job.id, n, 352)} alt="">
            ${digit ? html`<kbd>${digit}</kbd>` : nothing}
        </button>`;
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        const { columns } = this;
        const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
        if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        const cells = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll('button[data-i]')]);
        cells.find(cell => Number(cell.dataset.i) === this.stop + by)?.focus();
    }
}

/**
 * As many columns as make the cells largest.
 * @param {number} count @param {number} shape width / height @param {number} width @param {number} height of the room
 */
function bestColumns(count, shape, width, height, gap = 4) {
    let best = { columns: 1, wide: 0, high: 0 };
    for (let columns = 1; columns <= count; columns++) {
        const rows = Math.ceil(count / columns);
        const wide = Math.floor(Math.min((width - gap * (columns - 1)) / columns, ((height - gap * (rows - 1)) / rows) * shape));
        if (wide > best.wide) best = { columns, wide, high: Math.floor(wide / shape) };
    }
    return best;
}

customElements.define('studio-sheet', StudioSheet);
