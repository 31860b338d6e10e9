// @ts-check

/**
 * A button's menu within one element: the host draws `[aria-haspopup=menu]` and, while `open`, its `[role=menuitem]`s.
 * Arrows go through it; Escape, and leaving it, closes it.
 */
export class Menu {
    open = false;

    /** @param {import('lit').LitElement} host */
    constructor(host) {
        this.host = host;
        host.addController(this);
    }

    hostConnected() {}

    toggle = async () => {
        this.#set(!this.open);
        await this.host.updateComplete;
        this.#items[0]?.focus();
    };

    close() {
        this.#set(false);
    }

    /** For `keydown` of what holds button and menu. */
    key = (/** @type {KeyboardEvent} */ event) => {
        if (!this.open || !['Escape', 'ArrowDown', 'ArrowUp'].includes(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') {
            this.close();
            /** @type {HTMLElement|null} */ (this.host.renderRoot.querySelector('[aria-haspopup=menu]'))?.focus();
            return;
        }
        const items = this.#items;
        const at = items.indexOf(/** @type {HTMLElement} */ (this.host.shadowRoot?.activeElement));
        items[(at + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]?.focus();
    };

    /** For its `focusout`. */
    leave = (/** @type {FocusEvent} */ event) => {
        const within = /** @type {HTMLElement} */ (event.currentTarget);
        if (!within.contains(/** @type {Node|null} */ (event.relatedTarget))) this.close();
    };

    get #items() {
        return /** @type {HTMLElement[]} */ ([...this.host.renderRoot.querySelectorAll('[role=menuitem]')]);
    }

    /** @param {boolean} open */
    #set(open) {
        this.open = open;
        this.host.requestUpdate();
    }
}
