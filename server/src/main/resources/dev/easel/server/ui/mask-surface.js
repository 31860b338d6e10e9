// @ts-check
import { MaskCanvas } from './mask-canvas.js';
import { MaskInk } from './mask-ink.js';
import { MaskView } from './mask-view.js';
import { begin, extend } from './strokes.js';

/**
 * What lies on the stage while a mask is painted: the picture, the mask over it, the ring of the brush. It draws without
 * the framework, since nothing but this is done while the pointer moves.
 *
 * @typedef {import('./strokes.js').Line} Line
 * @typedef {import('./strokes.js').Stroke} Stroke
 * @typedef {{image: HTMLImageElement, ink: HTMLCanvasElement, ring: HTMLElement}} Parts
 */
export class MaskSurface {
    /** @param {Parts} parts @param {() => void} seen what to do when another part of the picture is seen */
    constructor({ image, ink, ring }, seen) {
        this.image = image;
        this.ring = ring;
        this.seen = seen;
        this.view = new MaskView();
        this.ink = new MaskInk(ink, this.view);
        /** @type {MaskCanvas | null} */
        this.mask = null;
        /** @type {Line | null} what is being painted */
        this.line = null;
        /** where the brush is, in the picture's pixels */
        this.at = { x: 0, y: 0 };
        this.size = 0;
        this.across = 0;
        /** @type {number | undefined} */
        this.frame = undefined;
    }

    /** The picture is here: only now its size is known. @returns {boolean} whether it is another one */
    load() {
        const { naturalWidth: width, naturalHeight: height } = this.image;
        if (this.mask?.canvas.width === width && this.mask.canvas.height === height) return false;
        this.view.picture = { width, height };
        this.mask = new MaskCanvas(width, height);
        this.at = { x: width / 2, y: height / 2 };
        return true;
    }

    /** Looks at the picture in another way. @param {(view: MaskView) => void} change */
    look(change) {
        change(this.view);
        this.frame ??= requestAnimationFrame(() => {
            this.frame = undefined;
            this.draw();
            this.seen();
        });
    }

    draw() {
        if (!this.mask) return;
        const { x, y, scale } = this.view;
        this.image.style.setProperty('transform', `translate(${x}px, ${y}px) scale(${scale})`);
        this.image.classList.toggle('dots', scale * devicePixelRatio >= 3);
        this.ink.draw(this.mask.canvas);
        if (this.line) this.ink.begin(this.line);
        if (this.line) this.ink.extend(this.line.points);
        this.placeRing();
    }

    /** Brings the mask to its strokes. @param {Stroke[]} strokes @returns {number} how much of the picture it covers */
    show(strokes) {
        if (!this.mask) return 0;
        this.mask.show(strokes);
        this.draw();
        return this.mask.share();
    }

    /** @param {'brush' | 'erase'} tool @param {number} x @param {number} y in the picture's pixels */
    begin(tool, x, y) {
        if (!this.mask) return;
        this.line = begin(tool, this.size, x, y);
        this.ink.begin(this.line);
    }

    /** The only work of a pointer's move: one path on the screen's canvas. @param {number[]} points on the screen */
    extend(points) {
        const { line, view } = this;
        if (!line) return;
        const added = line.points.slice(-2);
        for (let i = 0; i < points.length; i += 2) {
            const [x, y] = view.toPicture(points[i], points[i + 1]);
            if (extend(line, x, y)) added.push(x, y);
        }
        if (added.length > 2) this.ink.extend(added);
    }

    /** @returns {Line | null} what was painted */
    end() {
        const { line } = this;
        this.line = null;
        return line;
    }

    /** @param {number} x @param {number} y on the screen @param {boolean} shown */
    hover(x, y, shown) {
        if (shown) [this.at.x, this.at.y] = this.view.toPicture(x, y);
        this.ring.classList.toggle('on', shown);
        if (shown) this.placeRing();
    }

    /** Moves the brush without a mouse. @param {number} dx @param {number} dy */
    step(dx, dy) {
        const { width, height } = this.view.picture;
        this.at = { x: Math.min(width, Math.max(0, this.at.x + dx)), y: Math.min(height, Math.max(0, this.at.y + dy)) };
        this.look((view) => view.reveal(this.at.x, this.at.y));
        this.extend(this.view.toRoom(this.at.x, this.at.y));
        this.ring.classList.add('on');
        this.placeRing();
    }

    placeRing() {
        const across = Math.max(4, this.size * this.view.scale);
        const [x, y] = this.view.toRoom(this.at.x, this.at.y);
        if (across !== this.across) {
            this.across = across;
            this.ring.style.setProperty('width', `${across}px`);
            this.ring.style.setProperty('height', `${across}px`);
        }
        this.ring.style.setProperty('transform', `translate(${x - across / 2}px, ${y - across / 2}px)`);
    }
}
