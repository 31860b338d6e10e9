// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, phone, send } from './controls.js';
import { icon } from './icons.js';
import { changed, settled, sizeOf } from './recipe.js';
import './studio-choice.js';
import './studio-make.js';
import './studio-model.js';
import './studio-number.js';
import './studio-prompt.js';
import './studio-seed.js';
import './studio-size.js';
import './studio-source.js';
import './studio-styles.js';
import { words } from './words.js';
/** @import {Model, Offers, Recipe} from './types.js' */

/** The column: what is to be made. It holds no state of its own but what is unfolded. */
class StudioRecipe extends LitElement {
    static properties = {
        recipe: { attribute: false }, model: { attribute: false }, models: { attribute: false }, offers: { attribute: false }, errors: { attribute: false }, notes: { attribute: false },
        pulls: { attribute: false }, operator: { type: Boolean }, ready: { type: Boolean }, tokens: { attribute: false }, barred: {}, forecast: { attribute: false }, sending: { type: Number }, sent: { attribute: false },
        cells: { type: Number }, tooLarge: { type: Boolean }, sheet: { state: true }, gridded: { state: true },
    };

    constructor() {
        super();
        /** @type {Recipe} */ this.recipe = /** @type {any} */ ({});
        /** @type {Model|undefined} */ this.model = undefined;
        /** @type {Model[]} */ this.models = [];
        /** @type {Offers|null} */ this.offers = null;
        /** @type {Record<string, string>} */ this.errors = {};
        /** the server's notes by field @type {Record<string, string>} */ this.notes = {};
        /** @type {any[]} */ this.pulls = [];
        this.operator = this.ready = this.tooLarge = this.sheet = this.gridded = false;
        /** @type {{tokens: number, limit: number}|null} */ this.tokens = null;
        this.barred = '';
        /** @type {{seconds: number|null, ahead: number}} */ this.forecast = { seconds: null, ahead: 0 };
        this.sending = this.cells = 0;
        /** @type {number|null} */ this.sent = null;
    }

    static styles = [controls, css`
        :host { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--panel); border-right: 1px solid var(--line); }
        .top { display: flex; align-items: center; height: var(--bar); flex: none; padding: 0 var(--s2) 0 var(--s4); gap: var(--s2); border-bottom: 1px solid var(--line); background: var(--panel); }
        .mark { display: grid; color: var(--ink); } .mark svg { width: 18px; height: 18px; }
        .gallery { display: none; }
        .form { flex: 1; min-height: 0; overflow: hidden auto; padding: var(--s3) var(--s4) var(--s4); display: flex; flex-direction: column; gap: var(--s3); scrollbar-width: thin; }
        .words { flex: 1 0 auto; display: grid; grid-template-rows: minmax(118px, 1fr) auto; gap: var(--s2); }
        .rest { flex: none; display: grid; gap: var(--s3); }
        .rule { height: 1px; background: var(--line); margin: 0 calc(-1 * var(--s4)); }
        .rows { display: grid; gap: var(--s1); }
        .fold { justify-content: flex-start; margin: 0 calc(-1 * var(--s2)); font-size: var(--t2); color: var(--ink2); } .fold kbd { margin-left: auto; }
        @media (max-width: 639px) {
            :host { display: contents; }
            .top { grid-area: 1 / 1; padding-right: var(--s1); z-index: 3; }
            .gallery { display: inline-flex; width: 44px; height: 44px; padding: 0; } .gallery svg { width: 20px; height: 20px; }
            .form { grid-area: 4 / 1; display: block; overflow: visible; background: var(--panel); padding: var(--s2) var(--s3) 2px; border-top: 1px solid var(--line); z-index: 4; }
            .words { display: block; } .negative, .rest { display: none; } .fold { height: 44px; } kbd { display: none; }
            .sheet { position: fixed; inset: auto 0 calc(64px + env(safe-area-inset-bottom)); height: calc(85dvh - 64px); overflow: hidden auto; padding: var(--s4) var(--s3) var(--s5); border-top: 1px solid var(--line); border-radius: var(--r3) var(--r3) 0 0; box-shadow: var(--shadow); animation: rise var(--calm) var(--ease); overscroll-behavior: contain; z-index: 5; }
            .sheet .rest { display: grid; gap: var(--s4); margin-top: var(--s4); } .sheet .negative { display: block; margin-top: var(--s2); }
            .rule { margin-inline: calc(-1 * var(--s3)); }
            .scrim { position: fixed; inset: 0 0 64px; background: var(--scrim); z-index: 4; }
            @keyframes rise { from { transform: translateY(40%); opacity: 0; } }
        }
        @media (min-width: 640px) { .scrim { display: none; } }
    `];

