// @ts-check
import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/**
 * The few live numbers of a page without style attributes: `<i ${styled({'--at': '60%'})}>`.
 * Lit's styleMap writes the attribute first, which the Content-Security-Policy refuses.
 */
class Styled extends Directive {
    /** @type {Record<string, string | null>} */
    last = {};

    /** @param {Record<string, string | null>} _values */
    render(_values) {
        return noChange;
    }

    /**
     * @param {import('lit/directive.js').ElementPart} part
     * @param {[Record<string, string | null>]} values
     */
    update(part, [values]) {
        const { style } = /** @type {HTMLElement} */ (part.element);
        for (const [name, value] of Object.entries(values)) {
            if (this.last[name] === value) continue;
            if (value === null) style.removeProperty(name);
            else style.setProperty(name, value);
        }
        this.last = values;
        return noChange;
    }
}

export const styled = directive(Styled);
