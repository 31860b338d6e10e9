// Finds what a person sees, through all shadow roots. arguments: what ('control', 'text', 'focus' or 'css'), the words or the path.
const [what, ...words] = arguments;

/** All elements below a node, also in shadow roots. */
function* all(node) {
    for (const child of node.children ?? []) {
        yield child;
        if (child.shadowRoot) yield* all(child.shadowRoot);
        yield* all(child);
    }
}

const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })
    && element.getClientRects().length > 0;

const text = (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

function name(element) {
    const root = element.getRootNode();
    const by = element.getAttribute('aria-labelledby')?.split(/\s+/).map((id) => text(root.getElementById(id) ?? {})).join(' ');
    const label = element.labels?.[0];
    const own = element.matches('input, textarea, select') ? element.getAttribute('placeholder') ?? '' : text(element);
    return (element.getAttribute('aria-label') ?? by ?? (label ? text(label) : '')) || own || element.title;
}

const CONTROLS = 'button, a[href], input, textarea, select, summary, [role=button], [role=option], [role=radio], [role=slider], [role=application], [role=menuitem]';

if (what === 'control') {
    const [wanted] = words;
    const found = [...all(document)].filter((element) => element.matches(CONTROLS) && !element.disabled && (seen(element) || element.type === 'file'));
    return found.find((element) => name(element) === wanted) ?? found.find((element) => name(element).startsWith(wanted)) ?? null;
}
if (what === 'text') {
    const [wanted] = words;
    const holds = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return [...all(document)].find((element) => holds(element) && text(element).includes(wanted) && seen(element)) ?? null;
}
if (what === 'focus') {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return name(at).startsWith(words[0]) ? at : null;
}
let roots = [document];
let found = [];
for (const step of words) {
    found = roots.flatMap((root) => [...root.querySelectorAll(step)]);
    roots = found.map((element) => element.shadowRoot ?? element);
}
return found;
