// @ts-check
import { put } from './pictures.js';
import { go } from './routes.js';
import { words } from './words.js';
/** @import {Job} from './types.js' */

/** Pictures from outside: dropped, pasted or chosen, to start from or to be looked at with their recipe. */
export class Files {
    /** what is looked at @type {{job: Job, file: File, label: string, left: any[]}|null} */ dropped = null;
    /** @type {File|null} too large to be sent */ large = null;
    #count = 0;

    /** @param {import('./studio.js').Studio} studio @param {() => void} leave what is done before another picture is shown */
    constructor(studio, leave) {
        this.studio = studio;
        this.leave = leave;
    }

    /** A file to start from. @param {File} file */
    async startFrom(file) {
        const { messages, catalogue } = this.studio;
        const size = await sizeOf(file), most = catalogue.offers?.image?.max_pixels ?? Infinity;
        if (!size) return messages.set('image', words.source.unreadable);
        const { width, height } = size;
        if (width * height > most) {
            this.large = file;
            return messages.set('image', words.source.large(Math.ceil(width * height / 1e6), Math.floor(most / 1e6)));
        }
        this.studio.change('source', { blob: file, url: URL.createObjectURL(file), width, height, name: file.name });
        this.leave();
    }

    /** Makes the picture that was too large as small as the server takes it. */
    async smaller() {
        const file = this.large, most = this.studio.catalogue.offers?.image?.max_pixels ?? 4e6;
        if (!file) return;
        const whole = await createImageBitmap(file), k = Math.sqrt(most / whole.width / whole.height) * .999;
        const canvas = new OffscreenCanvas(Math.floor(whole.width * k), Math.floor(whole.height * k));
        /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(whole, 0, 0, canvas.width, canvas.height);
        this.large = null;
        await this.startFrom(new File([await canvas.convertToBlob({ type: 'image/webp', quality: .95 })], file.name, { type: 'image/webp' }));
    }

    /** Shows a file with the recipe that it carries. @param {File} file */
    async read(file) {
        const { messages, catalogue, recipe } = this.studio, size = await sizeOf(file);
        if (!size) return messages.say(words.source.unreadable, undefined, undefined, true);
        const { read } = await import('./infotext.js');
        const found = await read(file, catalogue.models, catalogue.offers);
        const id = 'dropped' + ++this.#count;
        put(id, 1, file);
        const job = /** @type {any} */ ({
            id, status: 'done', model: found?.request.model ?? recipe.model, request: found?.request ?? {}, notes: [], created: '', started: null, finished: null,
            pictures: [{ n: 1, ...size, seed: found?.request.seed }],
        });
        go('#');
        this.dropped = { job, file, label: found?.label ?? '', left: found?.left ?? [] };
        this.leave();
        if (!found) messages.say(words.notice.noRecipe, words.notice.startFromIt, () => this.startFrom(file));
    }

    /** A picture in the clipboard is looked at with its recipe. @param {ClipboardEvent} e */
    paste(e) {
        const file = [...e.clipboardData?.files ?? []].find((f) => f.type.startsWith('image/'));
        if (!file) return;
        e.preventDefault();
        this.read(file).catch((x) => this.studio.fail(x));
    }
}

/** @param {Blob} file @returns {Promise<{width: number, height: number}|null>} null where it is no picture */
async function sizeOf(file) {
    try {
        const picture = await createImageBitmap(file), { width, height } = picture;
        picture.close();
        return { width, height };
    } catch { return null; }
}
