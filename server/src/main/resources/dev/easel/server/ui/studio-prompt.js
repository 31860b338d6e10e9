// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls, send } from './controls.js';
import { weigh } from './weights.js';
import { words } from './words.js';

/**
 * The prompt, or the negative one: a plain text field, so that spelling, undo and readers work. Ctrl+Up and Ctrl+Down
 * change a weight, `<lora:` completes from what is here. It takes the height that its place has; alone on a phone it grows.
 */
class StudioPrompt extends LitElement {
    static properties = {
        name: {}, value: {}, label: {}, tokens: { type: Number }, limit: { type: Number }, longest: { type: Number }, error: {}, note: {}, loras: { attribute: false }, small: { type: Boolean },
        found: { state: true }, at: { state: true },
    };

    constructor() {
        super();
        this.name = this.value = this.label = this.error = this.note = '';
        /** @type {number|undefined} */ this.tokens = undefined;
        this.limit = 75;
        this.longest = 2000;
        /** @type {string[]} */ this.loras = [];
        this.small = false;
        /** @type {string[]} names that would complete what is typed */ this.found = [];
        this.at = 0;
    }

    static styles = [controls, css`
        :host { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; position: relative; min-height: 0; }
        :host([small]) { grid-template-rows: auto auto; }
        .head { display: flex; align-items: baseline; justify-content: space-between; gap: var(--s2); margin-bottom: 6px; font-size: var(--t2); line-height: 16px; color: var(--ink3); }
        .head label { font-weight: 500; color: var(--ink2); }
        .over { color: var(--run); }
        textarea {
            display: block; width: 100%; height: 100%; min-height: 96px; resize: none; padding: 7px 10px; border: 1px solid var(--edge); border-radius: var(--r2);
            background: var(--field); color: var(--ink); font-size: var(--t4); line-height: 20px; scrollbar-width: thin; tab-size: 4;
        }
        textarea:focus-visible { outline-offset: 0; }
        :host([small]) textarea { height: 34px; min-height: 34px; max-height: 34px; padding-block: 6px; font-size: var(--t3); color: var(--ink2); overflow: hidden; field-sizing: content; }
        :host([small]) textarea:focus { max-height: 94px; color: var(--ink); overflow: auto; }
        .said { font-size: var(--t2); line-height: 16px; padding-top: 4px; color: var(--run); overflow-wrap: anywhere; }
        .said.bad { color: var(--bad); }
        ul { position: absolute; z-index: 6; left: 0; right: 0; top: calc(100% + 4px); max-height: 240px; overflow: auto; padding: var(--s1); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r3); box-shadow: var(--shadow); }
        li { padding: 4px 8px; border-radius: var(--r2); color: var(--ink); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        li[aria-selected=true] { background: var(--hover); }
        @media (forced-colors: active) { li[aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px; } }
        @media (min-width: 640px) { :host(:not([small])) textarea::placeholder { color: transparent; } }
        @media (max-width: 639px) {
            .head { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
            :host { display: block; }
            textarea { height: auto; min-height: 54px; max-height: 54px; padding: 4px 12px; line-height: 22px; field-sizing: content; }
            textarea:focus { max-height: 142px; }
            :host([small]) textarea { font-size: var(--t5); height: 44px; max-height: 44px; padding-block: 10px; }
            ul { top: auto; bottom: calc(100% + 4px); } li { padding: 10px 12px; }
        }
    `];

    render() {
        const over = this.tokens !== undefined && this.tokens > this.limit;
        const says = this.value.length > this.longest ? words.prompt.long(this.value.length, this.longest)
            : this.tokens === undefined || !this.value ? '' : over ? words.prompt.over(this.tokens, this.limit) : words.prompt.tokens(this.tokens, this.limit);
        return html`
            ${this.small ? nothing : html`<div class="head"><label for="p">${this.label}</label><span class="num ${this.value.length > this.longest ? 'over' : ''}">${says}</span></div>`}
            <textarea id="p" rows=${this.small ? 1 : 2} .value=${live(this.value)} placeholder=${this.label} aria-label=${this.small ? this.label : nothing}
                aria-invalid=${this.error ? 'true' : nothing} aria-describedby=${this.error || this.note ? 'e' : nothing} aria-autocomplete=${this.found.length ? 'list' : nothing}
                aria-controls=${this.found.length ? 'l' : nothing} aria-activedescendant=${this.found.length ? 'o' + this.at : nothing} enterkeyhint="enter"
                @input=${this.#input} @keydown=${this.#key} @blur=${() => { this.found = []; }} @click=${this.#complete}></textarea>
            ${this.error || this.note ? html`<p id="e" class="said ${this.error ? 'bad' : ''}">${this.error || this.note}</p>` : nothing}
            ${this.found.length ? html`<ul id="l" role="listbox" aria-label=${words.prompt.loras}>${this.found.map((name, i) => html`<li id=${'o' + i} role="option" aria-selected=${i === this.at ? 'true' : 'false'}
                @pointerdown=${(/** @type {Event} */ e) => { e.preventDefault(); this.#put(name); }}>${name}</li>`)}</ul>` : nothing}`;
    }

    /** @returns {HTMLTextAreaElement} */
    get field() { return /** @type {any} */ (this.renderRoot.querySelector('textarea')); }

    focus() { this.field?.focus(); }

    #input() {
        send(this, 'recipe-change', { name: this.name, value: this.field.value });
        this.#complete();
    }

    /** Looks whether `<lora:` stands before the caret. */
    #complete() {
        const { field } = this, begun = field.selectionStart === field.selectionEnd && field.value.slice(0, field.selectionStart).match(/<lora:([^<>:\n]*)$/i);
        const asked = begun ? begun[1].toLowerCase() : null;
        this.found = asked === null ? [] : this.loras.filter((l) => l.toLowerCase().includes(asked)).sort((a, b) => Number(b.toLowerCase().startsWith(asked)) - Number(a.toLowerCase().startsWith(asked))).slice(0, 20);
        this.at = 0;
    }

    /** @param {string} name */
    #put(name) {
        const { field } = this, end = field.selectionStart, start = field.value.lastIndexOf('<lora:', end - 1);
        const closed = field.value.slice(end).match(/^(?::[\d.]*)?>/)?.[0].length ?? 0;
        this.#write(start, end + closed, `<lora:${name}:1>`);
        field.setSelectionRange(start + 7 + name.length, start + 8 + name.length);
        this.found = [];
    }

    /** As if typed, so that the browser's undo takes it back. @param {number} start @param {number} end @param {string} text */
    #write(start, end, text) {
        const { field } = this;
        field.focus();
        field.setSelectionRange(start, end);
        if (!document.execCommand('insertText', false, text)) { field.setRangeText(text, start, end, 'end'); this.#input(); }
    }

    /** @param {KeyboardEvent} e */
    #key(e) {
        if (this.found.length && !e.ctrlKey && !e.metaKey) {
            const by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
            if (by) this.at = (this.at + by + this.found.length) % this.found.length;
            else if (e.key === 'Enter' || e.key === 'Tab') this.#put(this.found[this.at]);
            else if (e.key === 'Escape') this.found = [];
            else return;
            e.preventDefault();
            e.stopPropagation();
            return;
        }
        if (!(e.ctrlKey || e.metaKey) || e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return;
        e.preventDefault();
        const { field } = this, put = weigh(field.value, field.selectionStart, field.selectionEnd, e.key === 'ArrowUp' ? .1 : -.1);
        if (!put) return;
        this.#write(put.start, put.end, put.text);
        field.setSelectionRange(put.from, put.to);
    }
}

customElements.define('studio-prompt', StudioPrompt);
