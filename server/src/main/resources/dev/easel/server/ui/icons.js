// @ts-check
import { html, svg } from 'lit';

/** All signs of the page: 16 px, stroke 1.5, round ends. */
const paths = {
    mark: svg`<path d="M8 1.5v2M2.5 3.5h11v7h-11zM5 10.5l-1.8 4M11 10.5l1.8 4M8 10.5v3"/>`,
    down: svg`<path d="M4.5 6.5 8 10l3.5-3.5"/>`,
    right: svg`<path d="M6.5 4.5 10 8l-3.5 3.5"/>`,
    left: svg`<path d="M9.5 4.5 6 8l3.5 3.5"/>`,
    dice: svg`<rect x="2.5" y="2.5" width="11" height="11" rx="2.5"/><g class="solid"><circle cx="5.6" cy="5.6" r="1"/><circle cx="10.4" cy="5.6" r="1"/><circle cx="8" cy="8" r="1"/><circle cx="5.6" cy="10.4" r="1"/><circle cx="10.4" cy="10.4" r="1"/></g>`,
    lock: svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>`,
    swap: svg`<path d="M3 5.5h10M10.5 3 13 5.5 10.5 8M13 10.5H3M5.5 8 3 10.5 5.5 13"/>`,
    picture: svg`<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="m2.8 11.2 3.4-3.4 3.6 3.6 1.4-1.4 2.2 2.2"/><circle cx="10.4" cy="6.1" r="1"/>`,
    brush: svg`<path d="M13.6 2.4 7.4 8.6M7.4 8.7C5.5 8.2 4 9.4 4 11c0 1.2-.6 1.9-1.5 2.2 2.7.9 6-.2 6-2.7 0-.7-.4-1.4-1.1-1.8z"/>`,
    eraser: svg`<path d="M5.8 13.5h7.7M2.9 10.3l6.3-6.4a1.2 1.2 0 0 1 1.7 0l2.2 2.2a1.2 1.2 0 0 1 0 1.7l-5.6 5.7H5.9l-3-3a.15.15 0 0 1 0-.2zM6.2 7l3.9 3.9"/>`,
    enlarge: svg`<path d="M9.5 2.5h4v4M13.5 2.5 9.3 6.7M6.5 13.5h-4v-4M2.5 13.5l4.2-4.2"/>`,
    vary: svg`<path d="M2.5 4.5h1.7c3.6 0 3.8 7 7.4 7h1.9M11.5 9.5l2 2-2 2M2.5 11.5h1.7c1.2 0 2-.8 2.6-1.9M9 6.4c.6-1.1 1.4-1.9 2.6-1.9h1.9M11.5 2.5l2 2-2 2"/>`,
    save: svg`<path d="M8 2.5v7.7M5 7.5l3 3 3-3M3 13.5h10"/>`,
    copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5"/>`,
    bin: svg`<path d="M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.9 7.2v3.8M9.1 7.2v3.8"/>`,
    again: svg`<path d="M2.5 6.5h7.3a3.2 3.2 0 0 1 0 6.5H6M2.5 6.5l3-3M2.5 6.5l3 3"/>`,
    redo: svg`<path d="M13.5 6.5H6.2a3.2 3.2 0 0 0 0 6.5H10M13.5 6.5l-3-3M13.5 6.5l-3 3"/>`,
    x: svg`<path d="m4.5 4.5 7 7M11.5 4.5l-7 7"/>`,
    plus: svg`<path d="M8 3.5v9M3.5 8h9"/>`,
    minus: svg`<path d="M3.5 8h9"/>`,
    find: svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.4 10.4 3.1 3.1"/>`,
    wall: svg`<rect x="2.5" y="2.5" width="4.5" height="6" rx="1"/><rect x="9" y="2.5" width="4.5" height="3.5" rx="1"/><rect x="2.5" y="10.5" width="4.5" height="3" rx="1"/><rect x="9" y="8" width="4.5" height="5.5" rx="1"/>`,
    axes: svg`<path d="M3 2.5v10.5h10.5"/><rect x="5.5" y="3" width="3" height="3" rx=".7"/><rect x="10.3" y="3" width="3" height="3" rx=".7"/><rect x="5.5" y="7.7" width="3" height="3" rx=".7"/><rect x="10.3" y="7.7" width="3" height="3" rx=".7"/>`,
    invert: svg`<circle cx="8" cy="8" r="5.5"/><path class="solid" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>`,
    compare: svg`<rect x="2.5" y="3.5" width="11" height="9" rx="1.5"/><path d="M8 1.5v13"/><path class="solid" d="M8 3.5h4a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5H8z" opacity=".5"/>`,
    key: svg`<circle cx="5" cy="11" r="2.5"/><path d="m6.8 9.2 6.2-6.2M10.5 5.5l2 2"/>`,
    more: svg`<g class="solid"><circle cx="3.5" cy="8" r="1.2"/><circle cx="8" cy="8" r="1.2"/><circle cx="12.5" cy="8" r="1.2"/></g>`,
    check: svg`<path d="m3.5 8.5 3 3 6-7"/>`,
    warn: svg`<path d="M8 2.5 14 13H2zM8 6.5v3"/><circle class="solid" cx="8" cy="11.3" r=".8"/>`,
    tune: svg`<path d="M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6"/><circle cx="10.2" cy="5" r="1.7"/><circle cx="5.8" cy="11" r="1.7"/>`,
    start: svg`<rect x="6.5" y="3" width="7" height="10" rx="1.5"/><path d="M1.5 8h6.5M6 5.8 8.2 8 6 10.2"/>`,
    fit: svg`<path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3"/>`,
    seed: svg`<path d="M8 13.5V8.5M8 9c0-3 2-5 5.5-5.5C13.5 7 11.5 9 8 9zM8 10.5c0-2-1.5-3.7-5-4 0 2.7 2 4.3 5 4z"/>`,
};

/** @param {keyof typeof paths} name */
export const icon = (name) => html`<svg viewBox="0 0 16 16" aria-hidden="true">${paths[name]}</svg>`;
