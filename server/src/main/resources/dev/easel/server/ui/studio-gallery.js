// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Choosing, keysOf } from './choosing.js';
import { controls, phone, send } from './controls.js';
import { daysAgo, picturesOf } from './days.js';
import './studio-cell.js';
import { styled } from './styled.js';
import { hang, step } from './hang.js';
import { words } from './words.js';
/** @import {Job} from './types.js' */

const BEYOND = 600; // pixels that are drawn before and after what is in sight
const AHEAD = 1500; // and how near the end is when the next page is asked for
const STEP = 150; // so often, in pixels, a scroll draws anew

/**
 * The wall of all pictures by days, newest first: only what is near is in the page. One stop; arrows go through it.
 * @fires show {job, n} @fires choose {keys, on} @fires more @fires cancel {id} @fires aim {job, n} @fires query @fires up
 */
export class StudioGallery extends LitElement {
    static properties = {
        pages: { attribute: false },
        query: { attribute: false },
        chosen: { attribute: false },
        here: { attribute: false },
        more: { type: Boolean },
        stop: { state: true },
        band: { state: true },
    };

    static styles = [controls, css`
        :host { display: block; overflow: hidden auto; position: relative; padding: 0 var(--s4); scrollbar-width: thin; overscroll-behavior: contain; outline: none; }
        .wall { position: relative; height: var(--length); margin-bottom: 72px; }
        section { position: absolute; left: 0; right: 0; top: var(--from); height: var(--length); }
        h2 { position: sticky; top: 0; z-index: 2; display: flex; gap: var(--s2); height: 33px; padding: var(--s3) 0 5px; background: var(--well); color: var(--ink); }
        h2 span { color: var(--ink3); font-weight: 400; font-variant-numeric: tabular-nums; }
        .box { position: absolute; inset: 0; pointer-events: none; }
        .box > * { pointer-events: auto; }
        studio-cell { position: absolute; left: var(--x); top: var(--y); width: var(--wide); height: var(--high); }
        studio-cell[chosen]:focus:not(:focus-visible) { outline: 2px solid var(--ink); outline-offset: 1px; }
        .say { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: var(--s3); padding: var(--s4); text-align: center; color: var(--ink2); }
        @media (max-width: 639px) { :host { padding: 0 3px; } h2 { padding-inline: 9px; } }
    `];

