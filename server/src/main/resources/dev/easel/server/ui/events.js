// @ts-check
import { Failure, request } from './api.js';

/**
 * Server-sent events by fetch, because EventSource sends no key. A stream that breaks is taken up again after 1 to 30 s from
 * the last event that came (Last-Event-ID).
 *
 * @param {string} path
 * @param {{event: (data: any) => boolean|void, lost?: (failure: Failure, wait: number) => void, found?: () => void,
 *     ended?: (failure: Failure|null) => void}} on `event` answers true after the last one; `lost` and `found` say how the
 *     connection is, `ended` why there will be no more (null: the last event came)
 * @returns {{close: () => void, now: () => void}} `now` ends a wait
 */
export function follow(path, on) {
    const over = new AbortController();
    let last = '', tries = 0, wake = () => {};

    async function run() {
        while (!over.signal.aborted) {
            try {
                if (await once()) return on.ended?.(null);
                tries = Math.max(tries, 1);
            } catch (e) {
                if (over.signal.aborted) return;
                const failure = e instanceof Failure ? e : new Failure('offline', 'No connection.');
                if (['key', 'rights', 'gone', 'refused'].includes(failure.kind)) return on.ended?.(failure);
                tries++;
                const wait = failure.wait ?? waitOf(tries);
                on.lost?.(failure, wait);
                await sleep(wait);
                continue;
            }
            await sleep(1);
        }
    }

    /** One connection. @returns {Promise<boolean>} whether the last event came */
    async function once() {
        const response = await request(path, {
            signal: over.signal, cache: 'no-store', headers: { Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) },
        });
        on.found?.();
        for await (const { id, data } of parse(/** @type {ReadableStream<Uint8Array>} */ (response.body))) {
            tries = 0;
            if (id) last = id;
            if (on.event(JSON.parse(data))) return true;
        }
        return false;
    }

    /** @param {number} s */
    const sleep = (s) => new Promise((done) => {
        const timer = setTimeout(done, s * 1000, undefined);
        wake = () => { clearTimeout(timer); done(undefined); };
    });

    run();
    return { close: () => { over.abort(); wake(); }, now: () => wake() };
}

/** Seconds before the n-th try: 1, 2, 4, ... 30, and a little chance so that many pages do not come at once. @param {number} n */
export const waitOf = (n) => Math.min(30, 2 ** (n - 1)) * (.85 + Math.random() * .3);

/** @param {ReadableStream<Uint8Array>} stream @returns {AsyncGenerator<{id: string, data: string}>} */
export async function* parse(stream) {
    const reader = stream.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
    let rest = '';
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            const blocks = (rest + value.replaceAll('\r\n', '\n')).split('\n\n');
            rest = blocks.pop() ?? '';
            for (const block of blocks) {
                let id = '', data = [];
                for (const line of block.split('\n')) {
                    if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
                    else if (line.startsWith('id:')) id = line.slice(3).trim();
                }
                if (data.length) yield { id, data: data.join('\n') };
            }
        }
    } finally {
        reader.cancel().catch(() => {});
    }
}
