// @ts-check
/** The samplers' names in A1111's web UI and in ComfyUI, and what the server calls them. */

/** @type {Record<string, string>} what A1111's users know, by the server's names */
const SAMPLERS = {
    DDIM: 'DDIM',
    DDPM: 'DDPM',
    K_DPMPP_2M: 'DPM++ 2M',
    K_DPMPP_2S_ANCESTRAL: 'DPM++ 2S a',
    K_DPM_2: 'DPM2',
    K_DPM_2_ANCESTRAL: 'DPM2 a',
    K_EULER: 'Euler',
    K_EULER_ANCESTRAL: 'Euler a',
    K_HEUN: 'Heun',
    K_LMS: 'LMS',
    EULER_DISCRETE: 'Euler (diffusers)',
    LCM: 'LCM',
    TCD: 'TCD',
    EULER_TRAILING: 'Euler (trailing)',
    EULER_ANCESTRAL_TRAILING: 'Euler a (trailing)',
};

/** Those that A1111 spaces as Karras does where its schedule type is Automatic. */
export const KARRAS_BY_ITSELF = new Set(['K_DPMPP_2M', 'K_DPMPP_2S_ANCESTRAL', 'K_DPM_2', 'K_DPM_2_ANCESTRAL']);

/**
 * The sampler of a name: the server's, A1111's, also with a spacing behind it ("DPM++ 2M Karras"), or ComfyUI's.
 *
 * @param {string} name @param {string[]} [here] what the server has
 * @returns {{sampler: string, spacing?: string} | null}
 */
export function samplerOf(name, here = Object.keys(SAMPLERS)) {
    const given = name.trim().toLowerCase();
    const found = (/** @type {string} */ wanted) => here.find((sampler) =>
        [sampler, sampler.replace(/^K_/, ''), SAMPLERS[sampler] ?? ''].some((known) => known.toLowerCase() === wanted));
    const sampler = found(given);
    if (sampler) return { sampler };
    const [, before, spacing] = /^(.*) (karras|exponential)$/.exec(given) ?? [];
    const spaced = before && found(before.trim());
    return spaced ? { sampler: spaced, spacing } : null;
}

/** What stands for the sampler's own spacing, there and here. */
const OWN = new Set(['uniform', 'normal', 'default']);

/**
 * The server's name of a spacing; undefined for the sampler's own, null for one that is not here.
 *
 * @param {string} name @param {string[]} [here]
 */
export function spacingOf(name, here = ['karras', 'exponential']) {
    const given = name.toLowerCase();
    return OWN.has(given) ? undefined : here.find((spacing) => spacing.toLowerCase() === given) ?? null;
}
