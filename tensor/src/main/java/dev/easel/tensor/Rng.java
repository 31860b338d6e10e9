package dev.easel.tensor;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A stream of normally distributed numbers, the same as {@code torch.randn} with a CPU generator of
 * the same seed draws. It always draws on the CPU, so a seed means the same noise on every device.
 *
 * <p>Used by one thread at a time; close it, or open it within a {@link TensorScope}.
 */
public final class Rng implements AutoCloseable {
    private final Generator generator;

    private Rng(Generator generator) {
        this.generator = generator;
    }

    /**
     * {@return a new stream}
     *
     * @param seed of which PyTorch's generator uses the low 32 bits
     */
    public static Rng seeded(long seed) {
        LibTorch.load();
        return new Rng(torch.make_generator_cpu(seed).retainReference());
    }

    /** {@return the next numbers of mean 0 and deviation 1, float32 on the CPU} */
    public Tensor normal(Shape shape) {
        var options = DType.F32.options();
        return new Tensor(torch.randn(shape.toArray(), new GeneratorOptional(generator), options));
    }

    @Override
    public void close() {
        generator.releaseReference();
    }
}
