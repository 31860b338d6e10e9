package dev.easel.tensor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which {@link AttentionAlgorithm} is taken. On a CPU it depends on the processor and the shape: in
 * bfloat16 without AMX the fused kernel is slower by more than an order of magnitude than products
 * of matrices, in float32 by a factor of two. So there the ways are measured for each shape, once
 * for a machine. The property {@code easel.attention} (a way's name) pins one.
 */
final class AttentionTuner {
    /**
     * How many queries ways are tried with, if there are as many; those that are slow with fewer
     * are left out. The slowest way takes half a second for 256.
     */
    private static final long[] QUERIES = {256, 2048};

    private static final double SLOW = 3;

    /** What takes no longer than this with few queries is no way to wait for with many. */
    private static final double QUICK_SECONDS = 0.01;

    private final TuningCache kept;
    private final Map<String, AttentionAlgorithm> known = new ConcurrentHashMap<>();

    AttentionTuner(TuningCache kept) {
        this.kept = kept;
    }

    /** What may become of queries and keys. */
    enum Accuracy {
        EXACT("attention"),
        /** They may be rounded to 8 bits where that is faster. */
        ROUNDED("rounded attention");

        private final String name;

        Accuracy(String name) {
            this.name = name;
        }

        private boolean allows(AttentionAlgorithm way) {
            return this == ROUNDED || way == way.exact();
        }
    }

    /** {@return the way for attention over these tensors} */
    static AttentionAlgorithm of(Tensor q, Tensor k, Tensor v, Accuracy accuracy) {
        if (Pinned.WAY.isPresent()) {
            var pinned = Pinned.WAY.get();
            return Stream.of(pinned, pinned.exact())
                    .filter(way -> accuracy.allows(way) && way.suits(q))
                    .findFirst()
                    .orElse(AttentionAlgorithm.FUSED);
        }
        return q.device() == Device.CPU
                ? OfThisMachine.CHOICE.fastest(q, k, v, accuracy)
                : AttentionAlgorithm.FUSED;
    }

    AttentionAlgorithm fastest(Tensor q, Tensor k, Tensor v, Accuracy accuracy) {
        return known.computeIfAbsent(
                question(q, k, accuracy),
                question ->
                        kept.keptOr(
                                question,
                                AttentionAlgorithm.class,
                                () -> measured(ways(q, accuracy), q, k, v)));
    }

    /** For example {@code attention BF16 16x4096x77x40}: heads of all pictures, queries, keys. */
    private static String question(Tensor q, Tensor k, Accuracy accuracy) {
        long heads = q.size(0) * q.size(1);
        return "%s %s %dx%dx%dx%d"
                .formatted(accuracy.name, q.dtype(), heads, q.size(2), k.size(2), q.size(3));
    }

    private static List<AttentionAlgorithm> ways(Tensor q, Accuracy accuracy) {
        return Arrays.stream(AttentionAlgorithm.values())
                .filter(way -> accuracy.allows(way) && way.suits(q))
                .toList();
    }

    /** The slow ones are told from the fast by a few queries, the fast from each other by more. */
    private static AttentionAlgorithm measured(
            List<AttentionAlgorithm> possible, Tensor q, Tensor k, Tensor v) {
        possible.forEach(way -> way.warmUp(q.dtype()));
        var ways = possible;
        long[] parts =
                LongStream.of(QUERIES).map(some -> Math.min(some, q.size(2))).distinct().toArray();
        for (long queries : parts) {
            var some = timed(ways, q.narrow(2, 0, queries), k, v);
            double most = Math.max(QUICK_SECONDS, SLOW * some.getFirst().seconds());
            ways = some.stream().filter(it -> it.seconds() <= most).map(Measured::way).toList();
        }
        return ways.getFirst();
    }

    private record Measured(AttentionAlgorithm way, double seconds) {}

    /** {@return the ways, the fastest first} */
    private static List<Measured> timed(
            List<AttentionAlgorithm> ways, Tensor q, Tensor k, Tensor v) {
        double[] seconds =
                KernelTimer.seconds(
                        ways.stream().<Runnable>map(way -> () -> way.attend(q, k, v)).toList(),
                        () -> {}); // what comes is in the caches, in networks too
        return IntStream.range(0, seconds.length)
                .mapToObj(i -> new Measured(ways.get(i), seconds[i]))
                .sorted(Comparator.comparingDouble(Measured::seconds))
                .toList();
    }

    /** What the property says. */
    private static final class Pinned {
        static final Optional<AttentionAlgorithm> WAY =
                PinnedOption.pinned(AttentionAlgorithm.class, "easel.attention");
    }

    private static final class OfThisMachine {
        static final AttentionTuner CHOICE = new AttentionTuner(TuningCache.ofThisMachine());
    }
}
