package dev.easel.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import java.util.ArrayList;
import java.util.List;

/** How attention is computed; {@link AttentionChoice} says which way when. */
enum AttentionWay {
    /** LibTorch's fused kernel. */
    FUSED {
        @Override
        Tensor attend(Tensor q, Tensor k, Tensor v) {
            return fused(q, k, v, false);
        }
    },
    /**
     * The same with zeros at the end of each head, up to a width that AMX's tiles can hold: with
     * another the kernel does without AMX, which is several times slower.
     */
    PADDED {
        @Override
        Tensor attend(Tensor q, Tensor k, Tensor v) {
            long width = q.size(3);
            var padded =
                    new Tensor(
                            torch.scaled_dot_product_attention(
                                    padded(q).value(),
                                    padded(k).value(),
                                    padded(v).value(),
                                    new TensorOptional(),
                                    0.0,
                                    false,
                                    new DoubleOptional(1 / Math.sqrt((double) width)),
                                    false));
            return padded.narrow(3, 0, width);
        }

        @Override
        boolean suits(Tensor q) {
            return q.size(3) % TILE != 0;
        }
    },
    /** Products of matrices, with as many scores at a time as a core's cache holds. */
    TILED {
        @Override
        Tensor attend(Tensor q, Tensor k, Tensor v) {
            return composed(q, k, v, 1 << 20);
        }
    },
    /** Products of matrices, as large as memory allows. */
    COMPOSED {
        @Override
        Tensor attend(Tensor q, Tensor k, Tensor v) {
            return composed(q, k, v, 1 << 24);
        }
    };

    /** What an AMX tile holds of a row in bfloat16. */
    private static final long TILE = 32;

    /**
     * {@return softmax(q kᵀ / √width) v}
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    abstract Tensor attend(Tensor q, Tensor k, Tensor v);

    /** {@return whether this way is another than the rest for heads like those of q} */
    boolean suits(Tensor q) {
        return true;
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

    private static Tensor padded(Tensor x) {
        long width = x.size(3);
        return Kernels.pad(x, 0, Math.ceilDiv(width, TILE) * TILE - width, 0, 0);
    }

    /** Queries are taken in pieces, of which all heads together have so many scores. */
    private static Tensor composed(Tensor q, Tensor k, Tensor v, long scoresAtOnce) {
        long heads = q.size(0) * q.size(1);
        long width = q.size(3);
        long keys = k.size(2);
        Tensor queries = q.mul(1 / Math.sqrt((double) width)).reshape(heads, q.size(2), width);
        Tensor across = k.reshape(heads, keys, width).transpose(1, 2);
        Tensor values = v.reshape(heads, keys, width);
        long piece = Math.clamp(scoresAtOnce / (heads * keys), 1, q.size(2));
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
}
