// @ts-check
import { LitElement, html, nothing } from 'lit';
import { Acts } from './acts.js';
import { phone } from './controls.js';
import { jobs, isOpen } from './jobs.js';
import { Keys } from './keys.js';
import { go, toGallery } from './routes.js';
import { first, Studio } from './studio.js';
import { words } from './words.js';
import './studio-actions.js';
import './studio-facts.js';
import './studio-notice.js';
import './studio-progress.js';
import './studio-recipe.js';
import './studio-reel.js';
import './studio-stage.js';

/** Loads an element when it is first shown; one that did not come is asked for again ten seconds later. @param {string} name */
function later(name) {
    if (asked.has(name)) return;
    asked.add(name);
    import(`./${name}.js`).catch(() => setTimeout(() => asked.delete(name), 10000));
}
/** @type {Set<string>} */
const asked = new Set();

/** @param {string} name */
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

/** The page: regions, routes and keys. It stands in the light, so that studio.css lays it out. */
class StudioApp extends LitElement {
    studio = new Studio();
    acts = new Acts(this.studio);
    keys = new Keys(this, this.studio, this.acts);
    said = '';
    folded = false;
    alone = false;
    /** @type {number|'fit'} */ zoom = 'fit';

    createRenderRoot() { this.replaceChildren(); return this; }

    connectedCallback() {
        super.connectedCallback();
        this.studio.addEventListener('change', () => this.requestUpdate());
        this.acts.addEventListener('change', () => this.requestUpdate());
        this.studio.messages.addEventListener('hear', (e) => { this.said = /** @type {CustomEvent} */ (e).detail; this.requestUpdate(); });
        this.studio.messages.addEventListener('refused', (e) => this.updateComplete.then(() => this.recipe?.focusField(/** @type {CustomEvent} */ (e).detail)));
        document.documentElement.dataset.mask = kept('easel.mask') ?? 'pink';
        this.studio.load();
        this.acts.making.settled = () => /** @type {any} */ (this.querySelector('studio-mask'))?.settled;
        setTimeout(() => later('studio-drop'), 1500);
        this.addEventListener('dragenter', () => later('studio-drop'));
        addEventListener('paste', (e) => this.acts.files.paste(e));
        this.updateComplete.then(() => { if (!phone.matches && this.studio.route.view === 'stage' && !this.studio.route.place) this.recipe?.focusField('prompt'); });
    }

    /** @returns {any} */
    get recipe() { return this.querySelector('studio-recipe'); }

