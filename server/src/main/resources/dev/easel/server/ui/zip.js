// @ts-check

/**
 * A zip of files that are stored, not packed (pictures are packed already). Files stay blobs, so the browser may keep
 * them on the disk: one is fetched and read at a time.
 * @param {{name: string, blob: () => Promise<Blob>, time?: Date}[]} files
 * @param {(share: number) => void} [far] is told how many are in it, 0 to 1
 * @returns {Promise<Blob>}
 */
export async function zip(files, far = () => {}) {
    /** @type {BlobPart[]} */
    const parts = [];
    /** @type {BlobPart[]} */
    const directory = [];
    let offset = 0;
    let size = 0;
    let count = 0;
    for (const { name, blob: fetched, time = new Date() } of files) {
        const blob = await fetched();
        const title = new TextEncoder().encode(name);
        const about = entry(crc32(new Uint8Array(await blob.arrayBuffer())), blob.size, title.length, time);
        const local = record(0x04034b50, about);
        const central = record(0x02014b50, [[2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]);
        parts.push(local, title, blob);
        directory.push(central, title);
        offset += local.length + title.length + blob.size;
        size += central.length + title.length;
        far(++count / files.length);
        if (offset + size > 0xffffffff || count > 0xffff) throw new RangeError('more than a zip file can hold');
    }
    const end = record(0x06054b50, [[2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]]);
    return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}

/**
 * What local and central headers have in common: version 2.0, UTF-8 names, stored, time, sum, sizes, length of the name.
 * @param {number} crc
 * @param {number} size
 * @param {number} title
 * @param {Date} time
 * @returns {[number, number][]}
 */
function entry(crc, size, title, time) {
    const clock = (time.getHours() << 11) | (time.getMinutes() << 5) | (time.getSeconds() >> 1);
    const day = ((time.getFullYear() - 1980) << 9) | ((time.getMonth() + 1) << 5) | time.getDate();
    return [[2, 20], [2, 0x0800], [2, 0], [2, clock], [2, day], [4, crc], [4, size], [4, size], [2, title], [2, 0]];
}

/**
 * @param {number} signature
 * @param {[number, number][]} fields bytes and value, little-endian
 */
function record(signature, fields) {
    const bytes = new Uint8Array(4 + fields.reduce((sum, [length]) => sum + length, 0));
    const view = new DataView(bytes.buffer);
    view.setUint32(0, signature, true);
    let at = 4;
    for (const [length, value] of fields) {
        if (length === 2) view.setUint16(at, value, true);
        else view.setUint32(at, value, true);
        at += length;
    }
    return bytes;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let c = byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    return c;
});

/** @param {Uint8Array} bytes */
export function crc32(bytes) {
    let c = 0xffffffff;
    for (const byte of bytes) c = TABLE[(c ^ byte) & 0xff] ^ (c >>> 8);
    return ~c >>> 0;
}
