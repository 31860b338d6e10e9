// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls, send } from './controls.js';
import { icon } from './icons.js';
import { styled } from './styled.js';
import { size, words } from './words.js';

/**
 * @typedef {import('./types.js').Model} Model
 * @typedef {{id: string, status: string, file?: string, bytes: number, total: number, error?: string|null}} Pull
 * @typedef {{id: string, title: string, bytes: number, license: string}} Pullable
 */

/** What is here, what is loaded and how large; an operator brings and removes. @fires pull {id} @fires stop-pull {id} @fires remove {name} @fires close */
export class StudioModels extends LitElement {
    static properties = {
        models: { attribute: false },
        pulls: { attribute: false },
        pullable: { attribute: false },
        operator: { type: Boolean },
        base: {}, // the name of the model that is used where none is named
        sure: { state: true }, // which one is asked about before it is removed
    };

    static styles = [controls, css`
        :host { position: absolute; inset: 0; z-index: 3; display: grid; grid-template-rows: var(--bar) minmax(0, 1fr); background: var(--well); }
        .head { display: flex; align-items: center; gap: var(--s3); padding: 0 var(--s2) 0 var(--s4); min-width: 0; }
        .head h2 { color: var(--ink); font-size: var(--t3); } .head span { color: var(--ink3); font-size: var(--t2); }
        .room { overflow: auto; padding: 0 var(--s4) var(--s5); scrollbar-width: thin; }
        section { max-width: 640px; margin: 0 auto var(--s5); }
        h3 { padding: var(--s3) 0 var(--s2); }
        ul { display: grid; gap: 2px; }
        li { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: 0 var(--s3); align-items: center; min-height: 40px; padding: 4px 4px 4px var(--s3); border-radius: var(--r2); background: var(--panel); }
        b { font-weight: 500; color: var(--ink); overflow-wrap: anywhere; }
        small { font-size: var(--t2); line-height: 16px; color: var(--ink3); display: block; } li > div { min-width: 0; } div > small { overflow: hidden; text-overflow: ellipsis; }
        .runs { color: var(--run); } .bad { color: var(--bad); }
        .meter { grid-column: 1 / -1; margin: 0 var(--s2) 4px 0; }
        .act { min-width: 64px; } .act.sure { color: var(--bad); }
        form { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--s2); padding-top: var(--s2); }
        form .value { text-align: left; height: 32px; border-color: var(--edge); }
        @media (max-width: 639px) { :host { z-index: 6; } .act, .head button, form .value { height: 44px; } .head button { width: 44px; } }
    `];

    constructor() {
        super();
        /** @type {Model[]} */
        this.models = [];
        /** @type {Pull[]} */
        this.pulls = [];
        /** @type {Pullable[]} */
        this.pullable = [];
        this.operator = false;
        this.base = '';
        this.sure = '';
    }

    firstUpdated() {
        /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.head button'))?.focus();
    }

    /** @param {Model} model */
    model({ name, family, bytes, loaded }) {
        const { models } = words;
        const asks = this.sure === name;
        const told = [family, loaded ? models.loaded : '', name === this.base ? models.base : ''].filter((text) => text && text !== name).join(', ');
        return html`<li>
            <div><b>${name}</b><small>${told}</small></div><small class="num">${size(bytes)}</small>
            ${!this.operator ? nothing : asks
                ? html`<span><button class="act sure" @click=${() => { this.sure = ''; send(this, 'remove', { name }); }}>${models.sure(bytes)}</button><button class="act" @click=${() => this.sure = ''}>${models.keep}</button></span>`
                : html`<button class="act" aria-label=${models.removeNamed(name)} @click=${() => this.sure = name}>${models.remove}</button>`}
        </li>`;
    }

    /** @param {Pull} pull */
    pull({ id, status, file, bytes, total, error }) {
        const { models } = words;
        const failed = status === 'failed';
        const share = total > 0 ? bytes / total : 0;
        return html`<li>
            <div><b>${id}</b><small class=${failed ? 'bad' : ''}>${failed ? error || models.failed : file ?? ''}</small></div>
            <small class="num ${failed ? '' : 'runs'}">${failed ? nothing : models.progress(bytes, total)}</small>
            ${this.operator && !failed ? html`<button class="act" aria-label=${models.stopNamed(id)} @click=${() => send(this, 'stop-pull', { id })}>${models.stop}</button>` : html`<span></span>`}
            ${failed ? nothing : html`<div class="meter" role="progressbar" aria-label=${id} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.floor(100 * share)} aria-valuetext=${models.progress(bytes, total)}><i ${styled({ '--at': String(share) })}></i></div>`}
        </li>`;
    }

    /** @param {Pullable} one */
    offer({ id, title, bytes, license }) {
        const { models } = words;
        return html`<li>
            <div><b>${title || id}</b><small>${[title && title !== id ? id : '', license ? models.license(license) : ''].filter(Boolean).join(', ')}</small></div>
            <small class="num">${bytes > 0 ? size(bytes) : ''}</small>
            <button class="act" aria-label=${models.pullNamed(title || id)} @click=${() => send(this, 'pull', { id })}>${models.pull}</button>
        </li>`;
    }

    /** @param {SubmitEvent} event */
    submit(event) {
        event.preventDefault();
        const field = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('form input'));
        const id = field.value.trim();
        if (id) send(this, 'pull', { id });
        if (id) field.value = '';
    }

    bring() {
        const { models } = words;
        const pulling = new Set(this.pulls.filter(({ status }) => status === 'pulling').map(({ id }) => id));
        return html`<section>
            <h3>${models.bring}</h3>
            <ul>${repeat(this.pullable.filter(({ id }) => !pulling.has(id)), ({ id }) => id, (one) => this.offer(one))}</ul>
            <form @submit=${this.submit}><input class="value" aria-label=${models.id} placeholder=${models.other} autocomplete="off" spellcheck="false"><button class="plain">${models.pull}</button></form>
        </section>`;
    }

    render() {
        const { models } = words;
        const pulls = this.pulls.filter(({ status }) => status === 'pulling' || status === 'failed');
        const all = this.models.reduce((sum, { bytes }) => sum + bytes, 0);
        const sorted = [...this.models].sort((a, b) => Number(b.loaded) - Number(a.loaded));
        return html`
            <div class="head"><h2>${models.title}</h2><span class="num">${all > 0 ? models.all(all) : ''}</span><span class="gap"></span>
                <button class="icon" aria-label=${models.close} title=${words.mask.title(models.close, words.mask.keys.close)} @click=${() => send(this, 'close')}>${icon('x')}</button></div>
            <div class="room">
                <section><h3>${models.here}</h3>
                    ${sorted.length === 0 && pulls.length === 0 ? html`<p>${models.none}${this.operator ? '' : ` ${models.ask}`}</p>` : nothing}
                    <ul>${repeat(sorted, ({ name }) => name, (model) => this.model(model))}${repeat(pulls, ({ id }) => id, (pull) => this.pull(pull))}</ul></section>
                ${this.operator ? this.bring() : nothing}
            </div>`;
    }
}

customElements.define('studio-models', StudioModels);
