// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { COMPARED, differences } from './recipe.js';
import { words } from './words.js';

/**
 * A picture's words and values; what differs from the recipe on the left is bright and dotted. A click takes it.
 * @fires use {names: string[]|null} null is all @fires act {name: 'compare'}
 */
export class StudioFacts extends LitElement {
    static properties = {
        recipe: { attribute: false },
        present: { attribute: false },
        label: {},
        notes: { attribute: false },
        source: { attribute: false }, // while its mask is painted
        mask: { attribute: false },
        soft: { type: Number }, // pixels that its edge is blurred by
        open: { state: true },
    };

    static styles = [controls, css`
        :host { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px var(--s4); align-items: center; padding: var(--s2) var(--s4) var(--s3); }
        .first { display: flex; align-items: center; min-width: 0; }
        .vals { grid-column: 1; display: flex; min-width: 0; padding-right: 20px; overflow: auto hidden; scrollbar-width: none; mask: linear-gradient(90deg, #000 calc(100% - 20px), #0000); }
        .first button, .vals button { height: 22px; padding: 0 4px; border-radius: var(--r1); flex: none; }
        .vals button { margin-right: 6px; font-size: var(--t2); color: var(--ink3); font-variant-numeric: tabular-nums; }
        .first .words { display: block; flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; text-align: left; }
        .differs, .vals .differs { color: var(--ink); text-decoration: underline dotted var(--ink3); text-underline-offset: 3px; }
        .words.differs { color: var(--ink2); }
        .first .more { width: 22px; padding: 0; color: var(--ink3); }
        [aria-expanded=true] svg { transform: rotate(180deg); }
        .all { grid-area: 1 / 2 / span 2; height: 32px; padding: 0 var(--s3); background: var(--raised); color: var(--ink); }
        h2 { grid-column: 1 / -1; padding-left: 4px; }
        .whole { grid-column: 1 / -1; max-height: 40vh; overflow: auto; padding: var(--s2) 4px 0; font-size: var(--t2); line-height: 18px; scrollbar-width: thin; }
        dl { display: grid; grid-template-columns: 96px minmax(0, 1fr); gap: var(--s1) var(--s2); }
        dt { color: var(--ink3); }
        dd { color: var(--ink2); overflow-wrap: anywhere; white-space: pre-wrap; user-select: text; }
        .note { color: var(--run); }
        p.first, .vals span { padding: 0 4px; line-height: 22px; color: var(--ink2); }
        .vals span { margin-right: 8px; font-size: var(--t2); color: var(--ink3); white-space: nowrap; }
        @media (max-width: 639px) {
            :host { padding: var(--s2) var(--s3); row-gap: 0; align-content: center; } kbd { display: none; } .all { height: 44px; }
            .first button { height: 28px; } .vals button { height: 30px; } .first .more { width: 36px; } .whole { max-height: 30vh; }
        }
    `];

    constructor() {
        super();
        /** @type {import('./types.js').Recipe|null} */
        this.recipe = null;
        /** @type {import('./types.js').Recipe|null} */
        this.present = null;
        this.label = '';
        /** @type {string[]} */
        this.notes = [];
        /** @type {import('./types.js').Source|null} */
        this.source = null;
        /** @type {import('./types.js').Mask|null} */
        this.mask = null;
        this.soft = 0;
        this.open = false;
    }

    render() {
        const { recipe, present, source } = this;
        if (source) return this.painting(source);
        if (!recipe) return nothing;
        const differing = new Set(present ? differences(recipe, present) : []);
        const values = COMPARED.filter(name => name !== 'prompt' && name !== 'negative_prompt' && words.facts.value(recipe, name));
        return html`
            ${this.label ? html`<h2>${this.label}</h2>` : nothing}
            <div class="first">
                <button class="words ${differing.has('prompt') ? 'differs' : ''}" title=${`${recipe.prompt}\n${words.facts.takeWords}`} @click=${() => this.use(['prompt'])}>${recipe.prompt || words.facts.noWords}</button>
                <button class="more" aria-expanded=${this.open} aria-label=${words.facts.whole} title=${words.facts.whole} @click=${() => (this.open = !this.open)}>${icon('down')}</button>
            </div>
            <div class="vals" role="group" aria-label=${words.facts.name} @wheel=${this.wheel}>
                ${values.map(name => html`<button class=${differing.has(name) ? 'differs' : ''} title=${words.facts.take} @click=${() => this.use([name])}
                    aria-description=${differing.has(name) ? words.facts.differs : nothing}>${words.facts.value(recipe, name)}</button>`)}
            </div>
            <button class="all" title=${words.facts.useTitle} @click=${() => this.use(null)}>${icon('again')}${words.facts.use} <kbd>R</kbd></button>
            ${this.open ? this.whole(recipe) : nothing}
        `;
    }

    /** @param {import('./types.js').Source} source */
    painting({ width, height }) {
        return html`
            <p class="first">${words.facts.paint}</p>
            <p class="vals num"><span>${words.source.size(width, height)}</span>
                ${this.mask ? html`<span>${words.facts.mask(this.mask.share)}</span><span>${words.facts.blur(this.soft)}</span>` : nothing}</p>
            <button class="all" @click=${() => send(this, 'act', { name: 'compare' })}>${icon('compare')}${words.facts.beforeAfter} <kbd>C</kbd></button>`;
    }

    /** All of it, to be read and copied. @param {import('./types.js').Recipe} recipe */
    whole(recipe) {
        return html`<div class="whole" tabindex="0" role="group" aria-label=${words.facts.whole}><dl>
            ${COMPARED.map(name => {
                const text = words.facts.plain(recipe, name);
                return text ? html`<dt>${words.values[/** @type {'prompt'} */ (name)]}</dt><dd>${text}</dd>` : nothing;
            })}
            ${this.notes.map(note => html`<dt>${words.facts.note}</dt><dd class="note">${note}</dd>`)}
        </dl></div>`;
    }

    /** A wheel reaches the values that there is no room for. @param {WheelEvent} event */
    wheel(event) {
        const row = /** @type {HTMLElement} */ (event.currentTarget);
        if (!event.deltaX) row.scrollLeft += event.deltaY;
    }

    /** @param {string[]|null} names */
    use(names) {
        send(this, 'use', { names });
    }
}

customElements.define('studio-facts', StudioFacts);
