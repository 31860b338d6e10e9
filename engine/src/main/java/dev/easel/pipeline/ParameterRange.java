package dev.easel.pipeline;

import java.math.BigDecimal;

/**
 * The numbers that a parameter of a request may have. Programs check their options by the same
 * ranges, under their own names.
 *
 * @param name of the parameter in messages
 * @param least number, in the range
 * @param most number, in the range
 * @param multiple of which the number must be; 0 where it need not be whole
 */
public record ParameterRange(String name, double least, double most, int multiple) {
    public static final ParameterRange STEPS =
            new ParameterRange("steps", 1, SamplingSettings.MAX_STEPS, 1);
    public static final ParameterRange GUIDANCE_SCALE =
            new ParameterRange("guidance scale", 0, SamplingSettings.MAX_GUIDANCE_SCALE, 0);
    public static final ParameterRange SEED =
            new ParameterRange("seed", 0, SamplingSettings.MAX_SEED, 1);
    public static final ParameterRange NUMBER =
            new ParameterRange("number", 1, TextToImage.MAX_NUMBER, 1);
    public static final ParameterRange WIDTH = side("width", ImageSize.MULTIPLE);
    public static final ParameterRange HEIGHT = side("height", ImageSize.MULTIPLE);
    public static final ParameterRange DENOISING_STRENGTH =
            new ParameterRange("denoising strength", 0, 1, 0);
    public static final ParameterRange CLIP_SKIP = new ParameterRange("clip skip", 1, 12, 1);
    public static final ParameterRange DEEP_CACHE =
            new ParameterRange("deep cache", 1, Shortcuts.MAX_DEEP_CACHE, 1);
    public static final ParameterRange TOKEN_MERGING =
            new ParameterRange("token merging", 0, Shortcuts.MAX_TOKEN_MERGING, 0);

    public static final ParameterRange ETA = new ParameterRange("eta", 0, 1, 0);

    static ParameterRange side(String name, int multiple) {
        return new ParameterRange(name, ImageSize.MIN, ImageSize.MAX, multiple);
    }

    /** {@return the same range of a parameter that is called otherwise, such as an option} */
    public ParameterRange named(String other) {
        return new ParameterRange(other, least, most, multiple);
    }

    /** {@return whether the parameter may have this number} */
    public boolean contains(double value) {
        return value >= least && value <= most && (multiple == 0 || value % multiple == 0);
    }

    /** {@return the rule, for example {@code must be a multiple of 8 between 64 and 2048}} */
    public String rule() {
        String multiples = multiple > 1 ? "a multiple of " + multiple + " " : "";
        return "must be %sbetween %s and %s".formatted(multiples, plain(least), plain(most));
    }

    /**
     * Checks a whole number.
     *
     * @throws IllegalArgumentException where the parameter may not have it
     */
    public void require(long value) {
        if (!contains((double) value)) {
            throw refused(value);
        }
    }

    /**
     * Checks a number.
     *
     * @throws IllegalArgumentException where the parameter may not have it
     */
    public void require(double value) {
        if (!contains(value)) {
            throw refused(value);
        }
    }

    private IllegalArgumentException refused(Object value) {
        return new IllegalArgumentException("%s %s, got %s".formatted(name, rule(), value));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
