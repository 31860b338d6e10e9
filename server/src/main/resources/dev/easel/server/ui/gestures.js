// @ts-check

/**
 * What fingers and mouse did: a drag by dx, dy; a zoom by a factor about a point of the element; the end of a drag.
 * @typedef {object} Hands
 * @property {(dx: number, dy: number, touch: boolean) => void} drag since the last call
 * @property {(factor: number, x: number, y: number) => void} zoom about a point, from the element's corner
 * @property {(dx: number, dy: number, touch: boolean) => void} drop the whole drag, once nothing touches any more
 */

const SWIPE = 56;

/**
 * Whether a drag of a finger was a swipe to the newer (-1) or the older (1).
 * @param {number} dx
 * @param {number} dy
 * @returns {-1|0|1}
 */
export const swiped = (dx, dy) => (Math.abs(dx) < SWIPE || Math.abs(dx) < 2 * Math.abs(dy) ? 0 : dx < 0 ? 1 : -1);

/**
 * Listens to swipes where nothing else is done with fingers.
 * @param {HTMLElement} element
 * @param {(by: -1|1, event: PointerEvent) => void} step
 */
export function swipes(element, step) {
    /** @type {PointerEvent|null} */
    let start = null;
    element.addEventListener('pointerdown', event => (start = event.pointerType === 'mouse' || !event.isPrimary ? null : event));
    element.addEventListener('pointercancel', () => (start = null));
    element.addEventListener('pointerup', event => {
        const by = start && swiped(event.clientX - start.clientX, event.clientY - start.clientY);
        start = null;
        if (by) step(by, event);
    });
}

/**
 * Listens to pointers and wheel on an element that has `touch-action: none`.
 * @param {HTMLElement} element
 * @param {Hands} hands
 */
export function gestures(element, hands) {
    /** @type {Map<number, {x: number, y: number}>} */
    const down = new Map();
    let start = { x: 0, y: 0 };
    let pinched = false;

    element.addEventListener('pointerdown', event => {
        if (event.button !== 0 || down.size === 2) return;
        down.set(event.pointerId, { x: event.clientX, y: event.clientY });
        if (down.size === 1) {
            start = { x: event.clientX, y: event.clientY };
            pinched = false;
        } else {
            pinched = true;
        }
    });

    element.addEventListener('pointermove', event => {
        const last = down.get(event.pointerId);
        if (!last) return;
        const far = Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4;
        if (far && !element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
        const now = { x: event.clientX, y: event.clientY };
        const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
        down.set(event.pointerId, now);
        if (!other) {
            if (!pinched) hands.drag(now.x - last.x, now.y - last.y, event.pointerType !== 'mouse');
            return;
        }
        const box = element.getBoundingClientRect();
        const before = Math.hypot(last.x - other.x, last.y - other.y) || 1;
        const after = Math.hypot(now.x - other.x, now.y - other.y);
        hands.zoom(after / before, (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
        hands.drag((now.x - last.x) / 2, (now.y - last.y) / 2, true);
    });

    const lift = (/** @type {PointerEvent} */ event) => {
        if (!down.delete(event.pointerId) || down.size > 0) return;
        const gone = pinched || event.type === 'pointercancel';
        hands.drop(gone ? 0 : event.clientX - start.x, gone ? 0 : event.clientY - start.y, event.pointerType !== 'mouse');
    };
    element.addEventListener('pointerup', lift);
    element.addEventListener('pointercancel', lift);

    element.addEventListener('wheel', event => {
        event.preventDefault();
        const box = element.getBoundingClientRect();
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0015));
        hands.zoom(factor, event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
}
