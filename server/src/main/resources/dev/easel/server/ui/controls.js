// @ts-check
import { css } from 'lit';

/**
 * Tells whoever stands above: bubbling and out of shadow roots.
 * @param {EventTarget} from @param {string} name @param {any} [detail]
 */
export const send = (from, name, detail) =>
    from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));

/** Matches where the page is as narrow as a phone. */
export const phone = matchMedia('(max-width: 639px)');

/** The styles that all elements share; each adds its own. Tokens are in studio.css. */
export const controls = css`
    :host { box-sizing: border-box; }
    *, *::before, *::after { box-sizing: border-box; }
    [hidden] { display: none !important; }
    h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; list-style: none; min-width: 0; }
    h2, h3, legend { font: 500 var(--t2)/16px var(--font); color: var(--ink2); padding: 0; }
    button, input, select, textarea { font: inherit; letter-spacing: inherit; color: inherit; margin: 0; }
    button {
        display: inline-flex; align-items: center; justify-content: center; gap: 6px; height: var(--row); padding: 0 var(--s2);
        background: none; border: 0; border-radius: var(--r2); color: var(--ink2); white-space: nowrap;
        transition: background var(--fast), color var(--fast); touch-action: manipulation; -webkit-tap-highlight-color: transparent;
    }
    @media (hover: hover) { button:hover:not(:disabled) { background: var(--hover); color: var(--ink); } }
    button:active:not(:disabled) { background: var(--hover); }
    button:disabled { opacity: .35; }
    :focus { outline: none; }
    :focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
    svg { width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
    svg .solid { fill: currentColor; stroke: none; }
    kbd { font: 500 var(--t1)/16px var(--font); color: var(--ink3); letter-spacing: .02em; }
    img { display: block; }
    .icon { width: var(--row); padding: 0; }
    .gap { flex: 1; }
    .hush { color: var(--ink3); }
    .num { font-variant-numeric: tabular-nums; }
    /* seen by readers alone */
    .only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .plain { background: var(--raised); color: var(--ink); padding: 0 var(--s3); height: 32px; }
    .value {
        height: var(--row); width: 100%; min-width: 0; padding: 0 8px; text-align: right; border: 1px solid var(--line); border-radius: var(--r2);
        background: var(--field); font-variant-numeric: tabular-nums;
    }
    .value::placeholder, textarea::placeholder { color: var(--ink3); opacity: 1; }
    .value[aria-invalid=true], textarea[aria-invalid=true] { border-color: var(--bad); }
    select.value { text-align: left; appearance: none; padding-right: 24px; text-overflow: ellipsis; }
    .pick { position: relative; display: block; min-width: 0; }
    .pick svg { position: absolute; right: 6px; top: calc(50% - 8px); color: var(--ink3); pointer-events: none; }
    .wrong { grid-column: 2 / -1; font-size: var(--t2); line-height: 16px; color: var(--bad); padding: 2px 0 4px; overflow-wrap: anywhere; }
    /* label | control | value */
    .row { display: grid; grid-template-columns: 68px minmax(0, 1fr) 64px; gap: 0 var(--s3); align-items: center; min-height: var(--row); }
    .row.wide { grid-template-columns: 68px minmax(0, 1fr); }
    .row > label, .row > .name { position: relative; font-size: var(--t2); color: var(--ink2); }
    /* a value that was changed from the model's default */
    .row.changed > label::before, .row.changed > .name::before {
        content: ""; position: absolute; left: -9px; top: 8px; width: 4px; height: 4px; border-radius: 50%; background: var(--ink2);
    }
    input[type=range] { appearance: none; display: block; width: 100%; height: 20px; margin: 0; background: none; touch-action: pan-y; --at: 50%; }
    input[type=range]::-webkit-slider-runnable-track {
        height: 2px; border-radius: 1px; background: linear-gradient(var(--ink2) 0 0) 0 / var(--at) 100% no-repeat, var(--line);
    }
    input[type=range]::-webkit-slider-thumb {
        appearance: none; box-sizing: content-box; width: 12px; height: 12px; margin-top: -7px; border-radius: 50%; background: var(--ink); border: 2px solid var(--panel);
    }
    input[type=range]::-moz-range-track { height: 2px; background: var(--line); }
    input[type=range]::-moz-range-progress { height: 2px; background: var(--ink2); }
    input[type=range]::-moz-range-thumb { width: 12px; height: 12px; border: 2px solid var(--panel); background: var(--ink); }
    .meter { position: relative; height: 2px; background: var(--line); overflow: hidden; }
    .meter i { position: absolute; inset: 0; background: var(--run); transform-origin: 0 50%; transform: scaleX(var(--at, 0)); transition: transform var(--calm) linear; }
    /* at work, nobody knows how far */
    .meter.unknown i { transform: none; background: repeating-linear-gradient(90deg, var(--run) 0 8px, transparent 8px 12px); }
    @media (max-width: 639px) {
        .value { font-size: var(--t5); }
        .plain { height: 44px; }
    }
    @media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none !important; animation: none !important; } }
    @media (forced-colors: active) {
        button, .value { border: 1px solid ButtonBorder; }
        button { color: ButtonText; transition: none; } /* Chromium keeps the colour of one that was disabled */
        button:disabled { opacity: 1; border-color: GrayText; color: GrayText; }
        [aria-pressed=true], [aria-checked=true] { border: 2px solid Highlight; }
        svg { stroke: CanvasText; }
        :disabled svg { stroke: GrayText; }
        input[type=range]::-webkit-slider-runnable-track { background: CanvasText; }
        input[type=range]::-webkit-slider-thumb { background: CanvasText; border-color: Canvas; }
        input[type=range]::-moz-range-track { background: CanvasText; }
        input[type=range]::-moz-range-thumb { background: CanvasText; border-color: Canvas; }
        .row.changed > label::before, .row.changed > .name::before { background: CanvasText; }
        .meter i { background: Highlight; }
    }
`;
