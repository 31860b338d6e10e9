// @ts-check
/**
 * The keys of an open mask. They hold wherever the focus is but in a field, so they are taken before the page's own ones:
 * I inverts here and opens a mask elsewhere.
 */

/** Single characters, which can be switched off (WCAG 2.1.4). @type {Record<string, string>} */
const SINGLE = { b: 'brush', e: 'erase', i: 'invert', h: 'hide', '[': 'smaller', ']': 'larger', 0: 'fit', '+': 'in', '=': 'in', '-': 'out' };
/** @type {Record<string, string>} */
const OTHERS = { Backspace: 'clear', Delete: 'clear' };
/** While the canvas itself has the focus. @type {Record<string, string>} */
export const CANVAS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Enter: 'press', Escape: 'lift' };

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} canvas
 * @param {boolean} single whether single characters do something
 * @returns {string | null} what it does
 */
export function actionOf(event, canvas, single) {
    const target = event.composedPath()[0];
    if (writes(target)) return null;
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey) return null;
    const onCanvas = target === canvas;
    if (onCanvas && CANVAS[key]) return CANVAS[key];
    if (key === ' ' && (onCanvas || target === document.body)) return 'pan';
    return OTHERS[key] ?? (single ? SINGLE[key.toLowerCase()] ?? null : null);
}

/** What writes the letters into itself. @param {EventTarget | undefined} target */
function writes(target) {
    if (!(target instanceof HTMLElement)) return false;
    if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio', 'button', 'color', 'file'].includes(target.type);
    return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
