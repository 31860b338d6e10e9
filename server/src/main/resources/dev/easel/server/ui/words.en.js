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
        loading: (/** @type {number} */ p) => `loading, ${Math.round(p * 100)} %`, gone: 'not here',
        row: (/** @type {number} */ b, /** @type {boolean} */ loaded) => size(b) + (loaded ? ', loaded' : ''),
        pulling: (/** @type {number} */ b, /** @type {number} */ t) => t ? `${Math.floor(100 * b / t)} % of ${size(t)}` : size(b),
        bring: 'Bring a model', title: 'Model (M)',
    },
    prompt: {
        prompt: 'Prompt', negative: 'Negative prompt', tokens: (/** @type {number} */ n, /** @type {number} */ limit) => `${n} of ${limit} tokens`,
        over: (/** @type {number} */ n, /** @type {number} */ limit) => `${plural(n, 'token')} over ${limit} are left out`, loras: 'LoRAs that are here',
        long: (/** @type {number} */ n, /** @type {number} */ limit) => `${count(n)} of ${count(limit)} characters`,
    },
    styles: { name: 'Style', all: (/** @type {number} */ n) => `All ${n} styles`, none: 'none', says: (/** @type {string} */ s) => s.replaceAll('-', ' ') },
    source: {
        title: 'Start from a picture', how: 'Drop, paste or choose one', filled: 'Starts from this picture', choose: 'Choose a picture', clear: 'Start from words alone',
        size: (/** @type {number} */ w, /** @type {number} */ h) => `${w} × ${h}`, mask: (/** @type {number} */ share, /** @type {number} */ blur) => `Mask ${percent(share)} of it, blur ${blur} px`,
        paint: 'Paint a mask', open: 'Open the mask', noMask: 'Without the mask', large: (/** @type {number} */ mp, /** @type {number} */ max) => `This picture has ${mp} MP, the server takes ${max}.`, smaller: 'Make it smaller',
        unreadable: 'Not a PNG, JPEG or WebP.', cannot: 'This model starts from words alone.',
    },
    size: { swap: 'Swap width and height', shape: 'Shape', follows: 'follows the picture' },
    number: { value: (/** @type {string} */ label) => `${label}, as a number`, back: 'Double click: the model’s own value' },
    choice: { own: 'the model’s own' },
    seed: { random: 'random', dice: 'Random seed', lock: 'Keep this seed' },
    hires: { off: 'off', on: 'Enlarge', factor: (/** @type {number} */ f) => `× ${f}` },
    grid: {},
    make: {
        make: (/** @type {number} */ n) => `Make ${n}`, key: 'Ctrl ↵', macKey: '⌘ ↵', count: 'Pictures', fewer: 'One fewer', more: 'One more',
        about: (/** @type {number} */ s, /** @type {number} */ ahead) => ahead ? `About ${duration(s)}, after ${ahead === 1 ? 'one other' : ahead + ' others'}` : `About ${duration(s)}`,
        after: (/** @type {number} */ ahead) => ahead === 1 ? 'After one other' : `After ${ahead} others`,
        noKey: 'This server asks for a key.', noConnection: 'No connection.', noModel: 'There is no model on this machine yet.', sending: 'Sending…',
    },

    before: 'Before', after: 'After',
    // samplers as their users write them; others keep the server's name
    sampler: (/** @type {string} */ name) => SAMPLERS[name] ?? name.replace(/^K_/, '').replaceAll('_', ' '),
    scheduler: (/** @type {string} */ name) => name[0].toUpperCase() + name.slice(1).replaceAll('_', ' ').toLowerCase(),
    // three prompts that a model is good at
    starters: (/** @type {string} */ model) => model.startsWith('easel') ? ['a red lantern, low poly', 'a corn cob, 3d model', 'an owl at night, cinematic']
        : ['a lighthouse on a cliff at dusk, oil painting', 'a frog portrait, soft studio light', 'a paper city in the fog, isometric'],

    // studio-stage and what stands in it
    stage: {},
    progress: {},
    actions: {},
    facts: {},
    compare: {},
    mask: {},

    // studio-reel, studio-gallery
    reel: {},
    frame: {},
    gallery: {},
    search: {},
    chosen: {},

    // studio-drop, studio-models
    drop: {},
    models: {},

    key: { ask: 'This server asks for a key.', unknown: 'This key is not known here.', rights: 'This key may not do this.', name: 'Key', unlock: 'Unlock', kept: 'Kept for this tab alone.', held: 'Key of this tab', forget: 'Forget the key', none: 'Key: none needed' },
    notice: {
        undo: 'Undo', startAgain: 'Start again', tryNow: 'Try now', close: 'Close', smaller: 'Make it smaller',
        taken: (/** @type {number} */ n) => `Recipe taken, ${plural(n, 'value')} changed.`, same: 'Nothing differs from the recipe.', back: 'The former recipe is back.',
        deleted: (/** @type {number} */ n) => n === 1 ? 'Deleted.' : `${plural(n, 'picture')} deleted.`, cancelled: (/** @type {number} */ step) => step ? `Cancelled at step ${step}.` : 'Cancelled.',
        started: (/** @type {number} */ n) => `${plural(n, 'picture')} started.`, ready: (/** @type {string} */ prompt) => `Picture ready: ${prompt}`, failed: (/** @type {string} */ sentence) => `Failed: ${sentence}`,
        offline: (/** @type {number} */ s) => `No connection. Trying again in ${Math.max(1, Math.round(s))} s. Your jobs go on at the server.`, starting: 'The server is starting.', stopping: 'The server is stopping. Your jobs go on when it is back.',
        again: (/** @type {number} */ s) => `Again in ${Math.round(s)} s`, storage: 'This browser keeps nothing for this page; the recipe is lost when the tab closes.', copied: 'Copied.',
        noRecipe: 'This picture carries no recipe.', startFromIt: 'Start from it', nothingToCompare: 'There is nothing to compare it with.', tryModelSize: (/** @type {number} */ w, /** @type {number} */ h) => `Try ${w} × ${h}`,
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
