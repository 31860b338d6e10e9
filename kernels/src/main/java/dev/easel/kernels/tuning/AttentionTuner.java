package dev.easel.kernels.tuning;

import dev.easel.kernels.attention.AttentionAlgorithm;
import dev.easel.kernels.attention.AttentionKernels;
import dev.easel.tensor.AttentionKernel;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Which {@link AttentionAlgorithm} is taken. It depends on the processor and the shape: in bfloat16
 * without AMX the fused kernel is slower by more than an order of magnitude than products of
 * matrices, in float32 by a factor of two. So they are measured for shapes whose heads, queries and
 * keys are powers of two, once for a machine; a shape between takes the next larger one's. A pinned
 * algorithm is taken where it suits, elsewhere the fused kernel.
 */
public final class AttentionTuner {
    /**
     * How many queries algorithms are timed with, if there are as many; those that are slow with
     * fewer are left out. The slowest takes half a second for 256.
     */
    private static final long[] QUERIES = {256, 2048};

    private static final double SLOW = 3;

    /** What takes no longer than this with few queries can be waited for with many. */
    private static final double QUICK_SECONDS = 0.01;

    /** What an algorithm may take of the time of one that comes before it. */
    private static final double WORTH = 0.95;

    private final AttentionKernels kernels;
    private final TuningCache kept;
    private final Optional<AttentionAlgorithm> pinned;
    private final WarmUp warmUp = new WarmUp();

    /** What was found in this process, so that a call looks nothing up in a text. */
    private final Map<AttentionShape, AttentionAlgorithm> known = new ConcurrentHashMap<>();

    public AttentionTuner(
            AttentionKernels kernels, TuningCache kept, Optional<AttentionAlgorithm> pinned) {
        this.kernels = kernels;
        this.kept = kept;
        this.pinned = pinned;
    }

    /** {@return the fastest kernel for a shape} */
    public AttentionKernel fastest(AttentionShape shape) {
        return kernels.of(algorithm(shape));
    }

    AttentionAlgorithm algorithm(AttentionShape shape) {
        if (pinned.isPresent()) {
            return pinned.filter(algorithm -> kernels.suits(algorithm, shape))
                    .orElse(AttentionAlgorithm.FUSED);
        }
        var bucket = bucket(shape);
        var found = known.get(bucket);
        if (found != null) {
            return found;
        }
        var algorithm = keptOrMeasured(bucket);
        known.put(bucket, algorithm);
        return algorithm;
    }

    /** Forgets what was found in this process. */
    public void forget() {
        known.clear();
    }

    private AttentionAlgorithm keptOrMeasured(AttentionShape bucket) {
        var suitable =
                Arrays.stream(AttentionAlgorithm.values())
                        .filter(algorithm -> kernels.suits(algorithm, bucket))
                        .toList();
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
        return "attention %s %dx%dx%dx%d"
                .formatted(
                        shape.dtype(), shape.heads(), shape.queries(), shape.keys(), shape.width());
    }

    /** The slow ones are told from the fast by a few queries, the fast from each other by more. */
    private AttentionAlgorithm measured(List<AttentionAlgorithm> possible, AttentionShape shape) {
        try (var _ = TensorScope.open()) {
            var inputs = ProbeInput.attention(shape);
            possible.forEach(algorithm -> warmUp(algorithm, shape));
            var left = possible;
            var best = possible.getFirst();
            long[] parts =
                    LongStream.of(QUERIES)
                            .map(some -> Math.min(some, shape.queries()))
                            .distinct()
                            .toArray();
            for (long queries : parts) {
                Tensor some = inputs.q().narrow(2, 0, queries);
                double[] seconds = timed(left, new ProbeInput.Attention(some, inputs.kv()));
                best = left.get(KernelTimer.fastest(seconds, WORTH));
                left = notSlow(left, seconds);
            }
            return best;
        }
    }

    private double[] timed(List<AttentionAlgorithm> algorithms, ProbeInput.Attention on) {
        var calls =
                algorithms.stream()
                        .<Runnable>map(it -> () -> kernels.of(it).attend(on.q(), on.kv(), on.kv()))
                        .toList();
        return KernelTimer.seconds(calls, () -> {}); // in networks too caches hold the activations
    }

    private static List<AttentionAlgorithm> notSlow(
            List<AttentionAlgorithm> algorithms, double[] seconds) {
        double least = Arrays.stream(seconds).min().orElseThrow();
        double most = Math.max(QUICK_SECONDS, SLOW * least);
        return IntStream.range(0, seconds.length)
                .filter(i -> seconds[i] <= most)
                .mapToObj(algorithms::get)
                .toList();
    }

    private void warmUp(AttentionAlgorithm algorithm, AttentionShape shape) {
        if (algorithm == AttentionAlgorithm.STREAMED) {
            Tensor x = ProbeInput.smallAttention(shape.dtype());
            warmUp.once("attention " + shape.dtype(), () -> kernels.of(algorithm).attend(x, x, x));
        }
    }
}
