// @ts-check
import { dip } from './strokes.js';

/** @typedef {import('./strokes.js').Line} Line */
/** @typedef {import('./mask-view.js').MaskView} MaskView */

/** Of the hatching, in CSS pixels. */
const TILE = 12;

/**
 * The mask as it is seen: a canvas of the room's size in the screen's pixels. A line is painted on it piece by piece
 * while the pointer moves, which costs the same for a picture of any size; all else draws it again from the mask.
 */
export class MaskInk {
    /** @param {HTMLCanvasElement} canvas @param {MaskView} view */
    constructor(canvas, view) {
        this.canvas = canvas;
        this.view = view;
        this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        /** @type {CanvasPattern | string} */
        this.ink = '#f0f';
    }

    /** To the room's size and the page's colour. @param {string} color */
    resize(color) {
        const { width, height } = this.view.room;
        this.canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
        this.canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
        this.ink = hatching(this.context, color);
    }

    /** Draws all of the mask. @param {CanvasImageSource} mask */
    draw(mask) {
        const { context, canvas, view } = this;
        const scale = view.scale * devicePixelRatio;
        context.restore();
        context.globalCompositeOperation = 'source-over';
        context.clearRect(0, 0, canvas.width, canvas.height);
        context.imageSmoothingEnabled = scale < 3;
        context.drawImage(mask, view.x * devicePixelRatio, view.y * devicePixelRatio, view.picture.width * scale, view.picture.height * scale);
        context.globalCompositeOperation = 'source-in';
        context.fillStyle = this.ink;
        context.fillRect(0, 0, canvas.width, canvas.height);
        this.bound();
    }

    /** Nothing is painted beside the picture. */
    bound() {
        const { context, view } = this;
        const scale = view.scale * devicePixelRatio;
        context.save();
        context.beginPath();
        context.rect(view.x * devicePixelRatio, view.y * devicePixelRatio, view.picture.width * scale, view.picture.height * scale);
        context.clip();
    }

    /** Where a line begins. @param {Line} line */
    begin(line) {
        const { context } = this;
        const scale = this.view.scale * devicePixelRatio;
        dip(context, line, this.ink);
        context.lineWidth = line.size * scale;
        const [x, y] = this.onScreen(line.points[0], line.points[1]);
        context.beginPath();
        context.arc(x, y, (line.size * scale) / 2, 0, 2 * Math.PI);
        context.fill();
    }

    /** The pieces that a move of the pointer has added. @param {number[]} points from where, and the new ones */
    extend(points) {
        const { context } = this;
        context.beginPath();
        context.moveTo(...this.onScreen(points[0], points[1]));
        for (let i = 2; i < points.length; i += 2) context.lineTo(...this.onScreen(points[i], points[i + 1]));
        context.stroke();
    }

    /** @param {number} x @param {number} y @returns {[number, number]} */
    onScreen(x, y) {
        const { view } = this;
        return [(x * view.scale + view.x) * devicePixelRatio, (y * view.scale + view.y) * devicePixelRatio];
    }
}

/** The colour with white lines through it, so that it is seen on any picture. @param {CanvasRenderingContext2D} context @param {string} color */
function hatching(context, color) {
    const side = Math.round(TILE * devicePixelRatio);
    const tile = new OffscreenCanvas(side, side);
    const lines = /** @type {OffscreenCanvasRenderingContext2D} */ (tile.getContext('2d'));
    lines.fillStyle = color;
    lines.fillRect(0, 0, side, side);
    lines.strokeStyle = '#fff';
    lines.lineWidth = 1.5 * devicePixelRatio;
    lines.beginPath();
    for (const shift of [-side, 0, side]) {
        lines.moveTo(shift - side, 2 * side);
        lines.lineTo(shift + 2 * side, -side);
    }
    lines.stroke();
    return context.createPattern(tile, 'repeat') ?? color;
}
