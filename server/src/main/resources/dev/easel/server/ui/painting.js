// @ts-check
/** The mask's state while one paints: strokes, tool, size, zoom; all of it stays after Make. */
export class Painting {
    /** @type {any[]} */ strokes = [];
    /** @type {any[]} */ undone = [];
    tool = 'brush';
    /** of the brush, in the picture's pixels */
    size = 0;
    /** @type {number|'fit'} */ zoom = 'fit';

    /** @param {() => void} changed @param {(mask: {blob: Blob, share: number}|undefined, strokes: any[]) => void} masked */
    constructor(changed, masked) { this.changed = changed; this.masked = masked; }

    /** Begins on a picture with the strokes made before, if there were any. @param {{width: number, height: number}} picture @param {any[]} [strokes] */
    begin(picture, strokes = []) {
        this.strokes = strokes;
        this.undone = [];
        this.zoom = 'fit';
        this.size = Math.round(Math.min(picture.width, picture.height) / 12);
    }

    /** Handlers for the events of studio-mask and studio-mask-tools. */
    on = {
        strokes: (/** @type {CustomEvent} */ e) => this.#set(e.detail.list, []),
        mask: (/** @type {CustomEvent} */ e) => this.masked(e.detail.share > 0 ? e.detail : undefined, this.strokes),
        tool: (/** @type {CustomEvent} */ e) => { this.tool = e.detail.tool; this.changed(); },
        size: (/** @type {CustomEvent} */ e) => { this.size = Math.max(1, Math.round(e.detail.size)); this.changed(); },
        zoom: (/** @type {CustomEvent} */ e) => { this.zoom = e.detail.zoom; if (e.detail.scale) this.scale = e.detail.scale; this.changed(); },
        undo: () => this.undo(),
        redo: () => this.redo(),
        invert: () => this.#set([...this.strokes, { invert: true }], []),
        clear: () => { if (this.strokes.length) this.#set([...this.strokes, { clear: true }], []); },
    };

    undo() {
        if (this.strokes.length) this.#set(this.strokes.slice(0, -1), [.../** @type {any[]} */ (this.strokes.slice(-1)), ...this.undone]);
    }

    redo() {
        if (this.undone.length) this.#set([...this.strokes, this.undone[0]], this.undone.slice(1));
    }

    /** @param {any[]} strokes @param {any[]} undone */
    #set(strokes, undone) { this.strokes = strokes; this.undone = undone; this.changed(); }
}
