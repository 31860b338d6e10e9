package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.LaneTranspose;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Some tokens of a head, transposed so that a row has one value of each, as loops that C2
 * vectorises need them. For one thread.
 */
final class TransposedTokens {
    private static final int TOKENS = Math.max(SoftmaxTile.QUERIES, SoftmaxTile.KEYS);

    private final DType type;
    private final int lanes;
    private final Lanes32 numbers;
    private final int[] row = new int[TOKENS];
    private final float[] found = new float[TOKENS];
    private int[] words = {};
    private float[][] columns = {};
    private int width;
    private int tokens;

    TransposedTokens(DType type) {
        this.type = type;
        lanes = Lanes32.lanes(type);
        numbers = Lanes32.of(type, TOKENS);
    }

    /**
     * Takes tokens.
     *
     * @param rows of the tokens
     * @param stride values from a row to the next
     * @param width a multiple of how many values fill a lane
     */
    void take(MemorySegment rows, long stride, int width, int tokens) {
        this.width = width;
        this.tokens = tokens;
        if (columns.length < width) {
            words = new int[width / lanes * TOKENS];
            columns = new float[width][TOKENS];
        }
        new LaneTranspose(width / lanes, tokens).read(rows, stride * type.bytes(), words);
        for (int column = 0; column < width; column += lanes) {
            System.arraycopy(words, column / lanes * tokens, row, 0, tokens);
            for (int lane = 0; lane < lanes; lane++) {
                numbers.split(row, lane, columns[column + lane], tokens);
            }
        }
    }

    /** {@return how many were taken} */
    int tokens() {
        return tokens;
    }

    /** {@return what was taken, [width / lanes, tokens, lanes]} */
    MemorySegment words() {
        return MemorySegment.ofArray(words);
    }

    /** {@return the length of the longest token} */
    float longest() {
        Arrays.fill(found, 0);
        for (int column = 0; column < width; column++) {
            addSquares(columns[column], found, tokens);
        }
        return (float) Math.sqrt(most(found, tokens));
    }

    private static void addSquares(float[] values, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += values[i] * values[i];
        }
    }

    private static float most(float[] values, int count) {
        float most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }
}
