// @ts-check
/** The server's API: one fetch with the key, and failures that say what to do. */

/** @typedef {'offline'|'key'|'rights'|'refused'|'gone'|'busy'|'large'|'starting'|'failed'} Kind */

/** What went wrong: the server's sentence, the field that it names, and the seconds to wait where it says them. */
export class Failure extends Error {
    /** @param {Kind} kind @param {string} sentence @param {{field?: string|null, wait?: number|null, status?: number}} [more] */
    constructor(kind, sentence, more = {}) {
        super(sentence);
        this.kind = kind;
        this.sentence = sentence;
        this.field = more.field ?? null;
        this.wait = more.wait ?? null;
        this.status = more.status ?? 0;
    }
}

const KEY = 'easel.key';
let held = read();

function read() {
    try { return sessionStorage.getItem(KEY) ?? ''; } catch { return ''; }
}

/** The key of this tab; '' is none. */
export const key = {
    get value() { return held; },
    set value(k) {
        held = k.trim();
        try { held ? sessionStorage.setItem(KEY, held) : sessionStorage.removeItem(KEY); } catch { /* kept in memory alone */ }
    },
};

const FIELDS = ['negative_prompt', 'prompt', 'width', 'height', 'steps', 'cfg_scale', 'sampler', 'scheduler', 'seed', 'style', 'number', 'strength',
    'mask_blur', 'mask', 'image', 'hires', 'loras', 'model'];

/** The field that a sentence names: its first word, as the server's sentences begin with it, or any field in it. @param {string} sentence */
export function fieldOf(sentence) {
    const found = sentence.toLowerCase().match(/[a-z_]+/g) ?? [];
    const named = FIELDS.includes(found[0] ?? '') ? found[0] : found.find((w) => w.includes('_') && FIELDS.includes(w));
    return named ?? null;
}

/** @param {number} status @returns {Kind} */
const kindOf = (status) => status === 401 ? 'key' : status === 403 ? 'rights' : status === 404 ? 'gone' : status === 413 ? 'large'
    : status === 429 ? 'busy' : status === 503 ? 'busy' : status >= 400 && status < 500 ? 'refused' : 'failed';

/** @param {Response} response */
async function failure(response) {
    let sentence = response.statusText || `HTTP ${response.status}`;
    try {
        const body = await response.text();
        try { sentence = sentenceIn(JSON.parse(body)) ?? sentence; } catch { if (body.length < 300 && !body.includes('<')) sentence = body || sentence; }
    } catch { /* the status says it */ }
    const wait = Number(response.headers.get('Retry-After')) || null;
    const kind = kindOf(response.status);
    return new Failure(kind, sentence, { field: kind === 'refused' ? fieldOf(sentence) : null, wait, status: response.status });
}

/** @param {any} body */
const sentenceIn = (body) => typeof body.error === 'string' ? body.error : body.error?.message ?? body.message;

/**
 * @param {string} path @param {RequestInit & {json?: any}} [options]
 * @returns {Promise<Response>} of a status below 400
 * @throws {Failure}
 */
export async function request(path, { json, headers, ...options } = {}) {
    const all = new Headers(headers);
    if (held) all.set('Authorization', 'Bearer ' + held);
    if (json !== undefined) { all.set('Content-Type', 'application/json'); options.body = JSON.stringify(json); options.method ??= 'POST'; }
    let response;
    try {
        response = await fetch(path, { ...options, headers: all });
    } catch (e) {
        if (options.signal?.aborted) throw e;
        throw new Failure('offline', 'No connection.');
    }
    if (!response.ok) throw await failure(response);
    return response;
}

/** @param {string} path @param {AbortSignal} [signal] */
export const get = async (path, signal) => (await request(path, { signal, headers: { Accept: 'application/json' } })).json();
/** @param {string} path @param {any} body @param {Record<string, string>} [headers] @param {AbortSignal} [signal] */
export const post = async (path, body, headers, signal) => (await request(path, { json: body, headers, signal })).json();

/**
 * Posts what may be large, and tells how much of it is sent, which fetch cannot.
 * @param {string} path @param {any} body @param {Record<string, string>} headers @param {(share: number) => void} sent
 * @param {AbortSignal} [signal] ends it as long as the server does not have all of it @returns {Promise<any>}
 */
export const upload = (path, body, headers, sent, signal) => new Promise((done, fail) => {
    const ask = new XMLHttpRequest();
    let whole = false;
    ask.upload.onload = () => { whole = true; };
    signal?.addEventListener('abort', () => { if (!whole) { ask.abort(); fail(signal.reason); } });
    ask.open('POST', path);
    for (const [name, value] of Object.entries({ ...headers, 'Content-Type': 'application/json', ...(held && { Authorization: 'Bearer ' + held }) })) ask.setRequestHeader(name, value);
    ask.upload.onprogress = (e) => { if (e.lengthComputable) sent(e.loaded / e.total); };
    ask.onerror = () => fail(new Failure('offline', 'No connection.'));
    ask.onload = async () => {
        const { status, statusText, responseText } = ask, wait = ask.getResponseHeader('Retry-After');
        const response = new Response(responseText, { status, statusText, headers: wait ? { 'Retry-After': wait } : {} });
        try { response.ok ? done(await response.json()) : fail(await failure(response)); } catch (e) { fail(e); }
    };
    ask.send(JSON.stringify(body));
});

/** Sent even while the page is left. @param {string} path */
export const remove = (path) => request(path, { method: 'DELETE', keepalive: true });

/** @param {Record<string, any>} values those that are set, as a query */
export const query = (values) => {
    const set = Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== '');
    return set.length ? '?' + new URLSearchParams(set.map(([k, v]) => [k, String(v)])) : '';
};
