package dev.easel.nn;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the group norms of a network found in one input, to be used for others: parts of a picture
 * are then normalised alike, and fit together (the "fast mode" of the tiled VAE in
 * multidiffusion-upscaler-for-automatic1111). Holds no native memory.
 */
public final class GroupStatistics {
    /** Where the norms that run in this scope have their moments from, see {@link GroupNorm}. */
    private static final ScopedValue<BiFunction<GroupNorm, Tensor, float[]>> SOURCE =
            ScopedValue.newInstance();

    private final IdentityHashMap<GroupNorm, float[]> found = new IdentityHashMap<>();

    private GroupStatistics() {}

    /**
     * {@return what the norms of a network find as it works on a sample}
     *
     * @param network passes each of its norms once
     * @param sample [1, ..]
     */
    public static GroupStatistics of(Sequence network, Tensor sample) {
        var statistics = new GroupStatistics();
        try (var _ = TensorScope.open()) {
            ScopedValue.where(SOURCE, statistics::find).call(() -> network.forward(sample));
        }
        return statistics;
    }

    /** {@return what the same network makes of x [1, ..] with these instead of x's own} */
    public Tensor forward(Sequence network, Tensor x) {
        return ScopedValue.where(SOURCE, this::found).call(() -> network.forward(x));
    }

    /** {@return what a norm is to use for x; nothing where it is to use x's own} */
    static Optional<float[]> momentsFor(GroupNorm norm, Tensor x) {
        return SOURCE.isBound() ? Optional.of(SOURCE.get().apply(norm, x)) : Optional.empty();
    }

    private float[] find(GroupNorm norm, Tensor x) {
        var moments = norm.moments(x);
        found.put(norm, moments);
        return moments;
    }

    private float[] found(GroupNorm norm, Tensor x) {
        return Objects.requireNonNull(found.get(norm), "the sample has not passed this norm");
    }
}
