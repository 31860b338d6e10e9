package dev.easel.pipeline;

/**
 * What is left out so that a picture is done sooner. Each changes the picture a little; without
 * them it is the reference implementations'.
 *
 * @param guidance where the negative prompt leads
 * @param deepCache 1 to 20: of so many calls of the network one is whole, and the others compute
 *     its outermost layers alone (Ma et al. 2023, "DeepCache: Accelerating Diffusion Models for
 *     Free"); at 1 all are whole. Samplers that ask twice in a step have two calls in it
 */
public record Shortcuts(GuidanceInterval guidance, int deepCache) {
    public static final int MAX_DEEP_CACHE = 20;

    public Shortcuts {
        if (deepCache < 1 || deepCache > MAX_DEEP_CACHE) {
            throw new IllegalArgumentException(
                    "deep cache must be between 1 and %d, got %d"
                            .formatted(MAX_DEEP_CACHE, deepCache));
        }
    }

    /** {@return the whole computation} */
    public static Shortcuts none() {
        return new Shortcuts(GuidanceInterval.WHOLE, 1);
    }

    public Shortcuts withGuidance(GuidanceInterval other) {
        return new Shortcuts(other, deepCache);
    }

    public Shortcuts withDeepCache(int other) {
        return new Shortcuts(guidance, other);
    }
}
