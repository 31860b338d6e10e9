// @ts-check
import { beginsWith, paint, sinceClear } from './strokes.js';

/** @typedef {import('./strokes.js').Stroke} Stroke */

/** To count what is covered, a mask is made so small. */
const COUNTED = 256;

/** A mask of a picture's own size: opaque is what is made anew. */
export class MaskCanvas {
    /** @param {number} width @param {number} height of the picture */
    constructor(width, height) {
        this.canvas = new OffscreenCanvas(width, height);
        this.context = contextOf(this.canvas);
        /** @type {Stroke[]} what is painted on it */
        this.painted = [];
    }

    /** Whether it is what these strokes make. @param {Stroke[]} strokes */
    shows(strokes) {
        return strokes.length === this.painted.length && beginsWith(strokes, this.painted);
    }

    /** Paints what is not painted yet, or all again where something was taken back. @param {Stroke[]} strokes */
    show(strokes) {
        if (beginsWith(strokes, this.painted)) {
            paint(this.context, strokes.slice(this.painted.length));
        } else {
            this.context.globalCompositeOperation = 'source-over';
            this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
            paint(this.context, sinceClear(strokes));
        }
        this.painted = strokes;
    }

    /** How much of the picture it covers, 0 to 1. */
    share() {
        const small = contextOf(new OffscreenCanvas(COUNTED, COUNTED), true);
        small.imageSmoothingQuality = 'medium';
        small.drawImage(this.canvas, 0, 0, COUNTED, COUNTED);
        const { data } = small.getImageData(0, 0, COUNTED, COUNTED);
        let sum = 0;
        for (let i = 3; i < data.length; i += 4) sum += data[i];
        return sum / (255 * COUNTED * COUNTED);
    }

    /** As the server takes it: white on black. @returns {Promise<Blob>} */
    png() {
        const copy = new OffscreenCanvas(this.canvas.width, this.canvas.height);
        const context = contextOf(copy);
        context.fillRect(0, 0, copy.width, copy.height);
        context.drawImage(this.canvas, 0, 0);
        return copy.convertToBlob({ type: 'image/png' });
    }
}

/** @param {OffscreenCanvas} canvas @param {boolean} [read] whether it is made to be read */
function contextOf(canvas, read = false) {
    return /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: read }));
}
