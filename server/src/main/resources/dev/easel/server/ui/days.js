// @ts-check
/** @import {Job} from './types.js' */

/**
 * The jobs of a day, newest first.
 * @typedef {{day: string, date: Date, jobs: Job[]}} Day
 */

/**
 * Jobs by the days on which they were made, by this machine's clock.
 * @param {Job[]} jobs newest first
 * @returns {Day[]}
 */
export function days(jobs) {
    /** @type {Day[]} */
    const all = [];
    for (const job of jobs) {
        const date = new Date(job.created);
        const day = `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
        const last = all.at(-1);
        if (last?.day === day) last.jobs.push(job);
        else all.push({ day, date, jobs: [job] });
    }
    return all;
}

/**
 * How many midnights ago a date was.
 * @param {Date} date
 * @param {Date} now
 */
export function daysAgo(date, now) {
    return Math.round((daysLater(now, 0).getTime() - daysLater(date, 0).getTime()) / 86_400_000);
}

/**
 * The midnight at which a date's day begins, or one so many days later.
 * @param {Date} date
 * @param {number} days
 */
export function daysLater(date, days) {
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** @param {Job[]} jobs */
export function picturesOf(jobs) {
    return jobs.reduce((sum, job) => sum + job.pictures.length, 0);
}

/**
 * Width / height of a job's first picture, or of the one to come.
 * @param {Job} job
 */
export function shapeOf(job) {
    const { width, height } = job.pictures[0] ?? job.request;
    return width > 0 && height > 0 ? width / height : 1;
}

/**
 * The day that a search is about alone.
 * @param {string} since
 * @returns {Date|null}
 */
export function dayOf(since) {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(since) ?? [];
    return year ? new Date(Number(year), Number(month) - 1, Number(day)) : null;
}
