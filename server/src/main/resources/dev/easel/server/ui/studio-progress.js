// @ts-check
import { LitElement, css, html, nothing } from 'lit';
import { controls, send } from './controls.js';
import { words } from './words.js';

/**
 * How far a job is, in words, in the place of a picture's values. @fires cancel {id}
 */
export class StudioProgress extends LitElement {
    static properties = { job: { attribute: false }, loads: { attribute: false }, lost: { type: Boolean } };

    static styles = [controls, css`
        :host { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px var(--s4); align-items: center; padding: var(--s2) var(--s4) var(--s3); }
        p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; padding-left: 4px; line-height: 22px; color: var(--ink2); }
        .line { grid-column: 1; font-size: var(--t2); color: var(--ink3); }
        .line.run { color: var(--run); }
        .cancel { grid-area: 1 / 2 / span 2; height: 32px; padding: 0 var(--s3); background: var(--raised); color: var(--ink); }
        @media (max-width: 639px) { :host { padding: var(--s2) var(--s3); } .cancel { height: 44px; } kbd { display: none; } }
    `];

    constructor() {
        super();
        /** @type {import('./types.js').Job|null} */
        this.job = null;
        /** what the job waits for while it is loaded @type {import('./types.js').Model|null} */
        this.loads = null;
        this.lost = false;
    }

    render() {
        const { job } = this;
        if (!job) return nothing;
        const atWork = job.status === 'generating';
        const line = this.loads ? words.progress.loads(this.loads.name, this.loads.bytes, job.seconds_left) : atWork ? words.progress.step(job.step, job.steps, job.seconds_left) : words.progress.waits(job.position ?? 0, job.seconds_left);
        return html`
            <p title=${job.request.prompt ?? ''}>${job.request.prompt}</p>
            ${atWork ? html`<p class="line num ${this.lost ? '' : 'run'}" role="progressbar" aria-label=${words.progress.name} aria-valuemin="0" aria-valuemax="100"
                    aria-valuenow=${this.loads ? nothing : Math.round((job.progress ?? 0) * 100)} aria-valuetext=${this.loads ? line : words.progress.spoken(job.step, job.steps, job.seconds_left)}>${line}</p>`
                : html`<p class="line num">${line}</p>`}
            <button class="cancel" @click=${() => send(this, 'cancel', { id: job.id })}>${words.progress.cancel} <kbd>Esc</kbd></button>
        `;
    }
}

customElements.define('studio-progress', StudioProgress);
