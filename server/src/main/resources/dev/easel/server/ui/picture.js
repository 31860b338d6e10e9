// @ts-check
import { noChange, nothing } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { pictures } from './pictures.js';

/** `src=${picture(id, n, width)}`: held while the element is there. What cannot be had is told by an event `lost`. */
class PictureDirective extends AsyncDirective {
    /** @type {ReturnType<typeof pictures.hold> | undefined} */
    held;
    /** @type {[string, number, number?] | undefined} */
    place;

    /**
     * @param {string} _id
     * @param {number} _n
     * @param {number} [_width]
     * @returns {unknown}
     */
    render(_id, _n, _width) {
        return noChange;
    }

    /**
     * @param {import('lit/directive.js').AttributePart} part
     * @param {[string, number, number?]} place
     */
    update(part, place) {
        if (this.held && place.every((value, i) => value === this.place?.[i])) return noChange;
        this.element = part.element;
        this.place = place;
        return this.hold();
    }

    hold() {
        this.held?.release();
        const held = pictures.hold(.../** @type {[string, number, number?]} */ (this.place));
        this.held = held;
        if (held.now) return held.now;
        held.url.then(
            url => this.held === held && this.setValue(url),
            error => this.held === held && this.element?.dispatchEvent(new CustomEvent('lost', { detail: error })),
        );
        return nothing;
    }

    disconnected() {
        this.held?.release();
        this.held = undefined;
    }

    reconnected() {
        this.setValue(this.hold());
    }
}

export const picture = directive(PictureDirective);
