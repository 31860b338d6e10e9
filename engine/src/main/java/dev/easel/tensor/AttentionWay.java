package dev.easel.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How attention is computed. LibTorch's fused kernel is the fastest in float32 and on processors
 * with AMX; in bfloat16 without AMX it is slower by more than an order of magnitude than the same
 * made of matrix products. So in bfloat16 on a CPU the way is measured, once in a process; the
 * property {@code easel.attention} ({@code fused} or {@code composed}) pins it.
 */
enum AttentionWay {
    FUSED {
        @Override
        Tensor attend(Tensor q, Tensor k, Tensor v) {
            return fused(q, k, v, false);
        }
    },
    COMPOSED {
        @Override
        Tensor attend(Tensor q, Tensor k, Tensor v) {
            return composed(q, k, v);
        }
    };

    /** The most scores that a composed attention holds at a time; bounds its memory. */
    private static final long SCORES_AT_ONCE = 1 << 24;

    abstract Tensor attend(Tensor q, Tensor k, Tensor v);

    /** {@return the way for attention over tensors like {@code q}} */
    static AttentionWay of(Tensor q) {
        if (Choice.PINNED.isPresent()) {
            return Choice.PINNED.get();
        }
        boolean measured = q.dtype() == DType.BF16 && q.device() == Device.CPU;
        return measured ? Measurement.FASTEST : FUSED;
    }

    static Tensor fused(Tensor q, Tensor k, Tensor v, boolean causal) {
        return new Tensor(
                torch.scaled_dot_product_attention(
                        q.value(),
                        k.value(),
                        v.value(),
                        new TensorOptional(),
                        0.0,
                        causal,
                        new DoubleOptional(),
                        false));
    }

    /** Queries are taken in pieces whose scores stay in the cache between the two products. */
    private static Tensor composed(Tensor q, Tensor k, Tensor v) {
        long heads = q.size(0) * q.size(1);
        long width = q.size(3);
        long keys = k.size(2);
        Tensor queries = q.mul(1 / Math.sqrt((double) width)).reshape(heads, q.size(2), width);
        Tensor across = k.reshape(heads, keys, width).transpose(1, 2);
        Tensor values = v.reshape(heads, keys, width);
        long piece = Math.clamp(SCORES_AT_ONCE / (heads * keys), 1, q.size(2));
        List<Tensor> results = new ArrayList<>();
        for (long start = 0; start < q.size(2); start += piece) {
            Tensor part = queries.narrow(1, start, Math.min(piece, q.size(2) - start));
            results.add(TensorScope.returning(() -> softmax(part.matmul(across)).matmul(values)));
        }
        return Tensor.cat(results, 1).reshape(q.size(0), q.size(1), q.size(2), width);
    }

    private static Tensor softmax(Tensor scores) {
        return new Tensor(torch.softmax(scores.value(), -1));
    }

    /** What the property says. */
    private static final class Choice {
        static final Optional<AttentionWay> PINNED =
                read(System.getProperty("easel.attention", ""));

        private static Optional<AttentionWay> read(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "", "auto" -> Optional.empty();
                case "fused" -> Optional.of(FUSED);
                case "composed" -> Optional.of(COMPOSED);
                default ->
                        throw new IllegalArgumentException(
                                "the property easel.attention must be auto, fused or composed, got "
                                        + name);
            };
        }
    }

    /** The faster way on this machine, by trying both on a middling size. */
    private static final class Measurement {
        static final AttentionWay FASTEST = seconds(FUSED) <= seconds(COMPOSED) ? FUSED : COMPOSED;

        private static double seconds(AttentionWay way) {
            try (var _ = TensorScope.open();
                    var rng = Rng.seeded(0)) {
                Tensor x = rng.normal(Shape.of(1, 8, 512, 64)).to(DType.BF16);
                double best = Double.POSITIVE_INFINITY;
                for (int i = 0; i < 3; i++) {
                    long start = System.nanoTime();
                    way.attend(x, x, x);
                    best = Math.min(best, (System.nanoTime() - start) / 1e9);
                }
                return best;
            }
        }
    }
}
