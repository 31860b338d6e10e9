package dev.easel.kernels.attention;

/**
 * Keys of attention that come in blocks of as many, of which the last may have fewer.
 *
 * @param keys in all
 * @param perBlock a multiple of how many fill a word
 */
record KeyBlocks(int keys, int perBlock) {

    /**
     * {@return blocks as equal as can be}
     *
     * @param lanes how many numbers fill a word, a divisor of {@code most}
     * @param most keys of a block
     */
    static KeyBlocks of(long keys, int lanes, int most) {
        int all = Math.toIntExact(keys);
        int each = Math.ceilDiv(all, Math.ceilDiv(all, most));
        return new KeyBlocks(all, Math.ceilDiv(each, lanes) * lanes);
    }

    int count() {
        return Math.ceilDiv(keys, perBlock);
    }

    int first(int block) {
        return block * perBlock;
    }

    /** {@return how many keys a block has} */
    int size(int block) {
        return Math.min(perBlock, keys - first(block));
    }

    /** {@return how many words the weights of a block are for each query} */
    int words(int block, int lanes) {
        return Math.ceilDiv(size(block), lanes);
    }
}
