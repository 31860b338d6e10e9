// @ts-check

/**
 * A row of the wall: cells from `first` on, their widths, all of one height.
 * @typedef {{first: number, height: number, widths: number[]}} Row
 */

/**
 * Rows that are filled from edge to edge with pictures in their own shapes, so none is cut. A row ends where its height
 * comes closest to the one wished for; the last keeps that height.
 * @param {number[]} shapes width / height of each picture
 * @param {number} width of a row
 * @param {number} height wished for
 * @param {number} gap between pictures
 * @returns {Row[]}
 */
export function justify(shapes, width, height, gap) {
    const rows = [];
    let first = 0;
    while (first < shapes.length) {
        const { count, fit } = rowFrom(shapes, first, width, height, gap);
        const tall = Math.floor(fit);
        const widths = shapes.slice(first, first + count).map(shape => Math.round(shape * fit));
        const full = first + count < shapes.length || fit < height;
        if (full) widths[count - 1] += width - gap * (count - 1) - widths.reduce((a, b) => a + b, 0);
        rows.push({ first, height: tall, widths });
        first += count;
    }
    return rows;
}

/**
 * @param {number[]} shapes
 * @param {number} first
 * @param {number} width
 * @param {number} height
 * @param {number} gap
 */
function rowFrom(shapes, first, width, height, gap) {
    let sum = 0;
    let before = Infinity;
    for (let i = first; i < shapes.length; i++) {
        sum += shapes[i];
        const count = i - first + 1;
        const fit = (width - gap * (count - 1)) / sum;
        if (fit <= height) {
            const fewer = count > 1 && before / height < height / fit;
            return fewer ? { count: count - 1, fit: before } : { count, fit };
        }
        before = fit;
    }
    return { count: shapes.length - first, fit: height };
}

/**
 * Rows of squares, for narrow windows.
 * @param {number} count of pictures
 * @param {number} columns
 * @param {number} width of a row
 * @param {number} gap between pictures
 * @returns {Row[]}
 */
export function squares(count, columns, width, gap) {
    const side = (width - gap * (columns - 1)) / columns;
    const rows = [];
    for (let first = 0; first < count; first += columns) {
        rows.push({ first, height: side, widths: Array(Math.min(columns, count - first)).fill(side) });
    }
    return rows;
}