    render() {
        const r = settled(this.recipe, this.model), { errors, offers, model } = this;
        return html`
            <div class="top"><h1 class="only">${words.title}</h1><span class="mark">${icon('mark')}</span>
                <studio-model .models=${this.models} .value=${this.recipe.model} .pulls=${this.pulls} .operator=${this.operator} .ready=${this.ready}></studio-model>
                <button class="gallery" aria-label=${words.recipe.gallery} @click=${() => send(this, 'gallery')}>${icon('wall')}</button></div>
            ${this.sheet ? html`<div class="scrim" @click=${() => this.closeTop()}></div>` : nothing}
            <div class="form ${this.sheet ? 'sheet' : ''}">
                <div class="words"><h2 class="only">${words.recipe.words}</h2>
                    <studio-prompt id="prompt" name="prompt" .label=${words.prompt.prompt} .value=${r.prompt} .tokens=${this.tokens?.tokens} .limit=${this.tokens?.limit ?? 75} .longest=${offers?.ranges.prompt ?? 2000} .loras=${offers?.loras ?? []} .error=${errors.prompt ?? errors.loras ?? ''} .note=${this.notes.prompt ?? ''}></studio-prompt>
                    ${model && !model.takes.negative_prompt ? nothing : html`<studio-prompt id="negative_prompt" class="negative" small name="negative_prompt" .label=${words.prompt.negative} .value=${r.negative_prompt} .error=${errors.negative_prompt ?? ''}></studio-prompt>`}</div>
                <div class="rest">
                    ${offers?.styles.length && model?.takes.styles !== false ? html`<studio-styles id="style" .styles=${offers.styles} .value=${r.style ?? ''}></studio-styles>` : nothing}
                    <div class="rule"></div>
                    <studio-source id="source" .source=${r.source} .mask=${r.mask} .denoise=${r.denoise} .soft=${r.blur} .takes=${model?.takes ?? { image: true, mask: true }} .maxBlur=${offers?.ranges.mask_blur?.[1] ?? 64}
                        .error=${errors.image ?? errors.mask ?? errors.source ?? ''} .errors=${errors} .tooLarge=${this.tooLarge} .sent=${this.sent}></studio-source>
                    <div class="rule"></div>
                    ${model ? this.#values(r, model) : nothing}
                    ${this.#grid()}
                </div></div>
            <studio-make .count=${r.number} .cells=${this.cells} .max=${offers?.ranges.number?.[1] ?? 10} .seconds=${this.forecast.seconds} .ahead=${this.forecast.ahead} .barred=${this.barred} .error=${errors[''] ?? errors.number ?? ''} .sending=${this.sending} .sent=${this.sent} .open=${this.sheet}
                @settings=${() => { this.sheet = !this.sheet; }} @make=${() => { this.sheet = false; }}></studio-make>`;
    }

