package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;

/**
 * How large a picture shall become. The aspect is kept, to the rounding of the sides, by all but
 * {@link Exact}.
 */
public sealed interface TargetSize {
    /** {@return the size for a picture of these sides, each at least 1} */
    Pixels of(int pictureWidth, int pictureHeight);

    /** {@return the size for a picture, each side at least 1} */
    default Pixels of(RgbImage picture) {
        return of(picture.width(), picture.height());
    }

    /** A size in pixels. */
    record Pixels(int width, int height) {
        private static int side(double exact) {
            return Math.clamp(Math.round(exact), 1, Integer.MAX_VALUE);
        }

        /** In whole numbers: a half goes up on every picture, which a fraction's error decided. */
        private static int side(long side, long to, long from) {
            return Math.clamp((2 * side * to + from) / (2 * from), 1, Integer.MAX_VALUE);
        }
    }

    /**
     * A number of times as high and wide.
     *
     * @param factor above 0, may be below 1, at most 64
     */
    record Scale(double factor) implements TargetSize {
        public static final double MAX = 64;

        public Scale {
            if (!(factor > 0 && factor <= MAX)) {
                throw new IllegalArgumentException(
                        "scale must be above 0 and at most %.0f, got %s".formatted(MAX, factor));
            }
        }

        @Override
        public Pixels of(int pictureWidth, int pictureHeight) {
            return new Pixels(
                    Pixels.side(pictureWidth * factor), Pixels.side(pictureHeight * factor));
        }
    }

    /** A width; the height follows. */
    record Width(int pixels) implements TargetSize {
        public Width {
            requireSide("width", pixels);
        }

        @Override
        public Pixels of(int pictureWidth, int pictureHeight) {
            return new Pixels(pixels, Pixels.side(pictureHeight, pixels, pictureWidth));
        }
    }

    /** A height; the width follows. */
    record Height(int pixels) implements TargetSize {
        public Height {
            requireSide("height", pixels);
        }

        @Override
        public Pixels of(int pictureWidth, int pictureHeight) {
            return new Pixels(Pixels.side(pictureWidth, pixels, pictureHeight), pixels);
        }
    }

    /** The largest size within both sides. */
    record Within(int width, int height) implements TargetSize {
        public Within {
            requireSide("width", width);
            requireSide("height", height);
        }

        @Override
        public Pixels of(int pictureWidth, int pictureHeight) {
            boolean wider = (long) pictureWidth * height >= (long) pictureHeight * width;
            return (wider ? new Width(width) : new Height(height)).of(pictureWidth, pictureHeight);
        }
    }

    /** Both sides as they are given, whatever the picture's aspect. */
    record Exact(int width, int height) implements TargetSize {
        public Exact {
            requireSide("width", width);
            requireSide("height", height);
        }

        @Override
        public Pixels of(int pictureWidth, int pictureHeight) {
            return new Pixels(width, height);
        }
    }

    private static void requireSide(String name, int pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + pixels);
        }
    }
}
