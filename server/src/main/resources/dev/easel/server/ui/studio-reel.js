// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls, phone, send } from './controls.js';
import { icon } from './icons.js';
import { Menu } from './menu.js';
import { frameHeight } from './studio-frame.js';
import { styled } from './styled.js';
import { words } from './words.js';

/** @typedef {import('./types.js').Job} Job */

const GAP = 8;
const BEYOND = 400; // pixels that are drawn before and after what is in sight
const thin = matchMedia('(max-width: 1023px)');

/**
 * What waits, what is at work and what is done in one list, newest first: a column, on a phone a row. Only what is near
 * is in the page. One stop; arrows go through it and show what they come to.
 * @fires show {job, n} @fires cancel {id} @fires more @fires gallery @fires keys @fires models @fires key-menu
 */
export class StudioReel extends LitElement {
    static properties = {
        jobs: { attribute: false },
        here: { attribute: false },
        more: { type: Boolean },
        offline: { type: Boolean },
        stop: { state: true },
        first: { state: true },
        last: { state: true },
    };

    static styles = [controls, css`
        :host { display: flex; flex-direction: column; min-height: 0; min-width: 0; }
        .head { height: var(--bar); flex: none; display: flex; align-items: center; justify-content: center; border-bottom: 1px solid var(--line); }
        .scroll { flex: 1; min-height: 0; overflow: hidden auto; scrollbar-width: none; position: relative; overscroll-behavior: contain; }
        ol { position: relative; height: var(--length); }
        li { position: absolute; left: var(--s3); width: var(--wide); height: var(--high); top: var(--from); }
        .foot { position: relative; height: 40px; flex: none; display: flex; align-items: center; justify-content: space-between; padding: 0 var(--s2); border-top: 1px solid var(--line); }
        .menu { position: absolute; right: var(--s2); bottom: calc(100% + 4px); z-index: 6; display: grid; min-width: 160px; padding: var(--s1); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r3); box-shadow: var(--shadow); }
        .menu > * { justify-content: space-between; color: var(--ink); }
        a { display: flex; align-items: center; height: var(--row); padding: 0 var(--s2); border-radius: var(--r2); text-decoration: none; white-space: nowrap; }
        a:hover { background: var(--hover); }
        @media (max-width: 1023px) { .word { display: none; } }
        @media (max-width: 639px) {
            .head, .foot { display: none; }
            :host { height: 72px; } .scroll { overflow: auto hidden; }
            ol { height: 100%; width: var(--length); } li { left: var(--from); top: var(--s2); }
        }
    `];

    constructor() {
        super();
        /** @type {Job[]} */
        this.jobs = [];
        /** @type {import('./types.js').Place|null} */
        this.here = null;
        this.more = false;
        this.offline = false;
        this.stop = '';
        this.first = 0;
        this.last = 0;
        /** where each frame begins, and the end @type {number[]} */
        this.starts = [];
        this.asked = -1;
        this.had = false;
        this.wide = 88;
        this.menu = new Menu(this);
        this.sizes = new ResizeObserver(() => this.requestUpdate());
    }

    connectedCallback() {
        super.connectedCallback();
        this.role = 'navigation';
        this.ariaLabel = words.regions.reel;
        if (this.scroller) this.sizes.observe(this.scroller);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.sizes.disconnect();
    }

    firstUpdated() {
        this.scroller = /** @type {HTMLElement} */ (this.renderRoot.querySelector('.scroll'));
        this.sizes.observe(this.scroller);
        this.window();
    }

    /** @param {Map<string, unknown>} changed */
    willUpdate(changed) {
        this.wide = thin.matches ? 56 : 88;
        let at = 12;
        this.starts = this.jobs.map(job => {
            const from = at;
            at += (phone.matches ? this.wide : frameHeight(job, this.wide)) + GAP;
            return from;
        });
        this.starts.push(at - GAP + 12);
        if (changed.has('here') && this.here) this.stop = this.here.job;
        if (!this.jobs.some(job => job.id === this.stop)) this.stop = this.here?.job ?? this.jobs[0]?.id ?? '';
        this.had = this.shadowRoot?.activeElement?.localName === 'studio-frame';
    }

    /** @param {Map<string, unknown>} changed */
    updated(changed) {
        this.window();
        if (this.had && !this.shadowRoot?.activeElement) this.focus(); // what had the focus is deleted
        const moved = /** @type {import('./types.js').Place|null|undefined} */ (changed.get('here'));
        if (changed.has('here') && moved?.job !== this.here?.job) this.reveal(this.jobs.findIndex(job => job.id === this.here?.job));
    }

