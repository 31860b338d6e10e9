// @ts-check
/**
 * Every word that a person reads on the page, in English. Another language is a second file of the same shape.
 * One section an element, in the order of the table in docs/studio.md; add words only to your element's section.
 */

const plural = (/** @type {number} */ n, /** @type {string} */ one, many = one + 's') => `${count(n)} ${n === 1 ? one : many}`;
const ordinal = (/** @type {number} */ n) => n + (['th', 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th');
const CTRL = typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform ?? '') ? '⌘' : 'Ctrl';
/** @type {Record<string, string>} */
const SAMPLERS = {
    K_EULER: 'Euler', K_EULER_ANCESTRAL: 'Euler a', K_HEUN: 'Heun', K_LMS: 'LMS', K_DPM_2: 'DPM2', K_DPM_2_ANCESTRAL: 'DPM2 a', K_DPMPP_2M: 'DPM++ 2M', K_DPMPP_2S_ANCESTRAL: 'DPM++ 2S a',
    K_DPMPP_2M_SDE: 'DPM++ 2M SDE', K_DPMPP_SDE: 'DPM++ SDE', K_DPMPP_3M_SDE: 'DPM++ 3M SDE', UNI_PC: 'UniPC', UNIPC: 'UniPC', EULER_DISCRETE_KARRAS: 'Euler Karras', KARRAS: 'Karras',
};
const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** @param {number} n */
export const count = (n) => n.toLocaleString('en');
/** @param {number} bytes */
export const size = (bytes) => bytes >= 1e9 ? (bytes / 1e9).toFixed(1) + ' GB' : bytes >= 1e6 ? Math.round(bytes / 1e6) + ' MB' : Math.max(1, Math.round(bytes / 1e3)) + ' kB';
/** @param {number} s */
export const duration = (s) => s < 90 ? Math.max(1, Math.round(s)) + ' s' : s < 5400 ? Math.round(s / 60) + ' min' : Math.round(s / 3600) + ' h';

/** 7 is 7.0: figures of one kind look alike. @param {number} v */
const decimal = (v) => Number.isInteger(v) ? v.toFixed(1) : String(v);

export const words = {
    title: 'Easel studio',
    regions: { recipe: 'Recipe', stage: 'Stage', reel: 'Reel', gallery: 'Gallery', skip: 'To the picture' },

    // the names of a recipe's values, by the server's own names
    values: {
        model: 'Model', prompt: 'Prompt', negative_prompt: 'Negative prompt', style: 'Style', size: 'Size', width: 'Width', height: 'Height',
        steps: 'Steps', cfg_scale: 'Guidance', sampler: 'Sampler', scheduler: 'Schedule', seed: 'Seed', number: 'Pictures', denoise: 'Denoise',
        strength: 'Denoise', mask_blur: 'Mask blur', blur: 'Mask blur', hires: 'Enlarge', loras: 'LoRA', image: 'Picture', mask: 'Mask', axes: 'Grid',
        scale: 'Factor',
    },

    // studio-recipe
    recipe: { settings: 'All settings', close: 'Close the settings', words: 'Words', values: 'Values', gallery: 'Gallery', grid: 'Grid over two values' },
    model: {
        name: 'Model', find: 'Find a model', none: 'No model', nothing: (/** @type {string} */ s) => `No model with “${s}”`,
        loaded: (/** @type {number} */ b) => `loaded, ${size(b)}`, asleep: 'loads at the first picture',
        loading: 'loading', gone: 'not here',
        row: (/** @type {number} */ b, /** @type {boolean} */ loaded) => size(b) + (loaded ? ', loaded' : ''),
        pulling: (/** @type {number} */ b, /** @type {number} */ t) => t ? `${Math.floor(100 * b / t)} % of ${size(t)}` : size(b),
        bring: 'Bring a model', title: 'Model (M)',
    },
    prompt: {
        prompt: 'Prompt', negative: 'Negative prompt', tokens: (/** @type {number} */ n, /** @type {number} */ limit) => `${n} of ${limit} tokens`,
        over: (/** @type {number} */ n, /** @type {number} */ limit) => `${n} tokens in ${Math.ceil(n / limit)} parts`, loras: 'LoRAs that are here',
        long: (/** @type {number} */ n, /** @type {number} */ limit) => `${count(n)} of ${count(limit)} characters`,
    },
    styles: { name: 'Style', all: (/** @type {number} */ n) => `All ${n} styles`, more: (/** @type {number} */ rest, /** @type {number} */ n) => `+${rest}, all ${n} styles`, none: 'none', says: (/** @type {string} */ s) => s.replaceAll('-', ' ') },
    source: {
        title: 'Start from a picture', how: 'Drop, paste or choose one', filled: 'Starts from this picture', sending: 'Sending the picture', choose: 'Choose a picture', clear: 'Start from words alone',
        size: (/** @type {number} */ w, /** @type {number} */ h) => `${w} × ${h}`, mask: (/** @type {number} */ share, /** @type {number} */ blur) => `Mask ${percent(share)} of it, blur ${blur} px`,
        paint: 'Paint a mask', open: 'Open the mask', noMask: 'Without the mask', large: (/** @type {number} */ mp, /** @type {number} */ max) => `This picture has ${mp} MP, the server takes ${max}.`, smaller: 'Make it smaller',
        unreadable: 'Not a PNG, JPEG or WebP.', cannot: 'This model starts from words alone.',
    },
    size: { swap: 'Swap width and height', shape: 'Shape', follows: 'follows the picture' },
    number: { value: (/** @type {string} */ label) => `${label}, as a number`, back: 'Double click: the model’s own value' },
    choice: { own: 'its own' },
    seed: { random: 'random', dice: 'Random seed', lock: 'Keep this seed' },
    hires: { off: 'off', denoise: 'Denoise of what is enlarged', again: (/** @type {number} */ d) => d.toFixed(2), factor: (/** @type {number} */ f) => `× ${f}` },
    grid: {
        none: 'No grid', axis: ['Across', 'Down'], values: (/** @type {string} */ name) => `Values of ${name}`,
        names: /** @type {Record<string, string>} */ ({ words: 'Words', model: 'Model', style: 'Style', denoise: 'Denoise', steps: 'Steps', cfg_scale: 'Guidance', sampler: 'Sampler', scheduler: 'Schedule', seed: 'Seed' }),
        like: /** @type {Record<string, string>} */ ({ words: 'frog, toad, newt', model: 'names', style: 'anime, origami', denoise: '0.3..0.9 by 0.2', steps: '15, 30', cfg_scale: '3..9 by 2', sampler: 'Euler, DDIM', scheduler: 'names', seed: '1..4' }),
        empty: 'Write values for the grid, such as 3..9 by 2.', noNumber: (/** @type {string} */ s) => `“${s}” is not a number or a range such as 3..9 by 2.`,
        outside: (/** @type {string} */ name, /** @type {string} */ s, /** @type {number} */ least, /** @type {number} */ most) => `${name} is between ${least} and ${most}, got ${s}.`,
        unknown: (/** @type {string} */ name, /** @type {string} */ s, /** @type {string[]} */ all) => `${name} “${s}” is not here${all.length ? `; there are ${all.slice(0, 8).join(', ')}${all.length > 8 ? ' and more' : ''}` : ''}.`,
        many: (/** @type {number} */ n, /** @type {number} */ most) => `These are ${count(n)} pictures, a grid has ${most} at most.`,
        twice: (/** @type {string} */ name) => `${name} is on both axes.`, noWords: (/** @type {string} */ s) => `The prompt has no “${s}” to exchange.`,
        by: (/** @type {string} */ name) => `by ${name}`, save: 'Save as one picture',
    },
    make: {
        make: (/** @type {number} */ n) => `Make ${n}`, key: 'Ctrl ↵', macKey: '⌘ ↵', count: 'Pictures', fewer: 'One fewer', more: 'One more',
        about: (/** @type {number} */ s, /** @type {number} */ ahead) => ahead ? `About ${duration(s)}, after ${ahead === 1 ? 'one other' : ahead + ' others'}` : `About ${duration(s)}`,
        after: (/** @type {number} */ ahead) => ahead === 1 ? 'After one other' : `After ${ahead} others`,
        noKey: 'This server asks for a key.', noConnection: 'No connection.', noModel: 'There is no model on this machine yet.', sending: (/** @type {number|null} */ share) => share === null ? 'Sending…' : share < 1 ? `Sending, ${percent(share)}` : 'Sent, the server reads it.',
    },

    before: 'Before', after: 'After',
    // samplers as their users write them; others keep the server's name
    sampler: (/** @type {string} */ name) => SAMPLERS[name] ?? name.replace(/^K_/, '').replaceAll('_', ' '),
    scheduler: (/** @type {string} */ name) => name[0].toUpperCase() + name.slice(1).replaceAll('_', ' ').toLowerCase(),
    // three prompts that a model is good at
    starters: (/** @type {string} */ model) => model.startsWith('easel') ? ['a red lantern, low poly', 'a corn cob, 3d model', 'an owl at night, cinematic']
        : ['a lighthouse on a cliff at dusk, oil painting', 'a frog portrait, soft studio light', 'a paper city in the fog, isometric'],

    // studio-stage and what stands in it
    stage: {
        empty: (/** @type {boolean} */ phone) => `Write what you want to see, then ${phone ? 'Make' : CTRL + '+Enter'}.`, gone: 'The server no longer has this picture.', none: 'No picture is left of this.',
        back: 'Back to its recipe', job: (/** @type {string} */ id) => `job ${id}`, copy: 'Copy', newer: 'Newer picture', older: 'Older picture',
    },
    picture: {
        preview: (/** @type {number} */ step, /** @type {number} */ steps) => steps ? `Preview, step ${step} of ${steps}` : 'Preview', zoom: '100 % or fit (Z)',
    },
    sheet: {
        name: (/** @type {number} */ n) => plural(n, 'picture'), picture: (/** @type {number} */ i, /** @type {number} */ n) => `Picture ${i} of ${n}`,
        corner: (/** @type {string} */ down, /** @type {string} */ across) => across ? `${down.toLowerCase()} by ${across.toLowerCase()}` : down.toLowerCase(),
        cell: (/** @type {string} */ across, /** @type {string} */ down) => [across, down].filter(Boolean).join(', '),
    },
    progress: {
        name: 'Progress', loads: (/** @type {string} */ name, /** @type {number} */ bytes, /** @type {number|null} */ s) => `Loading ${name}${s ? `, about ${duration(s)} left` : bytes ? `, ${size(bytes)}` : ''}`, cancel: 'Cancel', cancelTitle: 'Cancel (Esc)',
        place: (/** @type {number} */ position) => ordinal(position + 2), inLine: (/** @type {number|null} */ s) => s ? `in line, about ${duration(s)}` : 'in line',
        waits: (/** @type {number} */ position, /** @type {number|null} */ s) => `${ordinal(position + 2)} in line${s ? `, about ${duration(s)}` : ''}`,
        step: (/** @type {number} */ step, /** @type {number} */ steps, /** @type {number|null} */ s) => (step ? `Step ${step} of ${steps}` : 'Starting') + (s ? `, about ${duration(s)} left` : ''),
        spoken: (/** @type {number} */ step, /** @type {number} */ steps, /** @type {number|null} */ s) => `Step ${step} of ${steps}` + (s ? `, ${plural(Math.max(1, Math.round(s)), 'second')} left` : ''),
    },
    actions: {
        vary: 'Vary', inpaint: 'Inpaint', start: 'Start from', upscale: 'Upscale', compare: 'Compare', download: 'Download', copy: 'Copy', delete: 'Delete',
        copyPicture: 'Copy picture', copyRecipe: 'Copy recipe as text',
        title: {
            vary: 'Vary (V); near it (Shift+V)', inpaint: 'Inpaint (I)', start: 'Start from this, img2img (F)', upscale: 'Upscale (U)', compare: 'Compare (C)',
            download: 'Download (D)', copy: 'Copy picture or recipe', delete: 'Delete (Del)',
        },
    },
    facts: {
        name: 'Recipe of this picture', use: 'Use recipe', useTitle: 'Use recipe (R)', take: 'Use this value', takeWords: 'Use these words (P)', takeSeed: 'Use this seed (S)', noWords: 'no words',
        differs: 'differs from the recipe', whole: 'The whole recipe', note: 'Note',
        paint: 'Paint what is to be made again. The rest stays as it is, to the bit.', mask: (/** @type {number} */ share) => `mask ${percent(share)}`, blur: (/** @type {number} */ px) => `blur ${px} px`, beforeAfter: 'Before and after',
        /** One value as it stands under a picture; '' where there is none. @param {any} r a recipe @param {string} name as in recipe.js's COMPARED */
        value: (r, name) => name === 'size' ? (r.width ? `${r.width} × ${r.height}` : '') : r[name] === undefined || r[name] === '' ? ''
            : name === 'steps' ? plural(r.steps, 'step') : name === 'cfg_scale' ? `guidance ${decimal(r.cfg_scale)}` : name === 'sampler' ? words.sampler(r.sampler)
            : name === 'style' ? r.style.replaceAll('-', ' ') : name === 'denoise' ? `denoise ${r.denoise}` : name === 'hires' ? `enlarged × ${r.hires.scale}`
            : name === 'scheduler' ? words.scheduler(r.scheduler) : name === 'seed' ? `seed ${r.seed}` : String(r[name]),
        /** The same in a list that names it. @param {any} r @param {string} name */
        plain: (r, name) => name === 'hires' ? (r.hires ? `× ${r.hires.scale}, denoise ${r.hires.denoise}` : '') : ['size', 'sampler', 'scheduler', 'style'].includes(name) ? words.facts.value(r, name)
            : r[name] === undefined ? '' : String(r[name]),
    },
    compare: { name: 'Before and after', before: 'Before', after: 'After', at: (/** @type {number} */ share) => `Before ${Math.round(share * 100)} %`, alt: (/** @type {string} */ name) => `Picture: ${name}` },
    mask: {
        tools: 'Mask tools', brush: 'Brush', erase: 'Erase', size: 'Size', undo: 'Undo', redo: 'Redo', invert: 'Invert', clear: 'Clear', close: 'Close', in: 'Larger', out: 'Smaller', fit: 'Fit',
        keys: { undo: 'Ctrl Z', redo: 'Shift Ctrl Z', clear: 'Backspace', close: 'Esc' }, title: (/** @type {string} */ name, /** @type {string} */ key) => `${name} (${key})`,
        pixels: (/** @type {number} */ n) => `${n} px`, percent: (/** @type {number} */ scale) => `${Math.round(scale * 100)} %`,
        canvas: 'Mask', how: 'Arrows move the brush, with Shift by one pixel. Enter puts it down or lifts it. B paints, E erases, the brackets change the size.',
        covers: (/** @type {number} */ share) => share > 0 ? `Mask covers ${share < .01 ? 'less than 1' : Math.round(share * 100)} percent` : 'Nothing is masked',
    },

    // studio-reel, studio-gallery
    reel: { gallery: 'Gallery', galleryTitle: 'Gallery (G)', key: 'Key', menu: 'Menu: keys, models, about', keys: 'Keys', models: 'Models', docs: 'The server’s API' },
    frame: {
        place: (/** @type {number} */ position) => ordinal(position + 2), step: (/** @type {number} */ step, /** @type {number} */ steps) => step ? `${step} of ${steps}` : 'starting',
        left: (/** @type {number|null} */ s) => s ? duration(s) : '', cancel: 'Cancel', cancelOne: (/** @type {string} */ prompt) => `Cancel: ${prompt}`,
        about: (/** @type {any} */ job) => job.request.prompt + (job.request.number > 1 ? `, ${plural(job.request.number, 'picture')}` : ''),
        status: (/** @type {any} */ job) => job.status === 'cancelled' ? 'Cancelled' : job.status === 'queued' ? 'waits' : job.status === 'done' ? 'Deleted' : /memory/i.test(job.error ?? '') ? 'Out of memory' : 'Failed',
        name: (/** @type {any} */ job) => {
            const prompt = job.request.prompt || job.model, n = job.pictures.length;
            return job.status === 'queued' ? `${ordinal((job.position ?? 0) + 2)} in line: ${prompt}` : job.status === 'generating' ? `At work: ${prompt}` : job.status === 'failed' ? `Failed: ${prompt}`
                : job.status === 'cancelled' ? `Cancelled: ${prompt}` : n > 1 ? `${plural(n, 'picture')}: ${prompt}` : prompt;
        },
    },
    gallery: {
        now: 'Now', empty: 'Pictures that you make are kept here.', lookInAll: 'Look in all', count: (/** @type {number} */ n) => count(n), pictures: (/** @type {number} */ n) => plural(n, 'picture'),
        day: (/** @type {Date} */ date, /** @type {number} */ ago) => ago <= 0 ? 'Today' : ago === 1 ? 'Yesterday'
            : date.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', ...(date.getFullYear() !== new Date().getFullYear() && { year: 'numeric' }) }),
        open: (/** @type {any[]} */ jobs) => {
            const atWork = jobs.filter((j) => j.status === 'generating').length, waiting = jobs.length - atWork;
            return [atWork && `${atWork} at work`, waiting && `${waiting} waiting`].filter(Boolean).join(', ');
        },
        slot: (/** @type {number} */ position) => String(position + 2), far: (/** @type {any} */ job) => [words.frame.step(job.step, job.steps), words.frame.left(job.seconds_left)].filter(Boolean).join(', '),
        about: (/** @type {any} */ job) => job.pictures.length > 1 ? `${job.model}, ${plural(job.pictures.length, 'picture')}` : `${job.model}, seed ${job.pictures[0]?.seed}`,
        name: (/** @type {any} */ job) => words.frame.name(job),
        notFound: (/** @type {{words: string, model: string, since: string}} */ q) => ['No picture', q.words && `with “${q.words}”`, q.model && `by ${q.model}`, q.since && words.search.within(q.since)].filter(Boolean).join(' ') + '.',
    },
    search: {
        name: 'Search prompts', placeholder: 'Search words', model: 'Model', anyModel: 'Any model', time: 'Time', day: 'One day', close: 'Close', closeTitle: 'Back to the stage (G)',
        since: (/** @type {string} */ since) => ({ '': 'Any time', today: 'Today', '7d': 'Last 7 days', '30d': 'Last 30 days' })[since] ?? since,
        within: (/** @type {string} */ since) => since === 'today' ? 'today' : /d$/.test(since) ? `in the last ${parseInt(since)} days` : `on ${since}`,
        count: (/** @type {number} */ n, /** @type {boolean} */ more) => more ? `more than ${plural(n, 'picture')}` : plural(n, 'picture'),
    },
    chosen: {
        count: (/** @type {number} */ n) => `${count(n)} chosen`, save: 'Download zip', compare: 'Compare', delete: 'Delete', clear: 'Choose none', clearTitle: 'Choose none (Esc)',
        title: { save: 'Download as a zip', compare: 'Compare the two', delete: 'Delete (Del)' },
    },

    // studio-drop, studio-models
    drop: { recipe: 'Read its recipe', source: 'Start from it', kinds: 'PNG, JPEG or WebP', refused: 'Not a PNG, JPEG or WebP.' },
    // what a dropped picture's file tells
    took: {
        label: { easel: 'Easel’s text', a1111: 'A1111’s text', comfyui: 'ComfyUI’s text' },
        names: /** @type {Record<string, string>} */ ({ negative_prompt: 'Negative', lora: 'LoRA', image: 'Start from', mask: 'Mask' }),
        reasons: /** @type {Record<string, string>} */ ({ notHere: 'not here, left out', unknown: 'not known here, the model’s own is taken', notInFile: 'not in the file', noSetting: 'has no place here, left out', notTaken: 'not taken over', noNumber: 'not a number, left out' }),
    },
    models: {
        title: 'Models', here: 'On this machine', none: 'There is no model on this machine yet.', ask: 'Ask who runs this server.', bring: 'Bring a model', all: (/** @type {number} */ bytes) => `${size(bytes)} in all`,
        loaded: 'loaded', base: 'used where none is named', remove: 'Remove', removeNamed: (/** @type {string} */ name) => `Remove ${name}`, sure: (/** @type {number} */ bytes) => `Free ${size(bytes)}`, keep: 'Keep',
        pull: 'Pull', pullNamed: (/** @type {string} */ name) => `Pull ${name}`, stop: 'Stop', stopNamed: (/** @type {string} */ name) => `Stop pulling ${name}`, other: 'Another one, by its id', id: 'Id of a model', license: (/** @type {string} */ name) => `License: ${name}`,
        progress: (/** @type {number} */ bytes, /** @type {number} */ total) => total > 0 ? `${Math.floor(100 * bytes / total)} % of ${size(total)}` : size(bytes), close: 'Close', failed: 'failed',
    },

    key: { ask: 'This server asks for a key.', unknown: 'This key is not known here.', rights: 'This key may not do this.', name: 'Key', unlock: 'Unlock', kept: 'Kept for this tab alone.', held: 'The key of this tab; empty forgets it.' },
    notice: {
        undo: 'Undo', startAgain: 'Start again', tryNow: 'Try now', close: 'Close', smaller: 'Make it smaller',
        taken: (/** @type {number} */ n) => `Recipe taken, ${plural(n, 'value')} changed.`, same: 'Nothing differs from the recipe.', back: 'The former recipe is back.',
        deleted: (/** @type {number} */ n) => n === 1 ? 'Deleted.' : `${plural(n, 'picture')} deleted.`, cancelled: (/** @type {number} */ step) => step ? `Cancelled at step ${step}.` : 'Cancelled.',
        started: (/** @type {number} */ n) => `${plural(n, 'picture')} started.`, ready: (/** @type {string} */ prompt) => `Picture ready: ${prompt}`, failed: (/** @type {string} */ sentence) => `Failed: ${sentence}`,
        offline: (/** @type {number} */ s) => `No connection. Trying again in ${Math.max(1, Math.round(s))} s. Your jobs go on at the server.`, starting: 'The server is starting.', stopping: 'The server is stopping. Your jobs go on when it is back.',
        again: (/** @type {number} */ s) => `Again in ${Math.round(s)} s`, storage: 'This browser keeps nothing for this page; the recipe is lost when the tab closes.', copied: 'Copied.',
        noRecipe: 'This picture carries no recipe.', startFromIt: 'Start from it', nothingToCompare: 'There is nothing to compare it with.', unknownInputs: 'This browser does not have the picture that it was made of.', tryModelSize: (/** @type {number} */ w, /** @type {number} */ h) => `Try ${w} × ${h}`,
    },
    keys: {
        title: 'Keys', single: 'Single letters', close: 'Close',
        maskColor: 'Colour of the mask', colors: { pink: 'pink', green: 'green', blue: 'blue' }, docs: 'The server’s API',
        /** @type {[string, [string, string][]][]} */
        groups: [
            ['Everywhere', [[`${CTRL} Enter`, 'make'], ['Esc', 'close what is on top, else cancel the newest job, else leave the field'], ['F6', 'next region'], ['/', 'the text field of the place'], ['G', 'gallery'], ['M', 'model'], ['X', 'grid'], ['\\', 'fold the recipe'], ['.', 'the picture alone'], [`${CTRL} Z`, 'the former recipe'], ['?', 'this list']]],
            ['Prompt', [[`${CTRL} ↑ ↓`, 'weight of the word or selection'], ['<lora:', 'completes from what is here']]],
            ['Picture', [['← →', 'newer, older'], ['Home', 'newest'], ['1 to 9', 'picture of a sheet'], ['V, Shift V', 'vary; vary near'], ['I', 'inpaint'], ['F', 'start from it'], ['U', 'upscale'], ['C', 'compare; before, while held'], ['R', 'use its recipe'], ['S', 'its seed'], ['P', 'its words'], ['Z', '100 % or fit'], ['D', 'download'], ['Del', 'delete']]],
            ['Gallery', [['arrows', 'go through'], ['Enter', 'open'], ['Space', 'choose'], ['Shift arrows', 'choose a stretch'], [`${CTRL} A`, 'choose all'], ['Esc', 'choose none, then close']]],
            ['Mask', [['B, E', 'brush, erase'], ['[ ]', 'size'], ['wheel', 'zoom'], ['Space drag', 'move the picture'], ['0', 'fit'], ['I', 'invert'], ['Backspace', 'clear'], [`${CTRL} Z`, 'undo; with Shift redo'], ['H', 'hide while held'], ['arrows, Enter', 'paint without a mouse']]],
        ],
    },
};

/** @param {number} share 0 to 1 */
export function percent(share) { return share > 0 && share < .01 ? '<1 %' : Math.round(share * 100) + ' %'; }
export { plural, ordinal, list };
