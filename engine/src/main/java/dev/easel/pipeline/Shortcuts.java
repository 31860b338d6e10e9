package dev.easel.pipeline;

import dev.easel.model.RunOptions;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * What is left out so that a picture is done sooner. Each changes the picture a little; without
 * them it is the reference implementations'.
 *
 * @param guidance the part of the steps with guidance
 * @param deepCache 1 to 20: of so many calls of the network one is whole, and the others compute
 *     its outermost layers alone (Ma et al. 2023, "DeepCache: Accelerating Diffusion Models for
 *     Free"); at 1 all are whole. Samplers that ask twice in a step have two calls in it
 * @param tokenMerging 0 to 0.75: the share of the positions of the widest feature map that are
 *     merged with a similar one in self-attention (Bolya and Hoffman 2023, "Token Merging for Fast
 *     Stable Diffusion"); at 0 none are
 */
public record Shortcuts(GuidanceInterval guidance, int deepCache, double tokenMerging) {
    public static final int MAX_DEEP_CACHE = 20;
    public static final double MAX_TOKEN_MERGING = 0.75;

    public Shortcuts {
        ParameterRange.DEEP_CACHE.require(deepCache);
        ParameterRange.TOKEN_MERGING.require(tokenMerging);
    }

    /** {@return what a run of the network adds for them, and its further channels} */
    RunOptions runOptions(Optional<Tensor> extraChannels) {
        return new RunOptions(deepCache, tokenMerging, extraChannels, 1);
    }

    /** {@return the whole computation} */
    public static Shortcuts none() {
        return new Shortcuts(GuidanceInterval.WHOLE, 1, 0);
    }

    public Shortcuts withGuidance(GuidanceInterval other) {
        return new Shortcuts(other, deepCache, tokenMerging);
    }

    public Shortcuts withDeepCache(int other) {
        return new Shortcuts(guidance, other, tokenMerging);
    }

    public Shortcuts withTokenMerging(double other) {
        return new Shortcuts(guidance, deepCache, other);
    }
}
