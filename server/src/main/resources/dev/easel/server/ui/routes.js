// @ts-check
/** Addresses: `#` the newest, `#j/{id}/{n}` a picture, `#gallery?words=&model=&since=`, `#mask`, `#models`. */

/**
 * @typedef {{view: 'stage'|'gallery'|'mask'|'models', place: import('./types.js').Place|null, query: {words: string, model: string, since: string}}} Route
 */

/** @param {string} hash @returns {Route} */
export function parse(hash) {
    const [path, query = ''] = hash.replace(/^#/, '').split('?');
    const asked = new URLSearchParams(query);
    const words = { words: asked.get('words') ?? '', model: asked.get('model') ?? '', since: asked.get('since') ?? '' };
    const picture = path.match(/^j\/([\w-]+)(?:\/(\d+))?$/);
    if (picture) return { view: 'stage', place: { job: picture[1], n: Number(picture[2] ?? 0) }, query: words };
    if (path === 'gallery' || path === 'mask' || path === 'models') return { view: path, place: null, query: words };
    return { view: 'stage', place: null, query: words };
}

/** @param {import('./types.js').Place|null} place */
export const toPlace = (place) => place ? `#j/${place.job}/${place.n}` : '#';

/** @param {Record<string, string>} [query] */
export function toGallery(query = {}) {
    const set = Object.entries(query).filter(([, v]) => v);
    return '#gallery' + (set.length ? '?' + new URLSearchParams(set) : '');
}

/** Goes there; `replace` leaves no step to go back to. @param {string} hash @param {boolean} [replace] */
export function go(hash, replace = false) {
    if ((location.hash || '#') === hash) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', hash === '#' ? location.pathname : hash);
    dispatchEvent(new HashChangeEvent('hashchange'));
}
