package dev.easel.tensor;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Keys and values of attention in float32 or bfloat16, packed for {@link Brgemm} in blocks of as
 * many keys. The last key is repeated to fill the last block, with values of zero: no score is
 * larger for it, and nothing is gathered.
 */
final class StreamedKeys {
    /** What an AMX tile holds of a row in float32. */
    private static final int COLUMNS = 16;

    private static final int ONE = 0x3f80;

    /** The first of a pair in memory. */
    private static final int LOW = 0xffff;

    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED;

    private final DType type;
    private final int keys;
    private final int width;
    private final int blocks;
    private final int perBlock;
    private final int columns;
    private final Rows factors;
    private final Rows gathered;

    /**
     * @param k [batch, heads, keys, width], in bfloat16 of even width
     * @param v [batch, heads, keys, width]
     */
    StreamedKeys(Tensor k, Tensor v) {
        type = k.dtype();
        keys = (int) k.size(2);
        width = (int) k.size(3);
        blocks = Math.ceilDiv(keys, ScoreTile.KEYS);
        perBlock = Math.ceilDiv(Math.ceilDiv(keys, blocks), AttentionWay.TILE) * AttentionWay.TILE;
        columns = Math.ceilDiv(width + 1, COLUMNS) * COLUMNS;
        factors = room(k, width);
        gathered = room(k, columns);
        var keyRows = new Rows(Rows.in(k));
        var valueRows = new Rows(Rows.in(v));
        Workers.each(
                (int) (k.size(0) * k.size(1)),
                head -> {
                    for (int block = 0; block < blocks; block++) {
                        int first = block * perBlock;
                        packKeys(keyRows, head, first);
                        if (type == DType.F32) {
                            copyValues(valueRows, head, first);
                        } else {
                            pairValues(valueRows, head, first);
                        }
                    }
                });
    }

    private Rows room(Tensor x, long perKey) {
        long[] sizes = {x.size(0), x.size(1), blocks, perBlock * perKey};
        var options = new TensorOptions(type.scalarType());
        return new Rows(new Tensor(torch.empty(sizes, options, new MemoryFormatOptional())));
    }

    int blocks() {
        return blocks;
    }

    /** {@return how many keys a block has, with those that are repeated} */
    int perBlock() {
        return perBlock;
    }

    /** {@return the width of what is gathered: the values, the sum of the weights, and nothing} */
    int columns() {
        return columns;
    }

    /** {@return kᵀ of a block, in bfloat16 [width / 2, keys, 2]} */
    MemorySegment factors(int head, int block) {
        return factors.from(head, block);
    }

    /**
     * {@return the values of a block, a column of ones and any others, in bfloat16 [keys / 2,
     * columns, 2]}
     */
    MemorySegment gathered(int head, int block) {
        return gathered.from(head, block);
    }

    /** Some keys at a time: their rows stay in the cache while they become columns. */
    private void packKeys(Rows rows, int head, int first) {
        var from = rows.from(head, 0);
        var to = factors(head, first / perBlock);
        for (int start = 0; start < perBlock; start += AttentionWay.TILE) {
            for (int word = 0; word < width / Words.lanes(type); word++) {
                for (int key = start; key < start + AttentionWay.TILE; key++) {
                    long row = Math.min(first + key, keys - 1) * rows.stride() * type.bytes();
                    int values = from.get(WORD, row + word * 4L);
                    to.set(WORD, (word * (long) perBlock + key) * 4, values);
                }
            }
        }
    }

    /** {@return the place of a block's values, with zeros where some of its keys are repeated} */
    private MemorySegment placeOfValues(int head, int first) {
        var place = gathered(head, first / perBlock);
        if (perBlock > keys - first) {
            place.asSlice(0, perBlock * ((long) columns * type.bytes())).fill((byte) 0);
        }
        return place;
    }

    private void copyValues(Rows rows, int head, int first) {
        var from = rows.from(head, 0);
        var to = placeOfValues(head, first);
        for (int key = 0; key < Math.min(perBlock, keys - first); key++) {
            long place = key * (columns * 4L);
            long row = (first + key) * rows.stride() * 4;
            MemorySegment.copy(from, row, to, place, width * 4L);
            to.set(ValueLayout.JAVA_FLOAT_UNALIGNED, place + width * 4L, 1);
        }
    }

    /** As {@link #copyValues}, of bfloat16: those of two keys lie side by side. */
    private void pairValues(Rows rows, int head, int first) {
        var from = rows.from(head, 0);
        var to = placeOfValues(head, first);
        int real = Math.min(perBlock, keys - first);
        for (int key = 0; key < real; key += 2) {
            boolean both = key + 1 < real;
            long row = (first + key) * rows.stride() * 2;
            long next = row + rows.stride() * 2;
            long place = key / 2 * (columns * 4L);
            for (int column = 0; column < width; column += 2) {
                int upper = from.get(WORD, row + column * 2L);
                int lower = both ? from.get(WORD, next + column * 2L) : 0;
                to.set(WORD, place + column * 4L, (upper & LOW) | (lower << 16));
                to.set(WORD, place + column * 4L + 4, (upper >>> 16) | (lower & ~LOW));
            }
            to.set(WORD, place + width * 4L, both ? ONE | (ONE << 16) : ONE);
        }
    }
}
