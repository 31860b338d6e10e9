package dev.easel.model;

import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * What one run adds to the plain computation of a {@link Backbone}. A network that cannot do it
 * ignores what only saves time, and refuses the rest.
 *
 * @param deepCache at least 1: of so many calls one computes the deep layers, and the others take
 *     them from it (DeepCache); at 1 all compute them
 * @param tokenMerging 0 to 0.75: the share of similar tokens that are merged in self-attention
 *     (ToMe); at 0 none are
 * @param extraChannels what the network sees behind the channels of the latents, [1, channels,
 *     height, width]
 * @param guidanceScale for networks that are told it, see {@link ModelDesign#isToldGuidance}; at 1
 *     or below there is no guidance
 */
public record RunOptions(
        int deepCache, double tokenMerging, Optional<Tensor> extraChannels, double guidanceScale) {
    /** {@return the plain computation} */
    public static RunOptions none() {
        return new RunOptions(1, 0, Optional.empty(), 1);
    }

    /** {@return the same with so large a share of tokens merged} */
    public RunOptions withTokenMerging(double share) {
        return new RunOptions(deepCache, share, extraChannels, guidanceScale);
    }

    /** {@return the same with the guidance that the network is told of} */
    public RunOptions withGuidanceScale(double scale) {
        return new RunOptions(deepCache, tokenMerging, extraChannels, scale);
    }
}
