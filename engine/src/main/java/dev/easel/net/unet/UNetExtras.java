package dev.easel.net.unet;

import dev.easel.model.RunOptions;

import java.util.Optional;

/**
 * What one run adds to a UNet's plain computation, carried to its blocks by {@link Embeddings}.
 * Closed at the run's end.
 *
 * @param deepCache of this run
 * @param mergedShare of the tokens, 0 where none are merged
 * @param guidanceScale for networks that are told it
 */
record UNetExtras(DeepCache deepCache, double mergedShare, double guidanceScale)
        implements AutoCloseable {
    /** {@return the plain computation} */
    static UNetExtras none() {
        return of(RunOptions.none());
    }

    /** {@return the extras of a new run} */
    static UNetExtras of(RunOptions options) {
        return new UNetExtras(
                DeepCache.every(options.deepCache()),
                options.tokenMerging(),
                options.guidanceScale());
    }

    /** {@return how tokens are merged at a time, where any are} */
    Optional<TokenMerging> merging(double timestep) {
        return mergedShare == 0
                ? Optional.empty()
                : Optional.of(new TokenMerging(mergedShare, timestep));
    }

    @Override
    public void close() {
        deepCache.close();
    }
}
