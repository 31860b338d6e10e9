package dev.easel.pipeline;

/**
 * What is left out so that a picture is done sooner. Each changes the picture a little; without
 * them it is the reference implementations'.
 *
 * @param guidance where the negative prompt leads
 */
public record Shortcuts(GuidanceInterval guidance) {
    /** {@return the whole computation} */
    public static Shortcuts none() {
        return new Shortcuts(GuidanceInterval.WHOLE);
    }

    public Shortcuts withGuidance(GuidanceInterval other) {
        return new Shortcuts(other);
    }
}
