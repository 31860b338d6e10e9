package dev.easel.net.unet;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the deep layers of a {@link UNet} last gave, for the calls of one run (Ma et al. 2023,
 * "DeepCache: Accelerating Diffusion Models for Free"). From one call to the next it changes
 * little: every n-th call computes it, those between take it as it was and compute the outermost
 * layers alone. Belongs to one run and its thread, holds one feature map, and is closed at the
 * run's end.
 */
final class DeepCache implements AutoCloseable {
    private final int every;
    private Optional<Tensor> feature = Optional.empty();
    private int uses;

    private DeepCache(int every) {
        this.every = every;
    }

    /**
     * {@return a cache for one run}
     *
     * @param calls of which one is whole, at least 1; at 1 all are, and nothing is held
     */
    static DeepCache every(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException(
                    "calls of which one is whole must be 1 or more, got " + calls);
        }
        return new DeepCache(calls);
    }

    /**
     * {@return the feature map of the deep layers, as it is or as it was} A call of another batch
     * or size than the last whole one's is whole itself.
     *
     * @param shallow what the deep layers would see
     * @param batch of the feature map
     * @param compute gives the feature map, in the innermost scope
     */
    Tensor feature(Tensor shallow, long batch, Supplier<Tensor> compute) {
        if (every == 1) {
            return TensorScope.returning(compute);
        }
        if (uses % every == 0 || !fits(shallow, batch)) {
            close();
            feature = Optional.of(TensorScope.returning(compute).keep());
        }
        uses++;
        return feature.orElseThrow();
    }

    private boolean fits(Tensor shallow, long batch) {
        return feature.filter(f ->
                        f.size(0) == batch
                                && f.size(2) == shallow.size(2)
                                && f.size(3) == shallow.size(3))
                .isPresent();
    }

    /** Frees what it holds; the next call will be whole. */
    @Override
    public void close() {
        feature.ifPresent(Tensor::close);
        feature = Optional.empty();
        uses = 0;
    }
}
