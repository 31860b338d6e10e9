// @ts-check
/**
 * The texts that programs keep in a picture's file: tEXt, zTXt and iTXt of a PNG (PNG 1.2, section 4.2.3), and the EXIF
 * block of a JPEG or WebP (Exif 2.3, section 4.6.5), whose UserComment is A1111's "parameters".
 */

/** Of a text that is compressed; ComfyUI's workflows have some hundred thousand bytes. */
const LONGEST = 1 << 22;
/** More chunks are not looked at. */
const MOST = 64;

const EXIF_DIRECTORY = 0x8769;
const USER_COMMENT = 0x9286;
const DESCRIPTION = 0x010e;
const CAMERA_MODEL = 0x0110;

/** @typedef {Map<string, string>} Texts by their keywords */

/** @param {Uint8Array} bytes @returns {'png' | 'jpeg' | 'webp' | null} */
function formatOf(bytes) {
    if (ascii(bytes, 1, 4) === 'PNG' && bytes[0] === 0x89) return 'png';
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
    return ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP' ? 'webp' : null;
}

/** As far as the file is whole. @param {Uint8Array} bytes @returns {Promise<Texts>} */
export async function textsOf(bytes) {
    /** @type {Texts} */
    const texts = new Map();
    try {
        const format = formatOf(bytes);
        if (format === 'png') await readPng(bytes, texts);
        if (format === 'jpeg') readJpeg(bytes, texts);
        if (format === 'webp') readWebp(bytes, texts);
    } catch (broken) {
        if (!(broken instanceof RangeError)) throw broken;
    }
    return texts;
}

/** @param {Uint8Array} bytes @param {Texts} texts */
async function readPng(bytes, texts) {
    const view = viewOf(bytes);
    for (let at = 8, n = 0; at + 12 <= bytes.length && n < MOST; ) {
        const length = view.getUint32(at);
        const type = ascii(bytes, at + 4, at + 8);
        const data = bytes.subarray(at + 8, at + 8 + length);
        if (data.length < length) return;
        if (type === 'eXIf') readExif(data, texts);
        if (type.endsWith('EXt') || type.endsWith('TXt')) {
            await addText(type, data, texts);
            n++;
        }
        at += 12 + length;
    }
}

/** @param {string} type @param {Uint8Array} data @param {Texts} texts */
async function addText(type, data, texts) {
    const end = data.indexOf(0);
    if (end < 1) return;
    const keyword = latin1(data.subarray(0, end));
    if (texts.has(keyword)) return;
    if (type === 'tEXt') texts.set(keyword, latin1(data.subarray(end + 1)));
    if (type === 'zTXt') texts.set(keyword, latin1(await inflated(data.subarray(end + 2))));
    if (type === 'iTXt') {
        const translated = data.indexOf(0, end + 3) + 1;
        const text = data.subarray(data.indexOf(0, translated) + 1);
        texts.set(keyword, utf8(data[end + 1] === 1 ? await inflated(text) : text));
    }
}

/** What can be inflated of it, empty where it is broken. @param {Uint8Array} data */
async function inflated(data) {
    const out = new Uint8Array(LONGEST);
    let length = 0;
    try {
        const reader = new Blob([/** @type {BlobPart} */ (data)]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
        for (let part = await reader.read(); !part.done && length < LONGEST; part = await reader.read()) {
            const piece = part.value.subarray(0, LONGEST - length);
            out.set(piece, length);
            length += piece.length;
        }
        if (length === LONGEST) await reader.cancel();
    } catch (broken) {
        if (!(broken instanceof TypeError)) throw broken;
    }
    return out.subarray(0, length);
}

/** @param {Uint8Array} bytes @param {Texts} texts */
function readJpeg(bytes, texts) {
    const view = viewOf(bytes);
    for (let at = 2; view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda; at += 2 + view.getUint16(at + 2)) {
        const segment = bytes.subarray(at + 4, at + 2 + view.getUint16(at + 2));
        if (bytes[at + 1] === 0xe1 && ascii(segment, 0, 4) === 'Exif') readExif(segment, texts);
    }
}

/** @param {Uint8Array} bytes @param {Texts} texts */
function readWebp(bytes, texts) {
    const view = viewOf(bytes);
    for (let at = 12; at + 8 <= bytes.length; ) {
        const length = view.getUint32(at + 4, true);
        if (ascii(bytes, at, at + 4) === 'EXIF') readExif(bytes.subarray(at + 8, at + 8 + length), texts);
        at += 8 + length + (length & 1);
    }
}

/** @param {Uint8Array} block with or without JPEG's "Exif" before it @param {Texts} texts */
function readExif(block, texts) {
    const tiff = ascii(block, 0, 4) === 'Exif' ? block.subarray(6) : block;
    const view = viewOf(tiff);
    const little = tiff[0] === 0x49;
    /** @param {number} directory @param {boolean} first */
    const read = (directory, first) => {
        const entries = view.getUint16(directory, little);
        for (let entry = directory + 2; entry < directory + 2 + 12 * entries; entry += 12) {
            const tag = view.getUint16(entry, little);
            const length = view.getUint32(entry + 4, little);
            const at = length <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
            const value = tiff.subarray(at, at + length);
            if (tag === EXIF_DIRECTORY && first) read(view.getUint32(entry + 8, little), false);
            else if (tag === USER_COMMENT) texts.set('parameters', comment(value));
            else if (tag >= DESCRIPTION && tag <= CAMERA_MODEL) addNamed(utf8(value), texts);
        }
    };
    read(view.getUint32(4, little), true);
}

/** ComfyUI's nodes put "prompt:{...}" into the tags of the camera. @param {string} text @param {Texts} texts */
function addNamed(text, texts) {
    const colon = text.indexOf(':');
    const name = text.slice(0, Math.max(0, colon)).toLowerCase();
    if (colon > 0 && !texts.has(name)) texts.set(name, text.slice(colon + 1));
}

/** @param {Uint8Array} value */
function comment(value) {
    const text = value.subarray(8);
    if (!ascii(value, 0, 8).startsWith('UNICODE')) return utf8(text);
    return clean(new TextDecoder(isLittleEndian(text) ? 'utf-16le' : 'utf-16be').decode(text));
}

/** Programs do not agree whether the order is that of the block; zeros in the text tell. @param {Uint8Array} text */
function isLittleEndian(text) {
    let behind = 0;
    for (let i = 0; i + 1 < text.length; i += 2) behind += (text[i + 1] === 0 ? 1 : 0) - (text[i] === 0 ? 1 : 0);
    return behind > 0;
}

/** @param {Uint8Array} bytes */
function viewOf(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @param {Uint8Array} bytes @param {number} from @param {number} to */
function ascii(bytes, from, to) {
    return String.fromCharCode(...bytes.subarray(from, to));
}

/** As the PNG specification says, though programs write UTF-8 there: taken where it is some. @param {Uint8Array} bytes */
function latin1(bytes) {
    try {
        return clean(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
        return clean(new TextDecoder('latin1').decode(bytes));
    }
}

/** @param {Uint8Array} bytes */
function utf8(bytes) {
    return clean(new TextDecoder().decode(bytes));
}

/** @param {string} text */
function clean(text) {
    return text.replaceAll('\0', '').trim();
}
