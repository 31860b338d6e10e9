// @ts-check
/**
 * The page's nouns, and who hands what to whom. No code: JSDoc types that the other modules import.
 *
 * Elements get properties and send bubbling, composed events (`send` of controls.js); none reaches into another. The app
 * composes them so (light DOM of studio-app, laid out by studio.css):
 *
 *   studio-recipe                                        the column; it holds model, prompt, ..., make
 *   main.stage > .bar    studio-actions | studio-mask-tools
 *              > .view   studio-stage | studio-mask, over them studio-key, studio-drop
 *              > .facts  studio-facts | studio-progress (a job that waits or is at work)
 *              > studio-notice
 *   studio-reel, or main.gallery > .bar studio-search > studio-gallery > studio-chosen
 *
 * studio-stage    {item: Item|null, job: Job|null, mode: ''|'compare', pair: Pair|null, axes: Axes|null, zoom, starters: string[]}
 *                 events show {job, n}, write {text} (a starter), act {name: 'back'|'again'} (failed, cancelled), zoom {value}, at {value}
 * studio-actions  {item, offers, busy: boolean, mode}    events act {name}: vary inpaint start upscale compare download copy delete
 * studio-facts    {recipe: Recipe (the picture's), present: Recipe (settled, on the left), label} events use {names: string[]|null (all)}
 * studio-progress {job}                                  events cancel {id}
 * studio-reel     {jobs: Job[] (newest first), here: Place|null, more: boolean, offline: boolean} events show {job, n}, cancel {id}, more
 * studio-gallery  {pages: Job[], query, chosen: Set<string> ("id/n"), total, here: Place|null, more}
 *                 events show {job, n}, choose {keys: string[], on: boolean}, more, cancel {id}
 * studio-search   {query: {words, model, since}, models: string[], count: number|null} events query, close
 * studio-chosen   {chosen: Set<string>}                  events save, compare, delete, clear
 * studio-mask     {src: string (URL), width, height, strokes, tool, size, zoom} events strokes {list}, mask {blob, share}, zoom, size, tool
 * studio-mask-tools {tool, size, zoom, undo, redo (booleans)} events tool {tool}, size {size}, zoom {zoom: number|'fit'}, undo, redo, invert, clear, close
 * studio-compare  {before: string (URL), after: string, at: 0..1, names: [string, string]} events at {value}
 * studio-drop     {readable: boolean}                    events recipe-file {file}, source-file {file}
 * studio-models   {models: Model[], pulls, pullable, operator} events pull {id}, stop-pull {id}, remove {name}, close
 * studio-grid     {axes: [{name, text}, {name, text}], offers, error} events recipe-change {name: 'axes', value}
 *
 * @module types
 */

/**
 * @typedef {{n: number, width: number, height: number, seed: number}} Picture n counts from 1
 *
 * @typedef {object} Job a job as the server tells it; the page adds `preview`
 * @property {string} id
 * @property {'queued'|'generating'|'done'|'failed'|'cancelled'} status
 * @property {string} model
 * @property {Record<string, any>} request the keys of POST /jobs, settled, without picture and mask
 * @property {number|null} progress 0 to 1
 * @property {number} step
 * @property {number} steps
 * @property {number|null} position 0 is next
 * @property {number|null} seconds_left
 * @property {string[]} notes
 * @property {string} created
 * @property {string|null} started
 * @property {string|null} finished
 * @property {Picture[]} pictures
 * @property {string|null} error
 * @property {string} [preview] the newest preview as a data: URL
 *
 * @typedef {{job: string, n: number}} Place what is looked at; n 0 is the whole job (its sheet, or its grid)
 * @typedef {{job: Job, n: number, picture: Picture|null}} Item the picture (or, n 0, the job) on the stage
 * @typedef {{before: string, after: string, names: [string, string]}} Pair two URLs to compare
 * @typedef {{x: Axis, y: Axis, cells: (string|null)[]}} Axes a grid: ids of jobs, row by row
 * @typedef {{name: string, values: (string|number)[]}} Axis
 *
 * @typedef {object} Model
 * @property {string} name
 * @property {string} family
 * @property {boolean} loaded
 * @property {boolean} [loading] is being read now
 * @property {number} bytes
 * @property {{width: number, height: number, steps: number, cfg_scale: number, sampler: string}} defaults
 * @property {{step: number, min: number, max: number, max_pixels: number}} size
 * @property {{negative_prompt: boolean, image: boolean, mask: boolean, hires: boolean, styles: boolean}} takes
 *
 * @typedef {object} Offers
 * @property {string[]} samplers
 * @property {string[]} schedulers
 * @property {string[]} styles
 * @property {string[]} loras
 * @property {string[]} embeddings
 * @property {Record<string, any>} ranges
 * @property {{max_pixels: number, max_bytes: number}} image
 * @property {{max_pixels: number, factors: number[]}} upscale
 *
 * @typedef {object} Recipe what is to be made; of the values with a default of the model only those that were changed
 * @property {string} model
 * @property {string} prompt
 * @property {string} negative_prompt
 * @property {string} [style]
 * @property {number} [width]
 * @property {number} [height]
 * @property {number} [steps]
 * @property {number} [cfg_scale]
 * @property {string} [sampler]
 * @property {string} [scheduler]
 * @property {number} [seed] absent is random
 * @property {boolean} [locked] the seed of the last picture stays
 * @property {number} number
 * @property {number} denoise 1 is all new
 * @property {number} blur of the mask, pixels
 * @property {{scale: number, denoise: number}} [hires]
 * @property {boolean} [upscaled] of a picture's recipe: its size is not the model's
 * @property {Source} [source]
 * @property {Mask} [mask]
 * @property {{name: string, text: string}[]} [axes] the grid's two axes, as written
 *
 * @typedef {{blob?: Blob, job?: string, n?: number, url: string, width: number, height: number, name: string}} Source
 * @typedef {{blob: Blob, share: number, strokes: any[]}} Mask
 * @typedef {{kind: string, sentence: string, field: string|null, wait: number|null}} Trouble what went wrong, see api.js
 */
export {};
