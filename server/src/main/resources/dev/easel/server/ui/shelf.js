// @ts-check
/**
 * Files in the browser's own database, for the next visit. A file has its name at once and is laid down behind that; it stays
 * as long as the page's storage (localStorage) names it. Where the browser keeps nothing, a name leads nowhere.
 */

/** @type {WeakMap<Blob, string>} */
const names = new WeakMap();
/** @type {Promise<IDBDatabase>|undefined} */
let opened;

function database() {
    return opened ??= new Promise((done, fail) => {
        const asked = indexedDB.open('easel', 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore('files');
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => fail(asked.error);
    });
}

/** @template T @param {IDBTransactionMode} mode @param {(files: IDBObjectStore) => IDBRequest<T>} ask @returns {Promise<T>} */
async function run(mode, ask) {
    const asked = ask((await database()).transaction('files', mode).objectStore('files'));
    return new Promise((done, fail) => {
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => fail(asked.error);
    });
}

/** Lays a file down, with what belongs to it. @param {Blob} blob @param {Record<string, any>} [more] @returns {string} its name */
export function keep(blob, more) {
    const known = names.get(blob);
    if (known) return known;
    const name = 'file-' + crypto.getRandomValues(new Uint32Array(3)).join('-');
    names.set(blob, name);
    run('readwrite', (files) => files.put({ ...more, blob }, name)).catch(() => names.delete(blob));
    return name;
}

/** @param {string} name @returns {Promise<(Record<string, any> & {blob: Blob})|null>} */
export async function find(name) {
    try {
        const found = await run('readonly', (files) => files.get(name));
        if (found) names.set(found.blob, name);
        return found ?? null;
    } catch { return null; }
}

/** Takes away what the page's storage names no more. */
export async function tidy() {
    try {
        const all = await run('readonly', (files) => files.getAllKeys()), named = Object.values(localStorage).join();
        for (const name of all) if (!named.includes(String(name))) await run('readwrite', (files) => files.delete(name));
    } catch { /* what is left is taken away another time */ }
}
