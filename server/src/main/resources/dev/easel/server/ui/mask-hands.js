// @ts-check
/**
 * What hands do over a mask, in CSS pixels from the element's corner.
 *
 * @typedef {object} Hands
 * @property {(x: number, y: number) => void} begin a line
 * @property {(points: number[]) => void} extend it by x, y, x, y ...
 * @property {(kept: boolean) => void} end it; not kept where a second finger has come
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number) => void} zoom
 * @property {(way: 1 | -1) => void} size of the brush
 * @property {(x: number, y: number, shown: boolean) => void} hover where the brush's ring is
 * @property {() => boolean} panning whether a drag pans, as with the space bar held
 */

/** A line as short as this is taken back when a second finger comes: it was meant to pan. */
const SHORT = 12;

/** Listens on an element with `touch-action: none`: the first button, pen or finger paints, two fingers pan and zoom. */
export class MaskHands {
    /** @param {HTMLElement} element @param {Hands} hands */
    constructor(element, hands) {
        this.element = element;
        this.hands = hands;
        /** @type {Map<number, {x: number, y: number}>} */
        this.down = new Map();
        /** @type {'paint' | 'pan' | ''} */
        this.does = '';
        this.far = 0;
        this.corner = { x: 0, y: 0 };
        for (const type of /** @type {const} */ (['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave', 'pointerenter'])) {
            element.addEventListener(type, (event) => this[type](event));
        }
        element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
        element.addEventListener('contextmenu', (event) => event.preventDefault());
    }

    /** @param {PointerEvent} event */
    pointerenter(event) {
        this.measure();
        this.hover(event);
    }

    /** @param {PointerEvent} event */
    pointerdown(event) {
        if (event.button > 1 || this.down.size === 2) return;
        this.measure();
        this.element.setPointerCapture(event.pointerId);
        const at = this.point(event);
        this.down.set(event.pointerId, at);
        if (this.down.size === 2) {
            if (this.does === 'paint') this.hands.end(this.far > SHORT);
            this.does = 'pan';
        } else if (event.button === 1 || this.hands.panning()) {
            this.does = 'pan';
        } else {
            this.does = 'paint';
            this.far = 0;
            this.hands.begin(at.x, at.y);
        }
    }

    /** @param {PointerEvent} event */
    pointermove(event) {
        const last = this.down.get(event.pointerId);
        this.hover(event);
        if (!last) return;
        const now = this.point(event);
        if (this.does === 'paint') this.paint(event, last, now);
        else this.pan(event.pointerId, last, now);
        this.down.set(event.pointerId, now);
    }

    /** @param {PointerEvent} event @param {{x: number, y: number}} last @param {{x: number, y: number}} now */
    paint(event, last, now) {
        this.far += Math.hypot(now.x - last.x, now.y - last.y);
        const all = event.getCoalescedEvents?.() ?? [];
        this.hands.extend((all.length > 0 ? all : [event]).flatMap((one) => [one.clientX - this.corner.x, one.clientY - this.corner.y]));
    }

    /** @param {number} id @param {{x: number, y: number}} last @param {{x: number, y: number}} now */
    pan(id, last, now) {
        const other = [...this.down].find(([key]) => key !== id)?.[1];
        if (!other) {
            this.hands.pan(now.x - last.x, now.y - last.y);
            return;
        }
        const before = Math.hypot(last.x - other.x, last.y - other.y) || 1;
        this.hands.zoom(Math.hypot(now.x - other.x, now.y - other.y) / before, (now.x + other.x) / 2, (now.y + other.y) / 2);
        this.hands.pan((now.x - last.x) / 2, (now.y - last.y) / 2);
    }

    /** @param {PointerEvent} event */
    pointerup(event) {
        if (!this.down.delete(event.pointerId)) return;
        if (this.does === 'paint') this.hands.end(true);
        // The finger that is left after a pinch does nothing more.
        this.does = this.down.size > 0 ? 'pan' : '';
        if (event.pointerType === 'touch') this.hands.hover(0, 0, false);
    }

    /** @param {PointerEvent} event */
    pointercancel(event) {
        if (!this.down.delete(event.pointerId)) return;
        if (this.does === 'paint') this.hands.end(false);
        this.does = '';
    }

    pointerleave() {
        if (this.down.size === 0) this.hands.hover(0, 0, false);
    }

    /** @param {WheelEvent} event */
    wheel(event) {
        event.preventDefault();
        // Some browsers make a sideways move of Shift and wheel, and so of Alt.
        const delta = event.deltaY || event.deltaX;
        if (event.altKey) {
            this.hands.size(delta < 0 ? 1 : -1);
            return;
        }
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        this.measure();
        this.hands.zoom(Math.exp(-delta * lines * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - this.corner.x, event.clientY - this.corner.y);
    }

    /** @param {PointerEvent} event */
    hover(event) {
        const { x, y } = this.point(event);
        this.hands.hover(x, y, this.does !== 'pan');
    }

    /** @param {PointerEvent} event */
    point(event) {
        return { x: event.clientX - this.corner.x, y: event.clientY - this.corner.y };
    }

    measure() {
        const { left, top } = this.element.getBoundingClientRect();
        this.corner = { x: left, y: top };
    }
}
