package dev.easel.tensor;

import java.util.Optional;

/**
 * Keys rounded to unsigned bytes, with a scale for each head. Their mean is taken off before: a
 * number more or less in all scores of a query changes no weight, and what all keys have in common
 * would leave few bytes for what tells them apart. (J. Zhang and others, "SageAttention: Accurate
 * 8-Bit Attention for Plug-and-play Inference Acceleration", 2024, section 4.2.)
 */
final class ByteKeys implements Keys {
    private static final float UNKNOWN = Float.POSITIVE_INFINITY;

    private final KeyQueryProduct exact;
    private final KeyQueryProduct product;
    private final float[] means;
    private final float[] scales;
    private final float[] longest;

    /**
     * @param k [batch, heads, keys, width], the width a multiple of 4
     */
    ByteKeys(Tensor k, KeyBlocks blocks) {
        exact = KeyQueryProduct.of(k, blocks, k.dtype());
        product = KeyQueryProduct.of(Tensor.empty(k.shape(), DType.U8), blocks, k.dtype());
        means = new Tensor(k.value().mean(2)).toFloats();
        int heads = (int) (k.size(0) * k.size(1));
        scales = new float[heads];
        longest = new float[heads];
        ComputePool.each(heads, this::round);
    }

    private void round(int head) {
        var columns = TransposedTokens.ofThread(exact.type());
        for (int block = 0; block < exact.blocks().count(); block++) {
            take(head, block, columns);
            scales[head] = Math.max(scales[head], columns.scale());
            longest[head] = Math.max(longest[head], columns.longest());
        }
        for (int block = 0; block < exact.blocks().count(); block++) {
            take(head, block, columns);
            var rows = product.rows().from(head, exact.blocks().first(block));
            columns.writeBytes(scales[head], rows, product.rows().stride());
        }
    }

    private void take(int head, int block, TransposedTokens columns) {
        exact.take(head, block, columns);
        columns.subtract(means, head * exact.width());
    }

    @Override
    public Optional<Scoring> scoring(int head, TransposedTokens queries, float factor) {
        float bound = queries.longest() * longest[head] * factor;
        if (!Float.isFinite(bound)) {
            return Optional.empty();
        }
        float scale = queries.scale();
        var bytes = new ByteScoring.Bytes(queries.bytes(scale), queries.tokens());
        return ByteScoring.of(product, head, bytes, scale * scales[head] * factor, bound)
                .or(() -> Optional.of(new ExactScoring(exact, head, queries, factor, UNKNOWN)));
    }
}
