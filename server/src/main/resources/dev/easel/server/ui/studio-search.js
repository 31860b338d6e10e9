// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { dayOf } from './days.js';
import { icon } from './icons.js';
import { words } from './words.js';

const WAIT = 120;

/** What the gallery shows: words, model, time. @fires query {words, model, since} @fires close @fires down */
export class StudioSearch extends LitElement {
    static properties = {
        query: { attribute: false },
        models: { attribute: false },
        count: { attribute: false }, // of pictures; null while it is not known
        more: { type: Boolean }, // there are more than those
        picking: { state: true },
    };

    static styles = [controls, css`
        :host { display: flex; align-items: center; gap: 2px; padding: 0 var(--s3) 0 var(--s4); min-width: 0; height: var(--bar); }
        .search { display: flex; align-items: center; gap: var(--s2); flex: 0 1 280px; min-width: 120px; height: 30px; padding: 0 10px; background: var(--field); border-radius: var(--r2); border: 1px solid var(--edge); color: var(--ink3); margin-right: var(--s1); }
        .search:focus-within { outline: 2px solid var(--focus); outline-offset: 1px; }
        .search input { border: 0; background: none; outline: 0; width: 100%; min-width: 0; padding: 0; color: var(--ink); appearance: none; }
        .search input::-webkit-search-cancel-button { display: none; }
        .search input::placeholder { color: var(--ink3); opacity: 1; }
        .choice { position: relative; display: flex; align-items: center; color: var(--ink2); border-radius: var(--r2); transition: background var(--fast), color var(--fast); }
        .choice:hover { background: var(--hover); color: var(--ink); }
        .choice select { appearance: none; field-sizing: content; height: var(--row); padding: 0 26px 0 var(--s2); border: 0; border-radius: var(--r2); background: none; max-width: 170px; text-overflow: ellipsis; }
        .choice select option { background: var(--raised); color: var(--ink); }
        .choice svg { position: absolute; right: 6px; pointer-events: none; }
        .choice.set { color: var(--ink); }
        input[type=date] { height: var(--row); border: 1px solid var(--edge); border-radius: var(--r2); background: var(--field); padding: 0 6px; }
        .count { padding-right: var(--s1); white-space: nowrap; }
        @media (max-width: 1023px) { .count { display: none; } }
        @media (max-width: 639px) {
            :host { padding: 0 var(--s1) 0 var(--s3); gap: var(--s1); } .search { flex: 1; height: 36px; margin: 0; } .search input { font-size: var(--t5); }
            .word, .gap { display: none; } .close { width: 44px; height: 44px; }
            .choice { display: none; } :host(:focus-within) .choice, .choice.set { display: flex; } .choice select { max-width: 92px; height: 44px; }
        }
    `];

    constructor() {
        super();
        this.query = { words: '', model: '', since: '' };
        /** @type {string[]} */
        this.models = [];
        /** @type {number|null} */
        this.count = null;
        this.more = false;
        this.picking = false;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearTimeout(this.timer);
    }

    render() {
        const { model, since } = this.query;
        const day = dayOf(since) ? since : '';
        return html`
            <label class="search">${icon('find')}<input type="search" aria-label=${words.search.name} placeholder=${words.search.placeholder} autocomplete="off" spellcheck="false"
                .value=${this.query.words} @input=${this.typed} @keydown=${this.key}></label>
            <span class="choice ${model ? 'set' : ''}"><select aria-label=${words.search.model} @change=${(/** @type {Event} */ e) => this.tell({ model: valueOf(e) })}>
                <option value="" ?selected=${!model}>${words.search.anyModel}</option>
                ${this.models.map(name => html`<option value=${name} ?selected=${name === model}>${name}</option>`)}
            </select>${icon('down')}</span>
            <span class="choice ${since ? 'set' : ''}"><select aria-label=${words.search.time} @change=${this.time}>
                ${['', 'today', '7d', '30d'].map(value => html`<option value=${value} ?selected=${value === since && !this.picking}>${words.search.since(value)}</option>`)}
                <option value="day" ?selected=${Boolean(day) || this.picking}>${words.search.day}</option>
            </select>${icon('down')}</span>
            ${day || this.picking ? html`<input type="date" aria-label=${words.search.day} .value=${day} @change=${(/** @type {Event} */ e) => this.tell({ since: valueOf(e) })}>` : nothing}
            <span class="gap"></span>
            ${!this.count ? nothing : html`<span class="hush num count">${words.search.count(this.count, this.more)}</span>`}
            <button class="close" title=${words.search.closeTitle} aria-label=${words.search.close} @click=${() => send(this, 'close')}>${icon('x')}<span class="word">${words.search.close}</span></button>
        `;
    }

    /** Searches once one has stopped typing. @param {Event} event */
    typed(event) {
        const text = valueOf(event);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.tell({ words: text }), WAIT);
    }

    /** @param {KeyboardEvent} event */
    key(event) {
        if (event.key !== 'ArrowDown' && !(event.key === 'Enter' && !event.ctrlKey && !event.metaKey)) return;
        event.preventDefault();
        send(this, 'down');
    }

    /** @param {Event} event */
    time(event) {
        this.picking = valueOf(event) === 'day';
        if (!this.picking) this.tell({ since: valueOf(event) });
    }

    /** @param {Partial<{words: string, model: string, since: string}>} values */
    tell(values) {
        send(this, 'query', { ...this.query, ...values });
    }

    /** The caret goes into the search. */
    focus() {
        /** @type {HTMLInputElement|null} */ (this.renderRoot.querySelector('input[type=search]'))?.focus();
    }
}

/** @param {Event} event */
const valueOf = event => /** @type {HTMLInputElement} */ (event.target).value;

customElements.define('studio-search', StudioSearch);
