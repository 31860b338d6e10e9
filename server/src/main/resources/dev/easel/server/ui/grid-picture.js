// @ts-check
import { words } from './words.js';

/**
 * Draws a grid as one picture with its axes labelled, to be saved. Black on white, as it is printed and passed on.
 *
 * @typedef {import('./types.js').Axes} Axes
 */

/** No side and no area beyond what browsers can draw. */
const LONGEST = 8192;
const LARGEST = 48e6;
const FONT = 'Inter, system-ui, sans-serif';

/**
 * @param {Axes} axes
 * @param {(job: string) => Promise<Blob | null>} pictureOf
 * @returns {Promise<Blob>} a PNG
 */
export async function drawGrid(axes, pictureOf) {
    const pictures = await Promise.all(axes.cells.map(async (job) => {
        const blob = job === null ? null : await pictureOf(job);
        return blob && createImageBitmap(blob);
    }));
    const first = pictures.find(Boolean);
    const measures = measure(axes, first?.width ?? 256, first?.height ?? 256);
    const canvas = new OffscreenCanvas(measures.width, measures.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    label(context, axes, measures);
    pictures.forEach((picture, i) => {
        const x = measures.left + (i % axes.x.values.length) * (measures.cell.width + measures.gap);
        const y = measures.top + Math.floor(i / axes.x.values.length) * (measures.cell.height + measures.gap);
        if (picture) place(context, picture, x, y, measures.cell);
        picture?.close();
    });
    return canvas.convertToBlob({ type: 'image/png' });
}

/** @param {Axes} axes @param {number} pictureWidth @param {number} pictureHeight */
function measure(axes, pictureWidth, pictureHeight) {
    const columns = axes.x.values.length;
    const rows = axes.y.values.length;
    const scale = Math.min(1, LONGEST / (columns * pictureWidth * 1.1), LONGEST / (rows * pictureHeight * 1.1),
        Math.sqrt(LARGEST / (columns * rows * pictureWidth * pictureHeight)));
    const cell = { width: Math.max(16, Math.round(pictureWidth * scale)), height: Math.max(16, Math.round(pictureHeight * scale)) };
    const text = Math.max(12, Math.round(Math.min(cell.width, cell.height) / 14));
    const gap = Math.max(2, Math.round(text / 5));
    const probe = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext('2d'));
    probe.font = `${text}px ${FONT}`;
    const names = [...axes.y.values.map(String), ...corner(axes)];
    const wide = Math.max(...names.map((name) => probe.measureText(name).width));
    const left = Math.round(Math.min(wide, cell.width) + 1.6 * text);
    const top = Math.round(text * (axes.y.name ? 3.4 : 2.6));
    return {
        cell, text, gap, left, top,
        width: left + columns * cell.width + (columns - 1) * gap + text,
        height: top + rows * cell.height + (rows - 1) * gap + text,
    };
}

/** @param {Axes} axes */
export function corner(axes) {
    const across = words.grid.names[axes.x.name] ?? axes.x.name;
    return axes.y.name ? [words.grid.names[axes.y.name] ?? axes.y.name, words.grid.by(across)] : [across];
}

/** @param {OffscreenCanvasRenderingContext2D} context @param {Axes} axes @param {ReturnType<typeof measure>} measures */
function label(context, axes, { cell, text, gap, left, top }) {
    context.font = `${text}px ${FONT}`;
    context.textBaseline = 'middle';
    context.fillStyle = '#1a1a1a';
    context.textAlign = 'center';
    axes.x.values.forEach((value, i) => context.fillText(String(value), left + i * (cell.width + gap) + cell.width / 2, top / 2, cell.width));
    context.textAlign = 'right';
    axes.y.values.forEach((value, i) => context.fillText(String(value), left - 0.6 * text, top + i * (cell.height + gap) + cell.height / 2, left - text));
    context.fillStyle = '#636363';
    corner(axes).forEach((line, i, lines) => context.fillText(line, left - 0.6 * text, top / 2 + (i - (lines.length - 1) / 2) * 1.2 * text, left - text));
}

/** Fitted into its cell. @param {OffscreenCanvasRenderingContext2D} context @param {ImageBitmap} picture @param {number} x @param {number} y @param {{width: number, height: number}} cell */
function place(context, picture, x, y, cell) {
    const scale = Math.min(cell.width / picture.width, cell.height / picture.height);
    const width = picture.width * scale;
    const height = picture.height * scale;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, x + (cell.width - width) / 2, y + (cell.height - height) / 2, width, height);
}
