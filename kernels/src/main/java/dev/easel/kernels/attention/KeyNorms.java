package dev.easel.kernels.attention;

/**
 * The Euclidean norm of each head's longest key, which with that of the longest query bounds all
 * scores (Cauchy and Schwarz).
 */
final class KeyNorms {
    private final float[] longest;

    KeyNorms(int heads) {
        longest = new float[heads];
    }

    int heads() {
        return longest.length;
    }

    /**
     * Finds a head's; heads may be found on several threads.
     *
     * @param columns memory for it
     */
    void find(KeyQueryProduct product, int head, TransposedTokens columns) {
        float most = 0;
        for (int block = 0; block < product.blocks().count(); block++) {
            product.take(head, block, columns);
            most = Math.max(most, columns.longest());
        }
        longest[head] = most;
    }

    /**
     * {@return what no score of a head, times the factor, exceeds; not finite where one may not be}
     */
    float bound(int head, TransposedTokens queries, float factor) {
        return queries.longest() * longest[head] * factor;
    }
}
