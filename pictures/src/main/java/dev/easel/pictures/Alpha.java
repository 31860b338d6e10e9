package dev.easel.pictures;

/** What becomes of translucent pixels. */
enum Alpha {
    /** They are laid on white. */
    ON_WHITE {
        @Override
        byte of(int level, int alpha) {
            return (byte) ((level * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    },
    /** Their transparency is taken for their colour: white where nothing is seen of them. */
    TRANSPARENCY {
        @Override
        byte of(int level, int alpha) {
            return (byte) (255 - alpha);
        }
    };

    static final String LAID_ON_WHITE = "transparency laid on white";

    /**
     * {@return the level that is decoded, rounded}
     *
     * @param level 0 to 255, not premultiplied by alpha
     * @param alpha 0 (transparent) to 255 (opaque)
     */
    abstract byte of(int level, int alpha);
}
