// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { styled } from './styled.js';
import { words } from './words.js';
/** @import {Model} from './types.js' */

/** The model's name and state; a list of those that are here, with search, the loaded first. */
class StudioModel extends LitElement {
    static properties = { models: { attribute: false }, value: {}, pulls: { attribute: false }, operator: { type: Boolean }, ready: { type: Boolean }, open: { state: true }, find: { state: true }, at: { state: true } };

    constructor() {
        super();
        /** @type {Model[]} */ this.models = [];
        this.value = '';
        /** @type {any[]} */ this.pulls = [];
        this.operator = this.ready = this.open = false;
        this.find = '';
        this.at = 0;
    }

    static styles = [controls, css`
        :host { flex: 1; min-width: 0; position: relative; display: block; }
        .model { width: 100%; justify-content: flex-start; color: var(--ink); font-weight: 600; height: 32px; min-width: 0; }
        .model b { font-weight: 600; overflow: hidden; text-overflow: ellipsis; }
        .model small { font: 400 var(--t2)/16px var(--font); color: var(--ink3); margin-left: 2px; overflow: hidden; text-overflow: ellipsis; }
        .model small.gone { color: var(--bad); } .model svg { margin-left: auto; color: var(--ink3); }
        .line { position: absolute; left: calc(-1 * var(--s6) - 2px); right: calc(-1 * var(--s2)); bottom: -9px; }
        .pop { position: absolute; z-index: 8; left: calc(-1 * var(--s6) + 4px); right: 0; top: calc(100% + 10px); background: var(--raised); border: 1px solid var(--line); border-radius: var(--r3); box-shadow: var(--shadow); padding: var(--s2); }
        .search { display: flex; align-items: center; gap: var(--s2); height: 30px; padding: 0 10px; background: var(--field); border: 1px solid var(--edge); border-radius: var(--r2); color: var(--ink3); }
        .search:focus-within { outline: 2px solid var(--focus); outline-offset: 0; }
        .search input { border: 0; background: none; outline: 0; width: 100%; padding: 0; color: var(--ink); }
        .list { max-height: min(360px, 50dvh); overflow: auto; margin-top: var(--s1); scrollbar-width: thin; }
        .item { position: relative; display: grid; grid-template-columns: 16px minmax(0, 1fr) auto; gap: var(--s2); align-items: center; min-height: 34px; padding: 0 var(--s2); border-radius: var(--r2); color: var(--ink); cursor: default; }
        .item.on { background: var(--hover); }
        .item span:nth-child(2) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        small { font-size: var(--t2); color: var(--ink3); } .runs { color: var(--run); }
        .item .meter { position: absolute; left: 32px; right: var(--s2); bottom: 2px; }
        @media (forced-colors: active) { .item.on { outline: 2px solid Highlight; outline-offset: -2px; } }
        .none { padding: var(--s2); color: var(--ink3); }
        .add { width: 100%; border-top: 1px solid var(--line); border-radius: 0 0 var(--r2) var(--r2); margin-top: var(--s1); font: inherit; color: var(--ink2); text-align: left; height: 36px; }
        @media (max-width: 639px) { .model { height: 44px; } .line { right: calc(-44px - var(--s3)); bottom: -3px; } .item { min-height: 44px; } .search { height: 44px; } .search input { font-size: var(--t5); } .pop { right: -44px; } .add { height: 44px; } }
    `];

    get model() { return this.models.find((m) => m.name === this.value); }

    /** @returns {Model[]} the loaded first */
    get found() {
        const asked = this.find.toLowerCase();
        return this.models.filter((m) => m.name.toLowerCase().includes(asked)).sort((a, b) => Number(b.loaded) - Number(a.loaded));
    }

    render() {
        const m = this.model, gone = this.ready && !!this.value && !m;
        const state = m?.loading ? words.model.loading : gone ? words.model.gone : m ? m.loaded ? words.model.loaded(m.bytes) : words.model.asleep : '';
        return html`<button class="model" aria-haspopup="listbox" aria-expanded=${this.open ? 'true' : 'false'} title=${words.model.title} @click=${() => this.open ? this.close() : this.show()}>
                <b>${this.value || (this.ready ? words.model.none : '')}</b><small class=${gone ? 'gone' : ''}>${state}</small>${icon('down')}</button>
            ${m?.loading ? html`<div class="meter line unknown"><i></i></div>` : nothing}
            ${this.open ? this.#list() : nothing}`;
    }

    #list() {
        const { found } = this, pulls = this.pulls.filter((p) => p.status === 'pulling' && p.id.includes(this.find));
        return html`<div class="pop" @keydown=${this.#key} @focusout=${this.#left}>
            <label class="search">${icon('find')}<input role="combobox" aria-expanded="true" aria-controls="l" aria-activedescendant=${found.length ? 'o' + this.at : nothing} aria-label=${words.model.find} autocomplete="off" spellcheck="false"
                .value=${this.find} @input=${(/** @type {any} */ e) => { this.find = e.target.value; this.at = 0; }}></label>
            <div class="list" id="l" role="listbox" aria-label=${words.model.name}>
            ${found.map((m, i) => html`<div class="item ${i === this.at ? 'on' : ''}" id=${'o' + i} role="option" aria-selected=${m.name === this.value ? 'true' : 'false'} @pointermove=${() => { this.at = i; }} @click=${() => this.#choose(m.name)}>
                ${m.name === this.value ? icon('check') : html`<span></span>`}<span>${m.name}</span><small class="num">${words.model.row(m.bytes, m.loaded)}</small></div>`)}
            ${found.length || pulls.length ? nothing : html`<p class="none">${this.find ? words.model.nothing(this.find) : words.make.noModel}</p>`}</div>
            ${pulls.map((p) => html`<div class="item"><span></span><span>${p.id}</span><small class="num runs">${words.model.pulling(p.bytes, p.total)}</small><div class="meter"><i ${styled({ '--at': String(p.total ? p.bytes / p.total : 0) })}></i></div></div>`)}
            ${this.operator ? html`<button class="item add" @click=${() => { this.open = false; send(this, 'pull'); }}>${icon('plus')}<span>${words.model.bring}</span></button>` : nothing}</div>`;
    }

    show() {
        this.open = true;
        this.find = '';
        this.at = Math.max(0, this.found.findIndex((m) => m.name === this.value));
        this.updateComplete.then(() => /** @type {any} */ (this.renderRoot.querySelector('.search input'))?.focus());
    }

    /** @returns {boolean} whether it was open */
    close() {
        if (!this.open) return false;
        this.open = false;
        this.updateComplete.then(() => this.focus());
        return true;
    }

    focus() { /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('.model'))?.focus(); }

    /** @param {string} name */
    #choose(name) { send(this, 'recipe-change', { name: 'model', value: name }); this.close(); }

    /** @param {FocusEvent & {currentTarget: any}} e */
    #left(e) { if (!e.currentTarget.contains(e.relatedTarget)) setTimeout(() => { this.open = false; }, 150); }

    /** @param {KeyboardEvent} e */
    #key(e) {
        const { found } = this, by = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
        if (e.key === 'Escape') this.close();
        else if (by && found.length) this.at = (this.at + by + found.length) % found.length;
        else if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey && found[this.at] && /** @type {any} */ (e.target).tagName === 'INPUT') this.#choose(found[this.at].name);
        else return;
        e.preventDefault();
        e.stopPropagation();
        this.updateComplete.then(() => this.renderRoot.querySelector('.item.on')?.scrollIntoView({ block: 'nearest' }));
    }
}

customElements.define('studio-model', StudioModel);
