package dev.easel.tensor;

import dev.easel.tensor.Brgemm.Strides;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Attention in float32 or bfloat16 for which the keys stream by: the scores of some queries with
 * some keys are made, turned into weights and multiplied with the values while a core's cache holds
 * them. The sum that the weights are divided by is one more row of that product. Keys come before
 * queries in it: what is the same for all keys of a query lies side by side, and the product that
 * gathers the values has no more rows than they have columns.
 */
final class FlashAttention {
    private final DType type;
    private final int width;
    private final KeyBlocks blocks;
    private final TokenRows queries;
    private final Keys keys;
    private final TransposedValues values;

    private FlashAttention(Tensor q, Tensor v, Keys keys, KeyBlocks blocks) {
        this.keys = keys;
        this.blocks = blocks;
        type = q.dtype();
        width = (int) q.size(3);
        queries = new TokenRows(q);
        values = new TransposedValues(v);
    }

    /** {@return whether it can be done for heads like those of q, and java is quick enough} */
    static boolean suits(Tensor q) {
        return q.device() == Device.CPU
                && VectorLoops.areFast()
                && Brgemm.isPresent(q.dtype())
                && q.size(3) % Lanes32.lanes(q.dtype()) == 0;
    }

    /** {@return whether queries and keys can be rounded to bytes in heads like those of q} */
    static boolean suitsRounded(Tensor q) {
        return suits(q) && Brgemm.isPresent(DType.U8) && q.size(3) % Lanes32.lanes(DType.U8) == 0;
    }

    /**
     * {@return softmax(q kᵀ / √width) v, [batch, heads, queries, width]}
     *
     * @param q [batch, heads, queries, width], in bfloat16 of even width
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    static Tensor attend(Tensor q, Tensor k, Tensor v) {
        return TensorScope.returning(() -> attended(q, k, v, ExactKeys::new));
    }

    /** {@return the same of queries and keys that are rounded to bytes} */
    static Tensor attendRounded(Tensor q, Tensor k, Tensor v) {
        return TensorScope.returning(() -> attended(q, k, v, ByteKeys::new));
    }

    private static Tensor attended(
            Tensor q, Tensor k, Tensor v, BiFunction<Tensor, KeyBlocks, Keys> pack) {
        var blocks = KeyBlocks.of(k.size(2), Lanes32.lanes(q.dtype()), SoftmaxTile.KEYS);
        Keys keys = pack.apply(TokenRows.in(k), blocks);
        // Heads beside each other: so they are wanted next.
        long[] sizes = {q.size(0), q.size(2), q.size(1), q.size(3)};
        var any = new MemoryFormatOptional();
        Tensor result = new Tensor(torch.empty(sizes, q.value().options(), any)).transpose(1, 2);
        new FlashAttention(TokenRows.in(q), v, keys, blocks).attend(result);
        Profile.note();
        return result;
    }

    private void attend(Tensor result) {
        var rows = new TokenRows(result);
        int count = (int) result.size(2);
        int tiles = Math.ceilDiv(count, SoftmaxTile.QUERIES);
        ComputePool.each(
                (int) (result.size(0) * result.size(1)) * tiles,
                i -> {
                    int first = i % tiles * SoftmaxTile.QUERIES;
                    int some = Math.min(SoftmaxTile.QUERIES, count - first);
                    new Asking(i / tiles, first, some).attend(rows);
                });
    }

    /** Some queries of a head with all keys. */
    private final class Asking {
        private final OutputTile gathered = OutputTile.ofThread(type);
        private final int head;
        private final int first;
        private final int some;
        private final MemorySegment sums;

        Asking(int head, int first, int some) {
            this.head = head;
            this.first = first;
            this.some = some;
            sums = gathered.sums(width, some);
        }

        void attend(TokenRows result) {
            var asking = TransposedTokens.ofThread(type);
            asking.take(queries.from(head, first), queries.stride(), width, some);
            float factor = (float) (1 / (Math.sqrt(width) * Math.log(2)));
            keys.scoring(head, asking, factor).ifPresentOrElse(this::gather, gathered::spoil);
            Brgemm.release(type);
            gathered.write(result.from(head, first), result.stride());
        }

        private void gather(Scoring scoring) {
            for (int block = 0; block < blocks.count(); block++) {
                gather(block, scoring.weights(block));
            }
        }

        private void gather(int block, MemorySegment weights) {
            int lanes = Lanes32.lanes(type);
            int depth = blocks.words(block, lanes) * lanes;
            var strides = new Strides(values.stride(), some, some);
            new Brgemm(type, values.rows(), some, depth, strides)
                    .multiply(values.from(head, blocks.first(block)), weights, sums, block > 0);
        }
    }

    /** Makes the first call as fast as the next. */
    static void warmUp(DType type) {
        warmUp("attention " + type, type, x -> attend(x, x, x));
    }

    /** As {@link #warmUp}, of {@link #attendRounded}. */
    static void warmUpRounded(DType type) {
        warmUp("rounded attention " + type, type, x -> attendRounded(x, x, x));
    }

    private static void warmUp(String name, DType type, Consumer<Tensor> work) {
        var shape = Shape.of(1, ComputeThreads.get(), SoftmaxTile.QUERIES, 64);
        VectorLoops.warmUp(name, () -> work.accept(Tensor.zeros(shape, type, Device.CPU)));
    }
}
