// @ts-check
/** The page's words. Another language is another file beside words.en.js; here is where it would be chosen. */
export * from './words.en.js';
