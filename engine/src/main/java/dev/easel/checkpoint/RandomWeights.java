package dev.easel.checkpoint;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Weights made in memory, for measuring models whose files are not at hand: every tensor that is
 * asked for exists, with small random values of a fixed seed.
 */
public final class RandomWeights implements WeightSource {
    private static final double DEVIATION = 0.02;

    private final Predicate<String> exists;

    /**
     * Weights of which the optional ones are chosen.
     *
     * @param exists which optional tensors there are
     */
    public RandomWeights(Predicate<String> exists) {
        this.exists = exists;
    }

    @Override
    public String name() {
        return "random weights";
    }

    @Override
    public Set<String> keys() {
        return Set.of();
    }

    @Override
    public boolean has(String key) {
        return exists.test(key);
    }

    @Override
    public Shape shape(String key, Shape expected) {
        return expected;
    }

    @Override
    public Tensor read(String key, Shape shape, DType dtype, Device device) {
        return TensorScope.returning(() -> {
            try (var rng = Rng.seeded(key.hashCode())) {
                return rng.normal(shape).mul(DEVIATION).to(dtype).to(device);
            }
        });
    }

    @Override
    public boolean isStored() {
        return false;
    }

    @Override
    public void close() {}
}
