// @ts-check
/**
 * Strokes of a mask in the picture's own pixels, and how they are painted. A mask is what its strokes make, so undo is
 * a shorter list.
 *
 * @typedef {{kind: 'brush' | 'erase', size: number, points: number[]}} Line points: x, y, x, y ...
 * @typedef {{invert: true} | {clear: true}} Whole
 * @typedef {Line | Whole} Stroke
 * @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context
 */

/** Of the brush, across, in the picture's pixels. */
const SIZES = { least: 4, most: 400 };

/** Points nearer than this share of the brush are left out: they change no pixel that one could see. */
const NEAR = 0.04;

/** @param {number} size */
export function clampSize(size) {
    return Math.min(SIZES.most, Math.max(SIZES.least, Math.round(size)));
}

/** A fifth more or less, but always another size. @param {number} size @param {1 | -1} way */
export function nextSize(size, way) {
    const next = Math.round(size * (way > 0 ? 1.2 : 1 / 1.2));
    return clampSize(next === size ? size + way : next);
}

/** Where a slider from 0 to 1000 stands for a size: small sizes have as much room as large ones. @param {number} size */
export function slideOf(size) {
    return Math.round((1000 * Math.log(size / SIZES.least)) / Math.log(SIZES.most / SIZES.least));
}

/** @param {number} slide */
export function sizeOf(slide) {
    return clampSize(SIZES.least * Math.pow(SIZES.most / SIZES.least, slide / 1000));
}

/** @param {'brush' | 'erase'} kind @param {number} size @param {number} x @param {number} y @returns {Line} */
export function begin(kind, size, x, y) {
    return { kind, size, points: [tenth(x), tenth(y)] };
}

/**
 * Adds a point and tells from where it goes on; null if it is too near to be seen.
 *
 * @param {Line} line @param {number} x @param {number} y
 * @returns {[number, number] | null}
 */
export function extend(line, x, y) {
    const { points } = line;
    const lastX = points[points.length - 2];
    const lastY = points[points.length - 1];
    if (Math.hypot(x - lastX, y - lastY) < Math.max(0.5, line.size * NEAR)) return null;
    points.push(tenth(x), tenth(y));
    return [lastX, lastY];
}

/** @param {number} value */
function tenth(value) {
    return Math.round(value * 10) / 10;
}

/** Sets what all lines of a kind have. @param {Context} context @param {Line} line @param {string | CanvasPattern} ink */
export function dip(context, line, ink) {
    context.globalCompositeOperation = line.kind === 'brush' ? 'source-over' : 'destination-out';
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.lineWidth = line.size;
    context.strokeStyle = ink;
    context.fillStyle = ink;
}

/** One piece of a line, as it is painted while the pointer moves. @param {Context} context @param {number[]} piece */
export function segment(context, [fromX, fromY, toX, toY]) {
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
}

/** @param {Context} context @param {Line} line */
export function dot(context, line) {
    context.beginPath();
    context.arc(line.points[0], line.points[1], line.size / 2, 0, 2 * Math.PI);
    context.fill();
}

/** Paints strokes on a mask of a picture's size; opaque is what is made anew. @param {Context} context @param {Stroke[]} strokes */
export function paint(context, strokes) {
    const { width, height } = context.canvas;
    for (const stroke of strokes) {
        if ('clear' in stroke) {
            context.clearRect(0, 0, width, height);
        } else if ('invert' in stroke) {
            context.globalCompositeOperation = 'source-out';
            context.fillStyle = '#fff';
            context.fillRect(0, 0, width, height);
        } else {
            dip(context, stroke, '#fff');
            dot(context, stroke);
            context.beginPath();
            context.moveTo(stroke.points[0], stroke.points[1]);
            for (let i = 2; i < stroke.points.length; i += 2) {
                context.lineTo(stroke.points[i], stroke.points[i + 1]);
            }
            context.stroke();
        }
    }
}

/** What has to be painted: nothing before the last "clear" matters. @param {Stroke[]} strokes */
export function sinceClear(strokes) {
    return strokes.slice(strokes.findLastIndex((stroke) => 'clear' in stroke) + 1);
}

/** Whether a list begins with another one. @param {Stroke[]} all @param {Stroke[]} first */
export function beginsWith(all, first) {
    return first.length <= all.length && first.every((stroke, i) => stroke === all[i]);
}
