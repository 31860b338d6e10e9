package dev.easel.pictures;

/** Lays translucent pixels on white. */
final class Alpha {
    static final String LAID_ON_WHITE = "transparency laid on white";

    private Alpha() {}

    /**
     * {@return the level over white, rounded}
     *
     * @param level 0 to 255, not premultiplied by alpha
     * @param alpha 0 (transparent) to 255 (opaque)
     */
    static byte onWhite(int level, int alpha) {
        return (byte) ((level * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
