package dev.easel.pictures;

/** What becomes of pixels that are not opaque. */
final class Alpha {
    static final String LAID_ON_WHITE = "transparency laid on white";

    private Alpha() {}

    /**
     * {@return a level seen before white, rounded}
     *
     * @param level 0 to 255, not multiplied by alpha
     * @param alpha 0 (nothing is seen of it) to 255
     */
    static byte onWhite(int level, int alpha) {
        return (byte) ((level * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