    constructor() {
        super();
        /** @type {Job[]} newest first */
        this.pages = [];
        this.query = { words: '', model: '', since: '' };
        /** @type {Set<string>} "id/n" */
        this.chosen = new Set();
        /** @type {import('./types.js').Place|null} */
        this.here = null;
        this.more = false;
        this.stop = '';
        this.band = 0;
        this.asked = -1;
        this.had = false;
        this.wide = 0;
        this.wall = hang([], 1, false);
        this.choosing = new Choosing(this);
        this.sizes = new ResizeObserver(() => {
            const { paddingLeft, paddingRight } = getComputedStyle(this);
            const wide = Math.floor(this.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight));
            if (wide !== this.wide) {
                this.wide = wide;
                this.requestUpdate('wide');
            } else {
                this.scrolled();
            }
        });
    }

    connectedCallback() {
        super.connectedCallback();
        this.sizes.observe(this);
        this.addEventListener('scroll', this.scrolled, { passive: true });
        this.addEventListener('keydown', this.key);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.sizes.disconnect();
        this.removeEventListener('scroll', this.scrolled);
        this.removeEventListener('keydown', this.key);
    }

    scrolled() {
        this.band = Math.floor(this.scrollTop / STEP);
        const count = this.pages.length;
        if (this.more && this.asked !== count && this.wide && this.scrollTop + this.clientHeight > this.wall.height - AHEAD) {
            this.asked = count;
            send(this, 'more');
        }
    }

    /** @param {Map<string, unknown>} changed */
    willUpdate(changed) {
        if (!this.wide || !(changed.has('pages') || changed.has('wide') || changed.has('query'))) return;
        const anchor = this.scrollTop > STEP ? this.wall.cells.find(cell => this.top(cell) >= this.scrollTop) : undefined;
        const offset = anchor ? this.top(anchor) - this.scrollTop : 0;
        const first = this.wall.cells.length === 0;
        const at = this.cellOf(this.stop)?.i ?? 0;
        this.had = Boolean(this.shadowRoot?.activeElement);
        this.wall = hang(this.pages, this.wide, phone.matches);
        if (changed.has('query')) this.asked = -1;
        const now = anchor && this.wall.cells.find(cell => cell.job.id === anchor.job.id);
        if (now) this.goTo = this.top(now) - offset;
        if (!this.cellOf(this.stop)) {
            const next = this.wall.cells[Math.min(at, this.wall.cells.length - 1)];
            this.stop = ((first && this.cellOf(this.here?.job)) || next)?.job.id ?? '';
        }
        const looked = first && this.here && this.cellOf(this.here.job);
        if (looked && this.top(looked) + looked.height > this.clientHeight) this.goTo = this.top(looked) - this.clientHeight / 2;
    }

    updated() {
        if (this.goTo !== undefined) this.scrollTop = this.goTo;
        this.goTo = undefined;
        if (this.had && !this.shadowRoot?.activeElement) this.hold(); // what had the focus is deleted, or done
        this.had = false;
        this.scrolled();
    }

    /** @param {string|undefined} id */
    cellOf(id) {
        return this.wall.cells.find(cell => cell.job.id === id);
    }

    /** Where a cell begins. @param {import('./hang.js').Cell|undefined} cell */
    top(cell) {
        return cell ? this.wall.sections[cell.section].y + cell.y : 0;
    }

    render() {
        if (!this.wide) return nothing;
        if (this.wall.sections.length === 0) return this.more ? nothing : this.nothing();
        const from = this.band * STEP - BEYOND;
        const to = this.band * STEP + STEP + this.clientHeight + BEYOND;
        const near = this.wall.sections.filter(({ y, height, jobs }) => (y < to && y + height > from) || jobs.some(job => job.id === this.stop));
        const last = this.wall.sections.at(-1);
        return html`<div class="wall" ${styled({ '--length': `${this.wall.height}px` })}>
            ${repeat(near, section => section.key, section => this.section(section, from, to, section === last && this.more))}
        </div>`;
    }

    /** @param {import('./hang.js').Section} section @param {number} from @param {number} to @param {boolean} partial */
    section({ key, date, jobs, y, height, bands }, from, to, partial) {
        const title = date ? words.gallery.day(date, daysAgo(date, new Date())) : words.gallery.now;
        const about = date ? (partial ? '' : words.gallery.count(picturesOf(jobs))) : words.gallery.open(jobs);
        const start = bands[0].cells[0].i;
        const cells = bands
            .filter(band => (y + band.y < to && y + band.y + band.height > from) || band.cells.some(cell => cell.job.id === this.stop))
            .flatMap(band => band.cells);
        return html`<section ${styled({ '--from': `${y}px`, '--length': `${height}px` })}>
            <h2 id=${`day-${key}`}>${title} <span>${about}</span></h2>
            <div class="box" role=${date ? 'listbox' : 'group'} aria-multiselectable=${date ? 'true' : nothing} aria-labelledby=${`day-${key}`}>
                ${repeat(cells, cell => cell.job.id, cell => {
                    const { job, x, width } = cell;
                    const chosen = keysOf(job).every(one => this.chosen.has(one)) && job.pictures.length > 0;
                    return html`<studio-cell .job=${job} .chosen=${chosen} .choosing=${this.chosen.size > 0} .wide=${width}
                        role=${date ? 'option' : 'button'} tabindex=${this.stop === job.id ? 0 : -1}
                        aria-selected=${date ? String(chosen) : nothing} aria-setsize=${date && !partial ? jobs.length : nothing} aria-posinset=${date ? cell.i - start + 1 : nothing}
                        ${styled({ '--x': `${x}px`, '--y': `${cell.y}px`, '--wide': `${width}px`, '--high': `${cell.height}px` })}
                        @focus=${() => this.aim(job)} @click=${(/** @type {MouseEvent} */ e) => this.choosing.click(cell, e)}
                        @pointerdown=${(/** @type {PointerEvent} */ e) => this.choosing.press(cell, e)} @tick=${() => this.choosing.toggle(cell)}></studio-cell>`;
                })}
            </div>
        </section>`;
    }

    nothing() {
        const { query } = this;
        const all = !query.words && !query.model && !query.since;
        if (all) return html`<div class="say"><p>${words.gallery.empty}</p></div>`;
        return html`<div class="say"><p>${words.gallery.notFound(query)}</p>
            ${query.model || query.since ? html`<button class="plain" @click=${() => send(this, 'query', { ...query, model: '', since: '' })}>${words.gallery.lookInAll}</button>` : nothing}</div>`;
    }

    /** @param {Job} job */
    aim(job) {
        this.stop = job.id;
        send(this, 'aim', { job: job.id, n: job.pictures.length === 1 ? job.pictures[0].n : 0 });
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        const cell = this.cellOf(this.stop);
        if (!cell || this.choosing.key(cell, event)) return;
        if (!/^(Arrow|Page|Home|End)/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        const to = step(this.wall, cell.i, event.key, Math.max(1, Math.floor(this.clientHeight / 164)));
        if (to < 0) {
            send(this, 'up');
            return;
        }
        if (event.shiftKey) this.choosing.stretch(cell, this.wall.cells[to]);
        this.focusCell(this.wall.cells[to]);
    }

    /** @param {import('./hang.js').Cell|undefined} cell */
    async focusCell(cell) {
        if (!cell) return;
        this.stop = cell.job.id;
        const top = this.top(cell) - 36;
        if (top < this.scrollTop) this.scrollTop = cell.y <= 36 ? top : top - 6;
        else if (top + 36 + cell.height > this.scrollTop + this.clientHeight) this.scrollTop = top + 36 + cell.height - this.clientHeight + 12;
        await this.hold();
    }

    /** The focus goes to the one cell that can have it, wherever that is. */
    async hold() {
        await this.updateComplete;
        /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('studio-cell[tabindex="0"]'))?.focus({ preventScroll: true });
    }

    /** Down in the search comes here. */
    focusFirst() {
        return this.focusCell(this.wall.cells.find(cell => cell.job.status === 'done') ?? this.wall.cells[0]);
    }

    focus() {
        this.focusCell(this.cellOf(this.stop) ?? this.wall.cells[0]);
    }
}

customElements.define('studio-gallery', StudioGallery);
