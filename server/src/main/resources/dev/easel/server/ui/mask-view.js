// @ts-check
/** How much larger than its pixels a picture may be shown. */
const MOST = 16;

/**
 * Where a picture lies in its room: whole and in the middle, or enlarged and pushed. All in CSS pixels, but for zoom:
 * the screen's own pixels for one of the picture.
 */
export class MaskView {
    constructor() {
        this.picture = { width: 0, height: 0 };
        this.room = { width: 0, height: 0, padX: 0, padY: 0 };
        this.x = 0;
        this.y = 0;
        this.scale = 1;
        /** whether the whole picture is to be seen, whatever the room */
        this.whole = true;
    }

    get fitting() {
        const { width, height, padX, padY } = this.room;
        return Math.max(0.001, Math.min((width - 2 * padX) / (this.picture.width || 1), (height - 2 * padY) / (this.picture.height || 1)));
    }

    /** @returns {number | 'fit'} */
    get zoom() {
        return this.whole ? 'fit' : Math.round(this.scale * devicePixelRatio * 1000) / 1000;
    }

    fit() {
        this.whole = true;
        this.scale = this.fitting;
        this.move(0, 0);
    }

    /** Keeps what is to be seen where the room or the picture changed. */
    settle() {
        if (this.whole) this.fit();
        else this.move(this.x, this.y);
    }

    /** @param {number} zoom @param {number} [x] @param {number} [y] the point of the room that stays where it is */
    zoomTo(zoom, x = this.room.width / 2, y = this.room.height / 2) {
        const scale = Math.min(zoom / devicePixelRatio, Math.max(MOST / devicePixelRatio, this.fitting));
        if (scale <= this.fitting * 1.001) {
            this.fit();
            return;
        }
        const grown = scale / this.scale;
        this.whole = false;
        this.scale = scale;
        this.move(x - (x - this.x) * grown, y - (y - this.y) * grown);
    }

    /** @param {number} factor @param {number} [x] @param {number} [y] */
    zoomBy(factor, x, y) {
        this.zoomTo(this.scale * devicePixelRatio * factor, x, y);
    }

    /** In the middle where there is room, else so that the edge can be pushed to the middle of the padding. @param {number} x @param {number} y */
    move(x, y) {
        const { width, height, padX, padY } = this.room;
        this.x = within(x, width, this.picture.width * this.scale, padX);
        this.y = within(y, height, this.picture.height * this.scale, padY);
    }

    /** A point of the picture to the middle of the room. @param {number} x @param {number} y as shares of the picture */
    center(x, y) {
        this.move(this.room.width / 2 - x * this.picture.width * this.scale, this.room.height / 2 - y * this.picture.height * this.scale);
    }

    /** So that a point of the picture is in sight. @param {number} x @param {number} y */
    reveal(x, y) {
        const [left, top] = this.toRoom(x, y);
        const { width, height } = this.room;
        const push = (/** @type {number} */ at, /** @type {number} */ size) => at < 0 ? -at + size / 4 : at > size ? size - at - size / 4 : 0;
        this.move(this.x + push(left, width), this.y + push(top, height));
    }

    /** @param {number} x @param {number} y @returns {[number, number]} the picture's pixel at a point of the room */
    toPicture(x, y) {
        return [(x - this.x) / this.scale, (y - this.y) / this.scale];
    }

    /** @param {number} x @param {number} y @returns {[number, number]} */
    toRoom(x, y) {
        return [x * this.scale + this.x, y * this.scale + this.y];
    }

    /** What is in sight, as shares of the picture: left, top, width, height. */
    get sight() {
        const wide = this.picture.width * this.scale;
        const high = this.picture.height * this.scale;
        const left = Math.max(0, -this.x / wide);
        const top = Math.max(0, -this.y / high);
        return {
            left, top,
            width: Math.min(1, (this.room.width - this.x) / wide) - left,
            height: Math.min(1, (this.room.height - this.y) / high) - top,
        };
    }
}

/** @param {number} at @param {number} room @param {number} size @param {number} pad */
function within(at, room, size, pad) {
    return size <= room ? (room - size) / 2 : Math.min(pad, Math.max(room - size - pad, at));
}
