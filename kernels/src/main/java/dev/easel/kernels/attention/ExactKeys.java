package dev.easel.tensor;

import java.util.Optional;

/** Keys as they are. */
final class ExactKeys implements Keys {
    private final KeyQueryProduct product;
    private final float[] longest;

    /**
     * @param k [batch, heads, keys, width]
     */
    ExactKeys(Tensor k, KeyBlocks blocks) {
        var type = k.dtype(); // asked for here: what other threads make of k nothing would free
        product = KeyQueryProduct.of(k, blocks, type);
        longest = new float[(int) (k.size(0) * k.size(1))];
        ComputePool.each(longest.length, head -> longest[head] = longest(head, type));
    }

    private float longest(int head, DType type) {
        var columns = TransposedTokens.ofThread(type);
        float most = 0;
        for (int block = 0; block < product.blocks().count(); block++) {
            product.take(head, block, columns);
            most = Math.max(most, columns.longest());
        }
        return most;
    }

    @Override
    public Optional<Scoring> scoring(int head, TransposedTokens queries, float factor) {
        float bound = queries.longest() * longest[head] * factor;
        return Float.isFinite(bound)
                ? Optional.of(new ExactScoring(product, head, queries, factor, bound))
                : Optional.empty();
    }
}