    render() {
        const { view } = this.studio.route;
        this.className = [this.folded && 'folded', this.alone && 'alone', view === 'gallery' && 'unfolded'].filter(Boolean).join(' ');
        return html`
            <header><a class="only skip" href="#stage" @click=${this.#skip}>${words.regions.skip}</a></header>
            ${this.#recipe()}
            ${view === 'gallery' ? this.#gallery() : html`${this.#stage()}${this.#reel()}`}
            <p class="only" role="status" aria-live="polite">${this.said}</p>
            ${this.#over()}`;
    }

    #last = '';

    /** Whoever comes back from the gallery, the mask or the models stands on the stage. */
    updated() {
        const { view } = this.studio.route;
        if (this.#last && this.#last !== 'stage' && view === 'stage' && !this.matches(':focus-within')) this.focusRegion();
        if (this.#last !== view && view === 'gallery') this.focusRegion(phone.matches ? 'studio-gallery' : 'studio-search');
        if (this.#last !== view && view === 'mask') this.focusRegion('studio-mask');
        this.#last = view;
        if (view === 'stage') this.acts.gallery.aimed = this.studio.route.place;
    }

    #recipe() {
        const s = this.studio, { acts } = this;
        return html`<studio-recipe role="region" aria-label=${words.regions.recipe} .recipe=${s.recipe} .model=${s.model} .models=${s.catalogue.models} .offers=${s.catalogue.offers}
            .errors=${s.messages.errors} .pulls=${s.catalogue.pulls} .operator=${s.catalogue.operator} .ready=${s.ready} .tokens=${s.tokens.value} .barred=${s.barred} .forecast=${this.#forecast()} .sending=${acts.making.sending} .sent=${acts.making.sent}
            .notes=${acts.notes} .tooLarge=${!!acts.files.large}
            @recipe-change=${(/** @type {CustomEvent} */ e) => s.change(e.detail.name, e.detail.value)}
            @make=${() => acts.making.make()} @choose=${(/** @type {CustomEvent} */ e) => acts.files.startFrom(e.detail.file)} @smaller=${() => acts.files.smaller()} .cells=${acts.making.cells}
            @open-mask=${() => acts.openMask()} @clear=${() => s.change('source', undefined)} @clear-mask=${() => s.change('mask', undefined)}
            @pull=${() => go('#models')} @gallery=${() => go(toGallery())}></studio-recipe>`;
    }

    #stage() {
        const s = this.studio, { acts } = this, item = acts.item, masking = s.route.view === 'mask' && s.recipe.source?.url;
        const open = item && isOpen(item.job);
        if (masking) { later('studio-mask'); later('studio-mask-tools'); }
        if (s.locked || s.keyed) later('studio-key');
        if (acts.files.dropped?.label) later('studio-took');
        return html`<main class="stage" id="stage" tabindex="-1" aria-label=${words.regions.stage}>
            <div class="bar">${masking
                ? html`<studio-mask-tools .tool=${acts.painting.tool} .size=${acts.painting.size} .zoom=${acts.painting.zoom} .scale=${acts.painting.scale} .empty=${!s.recipe.mask} .undo=${acts.painting.strokes.length > 0} .redo=${acts.painting.undone.length > 0}
                    @tool=${acts.painting.on.tool} @size=${acts.painting.on.size} @zoom=${acts.painting.on.zoom} @undo=${acts.painting.on.undo} @redo=${acts.painting.on.redo}
                    @invert=${acts.painting.on.invert} @clear=${acts.painting.on.clear} @close=${() => acts.closeMask()}></studio-mask-tools>`
                : item ? html`<studio-actions .item=${item} .offers=${acts.offered} .busy=${!!open} .mode=${acts.comparing.pair ? 'compare' : ''}
                    @act=${(/** @type {CustomEvent} */ e) => acts.run(e.detail.name)}></studio-actions>` : nothing}</div>
            <div class="view ${acts.files.dropped?.label && !masking ? 'took' : ''}">${masking
                ? html`<studio-mask .src=${s.recipe.source?.url} .width=${s.recipe.source?.width} .height=${s.recipe.source?.height} .strokes=${acts.painting.strokes} .tool=${acts.painting.tool} .size=${acts.painting.size} .zoom=${acts.painting.zoom} .alt=${s.recipe.prompt} .single=${this.keys.single}
                    @strokes=${acts.painting.on.strokes} @mask=${acts.painting.on.mask} @zoom=${acts.painting.on.zoom} @size=${acts.painting.on.size} @tool=${acts.painting.on.tool}
                    @undo=${acts.painting.on.undo} @redo=${acts.painting.on.redo} @invert=${acts.painting.on.invert} @clear=${acts.painting.on.clear} @close=${() => acts.closeMask()}></studio-mask>`
                : html`<studio-stage .item=${item} .job=${item?.job ?? null} .gone=${s.gone} .mode=${acts.comparing.pair ? 'compare' : ''} .pair=${acts.comparing.pair} .axes=${item && !item.n ? s.grids.of(item.job.id) : null} .jobs=${jobs.all}
                    .zoom=${this.zoom} .at=${acts.comparing.at} .starters=${s.ready && s.model && !s.locked ? acts.starters : []} .model=${s.catalogue.find(item?.job.model) ?? null} .newer=${s.hasNext(-1)} .older=${s.hasNext(1)}
                    @show=${this.#show} @write=${(/** @type {CustomEvent} */ e) => { s.change('prompt', e.detail.text); this.recipe?.focusField('prompt'); }}
                    @act=${(/** @type {CustomEvent} */ e) => acts.run(e.detail.name)} @zoom=${(/** @type {CustomEvent} */ e) => { this.zoom = e.detail.value; this.requestUpdate(); }}
                    @at=${(/** @type {CustomEvent} */ e) => acts.comparing.move(e.detail.value)} @step=${(/** @type {CustomEvent} */ e) => { acts.leave(); s.step(e.detail.by); }}></studio-stage>`}
                ${acts.files.dropped?.label && !masking ? html`<studio-took .label=${acts.files.dropped.label} .request=${acts.files.dropped.job.request} .left=${acts.files.dropped.left}></studio-took>` : nothing}
                ${s.connection.lost ? html`<div class="lost" role="status"><span>${s.connection.lost.sentence}</span><button @click=${() => s.connection.tryNow()}>${words.notice.tryNow}</button></div>` : nothing}
                ${s.locked || s.keyed ? html`<studio-key .reason=${s.locked ?? words.key.held} @key=${(/** @type {CustomEvent} */ e) => s.unlock(e.detail.value)}></studio-key>` : nothing}</div>
            <div class="facts">${open && !masking ? html`<studio-progress .job=${item.job} .loads=${s.catalogue.loading(item.job)} .lost=${!!s.connection.lost} @cancel=${this.#cancel}></studio-progress>`
                : item || masking ? html`<studio-facts .recipe=${masking ? null : acts.shown(item)} .present=${s.settled} .notes=${item?.job.notes ?? []} .source=${masking ? s.recipe.source : null} .mask=${masking ? s.recipe.mask ?? null : null} .soft=${s.recipe.blur}
                    @use=${(/** @type {CustomEvent} */ e) => acts.use(e.detail.names)} @act=${(/** @type {CustomEvent} */ e) => acts.run(e.detail.name)}></studio-facts>` : nothing}</div>
            ${this.#notice()}</main>`;
    }

    #notice() {
        const s = this.studio;
        return html`<studio-notice .notice=${s.messages.notice} @undo=${() => s.messages.close(true)} @over=${() => s.messages.close(false)}></studio-notice>`;
    }

    #reel() {
        const s = this.studio;
        return html`<studio-reel role="navigation" aria-label=${words.regions.reel} .jobs=${jobs.all} .here=${s.here} .more=${!!jobs.next} .offline=${!!s.connection.lost}
            @show=${this.#fromReel} @cancel=${this.#cancel} @more=${() => jobs.more().catch((e) => s.fail(e))} @gallery=${() => go(toGallery())}
            @keys=${() => this.keys.toggleList()} @key-menu=${() => s.askKey()} @models=${() => go('#models')}></studio-reel>`;
    }

    #gallery() {
        const s = this.studio, g = this.acts.gallery;
        later('studio-gallery'); later('studio-search');
        if (g.chosen.size) later('studio-chosen');
        g.open(s.route.query);
        return html`<main class="gallery" id="stage" tabindex="-1" aria-label=${words.regions.gallery}>
            <studio-search .query=${s.route.query} .models=${s.catalogue.models.map((m) => m.name)} .count=${g.count} .more=${g.more} @down=${() => this.focusRegion('studio-gallery')} @query=${(/** @type {CustomEvent} */ e) => go(toGallery(e.detail), true)} @close=${() => this.acts.closeGallery()}></studio-search>
            <studio-gallery .pages=${g.pages} .query=${s.route.query} .chosen=${g.chosen} .here=${g.aimed} .more=${g.more}
                @show=${this.#show} @choose=${(/** @type {CustomEvent} */ e) => g.choose(e.detail.keys, e.detail.on)} @more=${() => g.next()} @cancel=${this.#cancel} @aim=${(/** @type {CustomEvent} */ e) => { g.aimed = e.detail; }} @clear=${() => g.none()} @up=${() => this.focusRegion('studio-search')}
                @query=${(/** @type {CustomEvent} */ e) => go(toGallery(e.detail), true)}></studio-gallery>
            ${g.chosen.size ? html`<studio-chosen .chosen=${g.chosen} .saving=${this.acts.keeping.saving} @save=${() => this.acts.saveChosen()} @compare=${() => this.acts.compareChosen()} @delete=${() => this.acts.deleteChosen()} @clear=${() => g.none()}></studio-chosen>` : nothing}
            ${this.#notice()}</main>`;
    }

    #over() {
        const s = this.studio;
        if (this.keys.listed) later('studio-keys');
        if (s.route.view === 'models') later('studio-models');
        return html`${this.keys.listed ? html`<studio-keys .single=${this.keys.single} @single=${(/** @type {CustomEvent} */ e) => this.keys.setSingle(e.detail.on)} @close=${() => this.keys.toggleList()}></studio-keys>` : nothing}
            ${s.route.view === 'models' ? html`<studio-models role="region" aria-label=${words.models.title} .models=${s.catalogue.models} .base=${s.catalogue.base} .pulls=${s.catalogue.pulls} .pullable=${s.catalogue.pullable} .operator=${s.catalogue.operator}
                @pull=${(/** @type {CustomEvent} */ e) => s.catalogue.pull(e.detail.id)} @stop-pull=${(/** @type {CustomEvent} */ e) => s.catalogue.stopPull(e.detail.id)} @remove=${(/** @type {CustomEvent} */ e) => s.catalogue.remove(e.detail.name)} @close=${() => go('#')}></studio-models>` : nothing}
            <studio-drop .readable=${s.model?.takes.image !== false} @recipe-file=${(/** @type {CustomEvent} */ e) => this.acts.files.read(e.detail.file)}
                @source-file=${(/** @type {CustomEvent} */ e) => this.acts.files.startFrom(e.detail.file)} @refused=${(/** @type {CustomEvent} */ e) => s.messages.say(e.detail.sentence, undefined, undefined, true)}></studio-drop>`;
    }

    #forecast() {
        const open = jobs.all.filter(isOpen), done = jobs.all.filter((j) => j.status === 'done' && j.started && j.finished && j.model === this.studio.recipe.model);
        return { seconds: done.length ? this.acts.making.seconds(done, open) : null, ahead: open.length };
    }

