package dev.easel.kernels.tuning;

import dev.easel.kernels.attention.AttentionAlgorithm;
import dev.easel.kernels.attention.FlashAttention;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.tensor.AttentionKernel;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which {@link AttentionAlgorithm} is taken. It depends on the processor and the shape: in bfloat16
 * without AMX the fused kernel is slower by more than an order of magnitude than products of
 * matrices, in float32 by a factor of two. So they are measured for shapes whose heads, queries and
 * keys are powers of two, once for a machine; a shape between takes the next larger one's. A pinned
 * algorithm is taken where it suits, elsewhere the fused kernel.
 */
public final class AttentionTuner {
    /** How many queries all are timed with, if there are as many; the slowest takes 0.5 s. */
    private static final long FEW_QUERIES = 256;

    /** How many queries those are timed with that are not slow with few. */
    private static final long MANY_QUERIES = 2048;

    /** What a slow algorithm takes of the time of the fastest. */
    private static final double SLOW = 3;

    /** What takes no longer than this with few queries can be waited for with many. */
    private static final double QUICK_SECONDS = 0.01;

    /** What an algorithm may take of the time of one that comes before it. */
    private static final double WORTH = 0.95;

    private final FlashAttention flash;
    private final TuningCache kept;
    private final Optional<AttentionAlgorithm> pinned;
    private final KernelTimer timer = new KernelTimer();

    public AttentionTuner(ComputePool pool, TuningCache kept, Optional<AttentionAlgorithm> pinned) {
        flash = new FlashAttention(pool);
        this.kept = kept;
        this.pinned = pinned;
    }

    /** {@return the fastest kernel for a shape} */
    public AttentionKernel fastest(AttentionShape shape) {
        return algorithm(shape).kernel(flash);
    }

    AttentionAlgorithm algorithm(AttentionShape shape) {
        if (pinned.isPresent()) {
            return pinned.filter(it -> it.suits(shape)).orElse(AttentionAlgorithm.FUSED);
        }
        var bucket = bucket(shape);
        var suitable =
                Arrays.stream(AttentionAlgorithm.values()).filter(it -> it.suits(bucket)).toList();
        return kept.keptOr(name(bucket), suitable, () -> measured(suitable, bucket));
    }

    /** {@return the shape with heads, queries and keys rounded up to powers of two} */
    static AttentionShape bucket(AttentionShape shape) {
        return new AttentionShape(
                shape.dtype(),
                powerOfTwo(shape.heads()),
                powerOfTwo(shape.queries()),
                powerOfTwo(shape.keys()),
                shape.width());
    }

    private static long powerOfTwo(long number) {
        return number <= 1 ? 1 : 2 * Long.highestOneBit(number - 1);
    }

    /** For example {@code attention BF16 16x4096x128x40}: heads, queries, keys, width. */
    private static String name(AttentionShape shape) {
        String tokens = shape.heads() + "x" + shape.queries() + "x" + shape.keys();
        return "attention " + shape.dtype() + " " + tokens + "x" + shape.width();
    }

    private AttentionAlgorithm measured(List<AttentionAlgorithm> suitable, AttentionShape shape) {
        try (var _ = TensorScope.open()) {
            if (suitable.contains(AttentionAlgorithm.STREAMED)) {
                Tensor x = ProbeInput.smallAttention(shape.dtype());
                timer.warmUp("attention " + shape.dtype(), () -> flash.attend(x, x, x));
            }
            double[] seconds = timed(suitable, shape, FEW_QUERIES);
            double least = Arrays.stream(seconds).min().orElseThrow();
            double most = Math.max(QUICK_SECONDS, SLOW * least);
            var quick =
                    IntStream.range(0, seconds.length)
                            .filter(i -> seconds[i] <= most)
                            .mapToObj(suitable::get)
                            .toList();
            return quick.get(KernelTimer.fastest(timed(quick, shape, MANY_QUERIES), WORTH));
        }
    }

    private double[] timed(List<AttentionAlgorithm> some, AttentionShape shape, long queries) {
        Tensor q = ProbeInput.tokens(shape, Math.min(queries, shape.queries()));
        Tensor kv = ProbeInput.tokens(shape, shape.keys());
        var calls =
                some.stream()
                        .<Runnable>map(it -> () -> it.kernel(flash).attend(q, kv, kv))
                        .toList();
        return KernelTimer.seconds(calls, () -> {}); // in networks too caches hold the activations
    }
}
