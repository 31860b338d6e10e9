// @ts-check
import { words } from './words.js';
/** @import {Failure} from './api.js' */

/** What is said: one line, sentences beside fields, and words for readers alone. Signals: `change`, `hear`, and `refused` with the field. */
export class Messages extends EventTarget {
    /** sentences beside fields; '' is below Make @type {Record<string, string>} */ errors = {};
    /** @type {{text: string, action?: string, run?: () => void, bad?: boolean, over?: () => void, id: number}|null} */ notice = null;
    #count = 0;
    #countdown = 0;

    #changed() { this.dispatchEvent(new Event('change')); }

    /** One line with at most one action. @param {string} text @param {string} [action] @param {() => void} [run] @param {boolean} [bad] @param {() => void} [over] when the action can be taken no longer */
    say(text, action, run, bad, over) {
        this.notice?.over?.();
        this.notice = { text, action, run, bad, over, id: ++this.#count };
        this.#changed();
    }

    /** For readers alone. @param {string} text */
    hear(text) { this.dispatchEvent(new CustomEvent('hear', { detail: text })); }

    /** Takes the line's action, or lets the line go. @param {boolean} acts */
    close(acts) {
        const line = this.notice;
        this.notice = null;
        (acts ? line?.run : line?.over)?.();
        this.#changed();
    }

    /** A sentence beside a field. @param {string} field @param {string} sentence */
    set(field, sentence) { this.errors = { ...this.errors, [field]: sentence }; this.#changed(); }

    /** @param {string[]} [fields] whose sentences are over, all where none are named */
    clear(fields) { this.errors = fields ? Object.fromEntries(Object.entries(this.errors).filter(([name]) => !fields.includes(name))) : {}; }

    /** Leads to a field. @param {string} field */
    lead(field) { this.dispatchEvent(new CustomEvent('refused', { detail: field })); }

    /** Puts what the server refused where it belongs. @param {Failure} e */
    refuse(e) {
        if (e.kind === 'refused' && e.field) { this.set(e.field, e.sentence); this.lead(e.field); }
        else if (e.wait) this.#await(e.sentence, Date.now() + e.wait * 1000);
        else this.set('', e.kind === 'rights' ? e.sentence || words.key.rights : e.sentence);
    }

    /** Counts down under Make until the server may be asked again. @param {string} sentence @param {number} until */
    #await(sentence, until) {
        const left = Math.ceil((until - Date.now()) / 1000);
        clearTimeout(this.#countdown);
        if (left > 0) {
            this.set('', `${sentence} ${words.notice.again(left)}`);
            this.#countdown = setTimeout(() => this.errors[''] && this.#await(sentence, until), 1000);
        } else {
            this.clear(['']);
            this.#changed();
        }
    }
}