    /** Goes to the next region: recipe, stage, reel. @param {number} by */
    focusNext(by) {
        const regions = ['studio-recipe', 'main', 'studio-reel'].filter((r) => this.querySelector(r)), now = regions.findIndex((r) => this.querySelector(r)?.matches(':focus-within'));
        this.focusRegion(regions[(now + by + regions.length) % regions.length]);
    }

    /** @param {string} [name] of an element, whether it has come yet or not */
    async focusRegion(name = 'main') {
        if (name === 'studio-recipe') return this.recipe?.focusField('prompt');
        if (name.includes('-')) await customElements.whenDefined(name);
        const region = /** @type {any} */ (this.querySelector(name));
        await region?.updateComplete;
        region?.focus();
    }

    /** @param {Event} e */
    #skip(e) { e.preventDefault(); /** @type {HTMLElement|null} */ (this.querySelector('main'))?.focus(); }
    #show = (/** @type {CustomEvent} */ e) => { this.acts.leave(); this.zoom = 'fit'; this.studio.show(e.detail); };
    /** From the reel one comes to a picture, also to one that is a cell of a grid. */
    #fromReel = (/** @type {CustomEvent} */ e) => {
        const job = jobs.map.get(e.detail.job);
        this.#show(/** @type {any} */ ({ detail: job && !e.detail.n ? first(job) : e.detail }));
    };
    #cancel = (/** @type {CustomEvent} */ e) => this.acts.cancel(e.detail.id);
}

customElements.define('studio-app', StudioApp);
