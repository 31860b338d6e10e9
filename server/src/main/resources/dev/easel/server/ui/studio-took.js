// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls } from './controls.js';
import { words } from './words.js';

/** @typedef {import('./infotext.js').Left} Left */

/** What of a request is told, and in which order. */
const TOLD = ['prompt', 'negative_prompt', 'model', 'size', 'steps', 'cfg_scale', 'sampler', 'scheduler', 'style', 'seed', 'denoise', 'hires', 'mask_blur'];

/** The recipe in a dropped picture's file, and what of it cannot be used. */
export class StudioTook extends LitElement {
    static properties = {
        label: {}, // whose text it is
        request: { attribute: false },
        left: { attribute: false },
    };

    static styles = [controls, css`
        :host { display: grid; gap: var(--s2); align-content: start; padding: var(--s4); overflow: auto; scrollbar-width: thin; background: var(--panel); }
        dl { display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 4px var(--s2); font-size: var(--t2); line-height: 16px; }
        dt { color: var(--ink3); }
        dd { color: var(--ink); overflow-wrap: anywhere; white-space: pre-line; }
        s { color: var(--ink3); }
        em { font-style: normal; color: var(--run); display: block; }
    `];

    constructor() {
        super();
        this.label = '';
        /** @type {Record<string, any>} */
        this.request = {};
        /** @type {Left[]} */
        this.left = [];
    }

    /** @param {string} name @returns {string} */
    value(name) {
        const { request } = this;
        if (name === 'size') return request.width ? words.source.size(request.width, request.height) : '';
        if (name === 'denoise') return request.strength === undefined ? '' : String(Math.round((1 - request.strength) * 1000) / 1000);
        if (name === 'hires') return request.hires ? words.hires.factor(request.hires.scale) : '';
        if (name === 'sampler' || name === 'scheduler') return request[name] ? words[name](request[name]) : '';
        return String(request[name] ?? '');
    }

    /** @param {string} name */
    name(name) {
        return words.took.names[name] ?? /** @type {Record<string, string>} */ (words.values)[name] ?? name;
    }

    render() {
        const told = TOLD.map((name) => [name, this.value(name)]).filter(([, value]) => value !== '');
        return html`
            <h2>${this.label}</h2>
            <dl>
                ${told.map(([name, value]) => html`<dt>${this.name(name)}</dt><dd>${value}</dd>`)}
                ${this.left.map(({ name, value, reason }) => html`<dt>${this.name(name)}</dt><dd>${value ? html`<s>${value}</s>` : nothing}<em>${words.took.reasons[reason] ?? reason}</em></dd>`)}
            </dl>`;
    }
}

customElements.define('studio-took', StudioTook);
