// @ts-check
import { days, shapeOf } from './days.js';
import { justify, squares } from './justify.js';
/** @import {Job} from './types.js' */

/**
 * Where things stand on the gallery's wall, in pixels from its top; a cell's place is within its section.
 * @typedef {{job: Job, i: number, section: number, x: number, y: number, width: number, height: number}} Cell i counts all cells
 * @typedef {{y: number, height: number, cells: Cell[]}} Band
 * @typedef {{key: string, date: Date|null, jobs: Job[], y: number, height: number, bands: Band[]}} Section date null: what goes on now
 * @typedef {{sections: Section[], cells: Cell[], height: number}} Wall
 */

const HEAD = 36;
const ROW = 158;
const SLOT = 120;

/**
 * @param {Job[]} jobs newest first
 * @param {number} width
 * @param {boolean} narrow three columns of squares
 * @returns {Wall}
 */
export function hang(jobs, width, narrow) {
    const open = jobs.filter(job => job.status === 'generating' || job.status === 'queued');
    const now = [...open].sort((a, b) => place(a) - place(b));
    const made = days(jobs.filter(job => job.status === 'done' && job.pictures.length > 0));
    /** @type {Wall} */
    const wall = { sections: [], cells: [], height: 0 };
    if (now.length > 0) section(wall, { key: 'now', date: null, jobs: now }, width, narrow);
    for (const { day, date, jobs: some } of made) section(wall, { key: day, date, jobs: some }, width, narrow);
    return wall;
}

/** What is at work first, then by its place. @param {Job} job */
const place = job => (job.status === 'generating' ? -1 : job.position ?? 0);

/**
 * @param {Wall} wall
 * @param {{key: string, date: Date|null, jobs: Job[]}} what
 * @param {number} width
 * @param {boolean} narrow
 */
function section(wall, what, width, narrow) {
    const gap = narrow ? 3 : 6;
    const { jobs } = what;
    const rows = narrow ? squares(jobs.length, 3, width, gap) : what.date ? justify(jobs.map(shapeOf), width, ROW, gap) : slots(jobs, width, gap);
    const number = wall.sections.length;
    let y = HEAD;
    const bands = rows.map(({ first, height, widths }) => {
        let x = 0;
        const cells = widths.map((wide, k) => {
            const cell = { job: jobs[first + k], i: wall.cells.length + k, section: number, x, y, width: wide, height };
            x += wide + gap;
            return cell;
        });
        wall.cells.push(...cells);
        const band = { y, height, cells };
        y += height + gap;
        return band;
    });
    const height = y - gap + 4;
    wall.sections.push({ ...what, y: wall.height, height, bands });
    wall.height += height;
}

/** Rows of what waits and is at work: not stretched. @param {Job[]} jobs @param {number} width @param {number} gap */
function slots(jobs, width, gap) {
    const wide = jobs.map(job => (job.status === 'queued' ? SLOT : Math.round(Math.min(300, Math.max(SLOT, shapeOf(job) * ROW)))));
    /** @type {import('./justify.js').Row[]} */
    const rows = [];
    let room = 0;
    wide.forEach((w, first) => {
        if (room < w) {
            rows.push({ first, height: ROW, widths: [] });
            room = width + gap;
        }
        rows[rows.length - 1].widths.push(w);
        room -= w + gap;
    });
    return rows;
}

/**
 * The cell that a key leads to.
 * @param {Wall} wall
 * @param {number} from index of a cell
 * @param {string} key
 * @param {number} page rows that are in sight
 * @returns {number} -1 above the first row
 */
export function step(wall, from, key, page) {
    const last = wall.cells.length - 1;
    switch (key) {
        case 'ArrowLeft': return Math.max(0, from - 1);
        case 'ArrowRight': return Math.min(last, from + 1);
        case 'Home': return 0;
        case 'End': return last;
        case 'ArrowUp': return down(wall, from, -1) ?? -1;
        case 'ArrowDown': return down(wall, from, 1) ?? from;
        case 'PageUp': return down(wall, from, -page) ?? 0;
        case 'PageDown': return down(wall, from, page) ?? last;
        default: return from;
    }
}

/** The nearest cell some rows further on. @param {Wall} wall @param {number} from @param {number} by */
function down(wall, from, by) {
    const bands = wall.sections.flatMap(section => section.bands);
    const at = bands.findIndex(band => band.cells[0].i <= from && from < band.cells[0].i + band.cells.length);
    const band = bands[at + by];
    if (!band) return undefined;
    const middle = (/** @type {Cell} */ cell) => cell.x + cell.width / 2;
    const here = middle(wall.cells[from]);
    return band.cells.reduce((best, cell) => (Math.abs(middle(cell) - here) < Math.abs(middle(best) - here) ? cell : best)).i;
}