    /** @param {any} r @param {Model} model */
    #values(r, model) {
        const { offers, errors } = this, ranges = offers?.ranges ?? {}, own = (/** @type {string} */ n) => changed(this.recipe, model, n);
        const number = (/** @type {string} */ name, /** @type {any} */ more) => html`<studio-number id=${name} name=${name} .label=${/** @type {any} */ (words.values)[name]} .value=${r[name]} .min=${ranges[name]?.[0] ?? 0} .max=${ranges[name]?.[1] ?? 100}
            .step=${more.step ?? 1} .slide=${more.slide} .changed=${own(name)} .error=${errors[name] ?? ''}></studio-number>`;
        const schedules = (offers?.schedulers?.length ?? 0) > 1 ? {
            name: 'scheduler', label: words.values.scheduler, value: r.scheduler,
            options: [{ value: undefined, label: words.choice.own }, ...offers?.schedulers.filter((v) => v !== 'default').map((v) => ({ value: v, label: words.scheduler(v) })) ?? []],
        } : null;
        return html`<div class="rows" role="group" aria-label=${words.recipe.values}>
            ${r.source && model.takes.image ? nothing : html`<studio-size id="size" .width=${r.width} .height=${r.height} .step=${model.size.step} .min=${model.size.min} .max=${model.size.max} .shapes=${(/** @type {number} */ s) => sizeOf(model, s)}
                .changed=${own('width') || own('height')} .error=${errors.width ?? errors.height ?? errors.size ?? ''} .wrong=${errors.height ? 'height' : errors.width ? 'width' : ''}></studio-size>`}
            ${number('steps', { slide: Math.max(60, 2 * model.defaults.steps) })}
            ${number('cfg_scale', { step: .1, slide: 20 })}
            <studio-choice id="sampler" name="sampler" .label=${words.values.sampler} .options=${(offers?.samplers ?? []).map((v) => ({ value: v, label: words.sampler(v) }))} .value=${r.sampler} .second=${schedules}
                .changed=${own('sampler') || !!r.scheduler} .error=${errors.sampler ?? errors.scheduler ?? ''}></studio-choice>
            <studio-seed id="seed" .value=${this.recipe.seed} .locked=${!!this.recipe.locked} .error=${errors.seed ?? ''}></studio-seed>
            ${model.takes.hires && !r.source ? this.#hires(r, ranges) : nothing}</div>`;
    }

    /** Enlarge: the factor, and beside it how much is made again. @param {any} r @param {Record<string, any>} ranges */
    #hires(r, ranges) {
        const most = ranges.hires_scale?.[1] ?? 4, factors = [1.5, 2, 3, 4].filter((f) => f <= most), again = [.1, .2, .25, .3, .35, .4, .45, .5, .55, .6, .7, .8];
        const beside = r.hires ? { name: 'again', label: words.hires.denoise, value: r.hires.denoise, options: again.map((v) => ({ value: v, label: words.hires.again(v) })) } : null;
        return html`<studio-choice id="hires" name="factor" .label=${words.values.hires} .options=${[{ value: 0, label: words.hires.off }, ...factors.map((f) => ({ value: f, label: words.hires.factor(f) }))]} .value=${r.hires?.scale ?? 0}
            .second=${beside} .changed=${!!r.hires} .error=${this.errors.hires ?? ''} @recipe-change=${(/** @type {CustomEvent} */ e) => this.#enlarge(e, r.hires)}></studio-choice>`;
    }

    /** @param {CustomEvent} e @param {any} before */
    #enlarge(e, before) {
        const { name, value } = e.detail;
        e.stopPropagation();
        if (name === 'again' && value !== undefined) send(this, 'recipe-change', { name: 'hires', value: { ...before, denoise: value } });
        else if (name === 'factor') send(this, 'recipe-change', { name: 'hires', value: value ? { denoise: .5, ...before, scale: value } : undefined });
    }

    /** The grid's element has a head of its own; before it is first unfolded only that stands here. */
    #grid() {
        if (!this.gridded && !this.recipe.axes) return html`<button class="fold" aria-expanded="false" @click=${this.openGrid}>${icon('axes')}${words.recipe.grid}<kbd>X</kbd></button>`;
        const { model, recipe } = this, lacks = [!model?.takes.styles && 'style', !(recipe.source && model?.takes.image) && 'denoise', (this.offers?.schedulers.length ?? 0) < 2 && 'scheduler'].filter(Boolean);
        import('./studio-grid.js');
        return html`<studio-grid id="axes" .axes=${recipe.axes} .offers=${this.offers} .models=${this.models} .lacks=${lacks} .error=${this.errors.axes ?? ''}></studio-grid>`;
    }

    async openGrid() {
        this.gridded = true;
        this.sheet = phone.matches;
        await Promise.all([this.updateComplete, customElements.whenDefined('studio-grid')]);
        this.focusField('axes');
    }

    openModels() { /** @type {any} */ (this.renderRoot.querySelector('studio-model'))?.show(); }

    /** Closes what is unfolded over the column. @returns {boolean} whether something was */
    closeTop() {
        for (const name of ['studio-model', 'studio-styles']) if (/** @type {any} */ (this.renderRoot.querySelector(name))?.close()) return true;
        if (!this.sheet || !phone.matches) return false;
        this.sheet = false;
        return true;
    }

    /** @param {string} name of a value, as the server names it */
    async focusField(name) {
        const at = { width: 'size', height: 'size', image: 'source', mask: 'source', strength: 'source', mask_blur: 'source', loras: 'prompt' }[name] ?? name;
        await this.updateComplete;
        const field = /** @type {LitElement|null} */ (this.renderRoot.querySelector('#' + at));
        await field?.updateComplete;
        field?.focus();
    }
}

customElements.define('studio-recipe', StudioRecipe);