    /** Which frames are near. */
    window() {
        if (!this.scroller) return;
        const [from, room] = phone.matches ? [this.scroller.scrollLeft, this.scroller.clientWidth] : [this.scroller.scrollTop, this.scroller.clientHeight];
        const count = this.jobs.length;
        let first = 0;
        while (first < count && this.starts[first + 1] < from - BEYOND) first++;
        let last = first;
        while (last < count && this.starts[last] < from + room + BEYOND) last++;
        this.first = first;
        this.last = last;
        if (this.more && last >= count - 10 && this.asked !== count) {
            this.asked = count;
            send(this, 'more');
        }
    }

    /** Scrolls as little as shows a frame. @param {number} i */
    reveal(i) {
        if (i < 0 || !this.scroller) return;
        const [from, to] = [this.starts[i] - 12, this.starts[i + 1] + 12 - GAP];
        const [at, room] = phone.matches ? [this.scroller.scrollLeft, this.scroller.clientWidth] : [this.scroller.scrollTop, this.scroller.clientHeight];
        const next = from < at ? from : to > at + room ? to - room : at;
        if (next !== at) this.scroller.scrollTo(phone.matches ? { left: next } : { top: next });
        this.window();
    }

    render() {
        const shown = this.jobs.map((job, i) => ({ job, i })).filter(({ job, i }) => (i >= this.first && i < this.last) || job.id === this.stop);
        return html`
            <div class="head"><slot name="head"><button title=${words.reel.galleryTitle} aria-label=${words.reel.gallery} @click=${() => send(this, 'gallery')}>${icon('wall')}<span class="word">${words.reel.gallery}</span></button></slot></div>
            <div class="scroll" @scroll=${this.window} @keydown=${this.key}>
                <ol ${styled({ '--length': `${this.starts.at(-1)}px`, '--wide': `${this.wide}px` })}>
                    ${repeat(shown, ({ job }) => job.id, ({ job, i }) => html`
                        <li aria-setsize=${this.more ? -1 : this.jobs.length} aria-posinset=${i + 1} ${styled({ '--from': `${this.starts[i]}px`, '--high': `${phone.matches ? 56 : frameHeight(job, this.wide)}px` })}>
                            <studio-frame .job=${job} .n=${0} .here=${this.here?.job === job.id} .offline=${this.offline} .stop=${this.stop === job.id}
                                @focusin=${() => (this.stop = job.id)}></studio-frame>
                        </li>`)}
                </ol>
            </div>
            <div class="foot" @focusout=${this.menu.leave} @keydown=${this.menu.key}>
                <button class="icon" title=${words.reel.key} aria-label=${words.reel.key} @click=${() => send(this, 'key-menu')}>${icon('key')}</button>
                <button class="icon" id="menu" title=${words.reel.menu} aria-label=${words.reel.menu} aria-haspopup="menu" aria-expanded=${this.menu.open} @click=${this.menu.toggle}>${icon('more')}</button>
                ${this.menu.open ? html`<div class="menu" role="menu" aria-labelledby="menu">
                    <button role="menuitem" @click=${() => this.pick('keys')}>${words.reel.keys} <kbd>?</kbd></button>
                    <button role="menuitem" @click=${() => this.pick('models')}>${words.reel.models}</button>
                    <a role="menuitem" href="/docs" target="_blank" rel="noopener">${words.reel.docs}</a>
                </div>` : nothing}
            </div>
        `;
    }

    /** @param {string} name */
    pick(name) {
        this.menu.close();
        send(this, name);
    }

    /** @param {KeyboardEvent} event */
    async key(event) {
        if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
        const [back, on] = phone.matches ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
        const at = this.jobs.findIndex(job => job.id === this.stop);
        const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: this.jobs.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const job = this.jobs[to];
        if (!job) return;
        this.stop = job.id;
        this.reveal(to);
        await this.updateComplete;
        const frames = /** @type {import('./studio-frame.js').StudioFrame[]} */ ([...this.renderRoot.querySelectorAll('studio-frame')]);
        const frame = frames.find(other => other.job?.id === job.id);
        await frame?.updateComplete;
        frame?.focus();
        send(this, 'show', { job: job.id, n: 0 });
    }

    /** F6 comes here. */
    focus() {
        const frames = /** @type {import('./studio-frame.js').StudioFrame[]} */ ([...this.renderRoot.querySelectorAll('studio-frame')]);
        (frames.find(frame => frame.stop) ?? /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('button')))?.focus();
    }
}

customElements.define('studio-reel', StudioReel);
