package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Some tokens of a head, turned so that a row has one value of each: as they are, and as bytes,
 * where value = scale · (byte - {@link #ZERO}). A thread has one for each type, for loops that
 * java's compiler makes vector instructions of.
 */
final class TransposedTokens {
    /** The unsigned byte of zero. */
    static final byte ZERO = (byte) 128;

    /** What makes signed bytes of unsigned ones, whose zero is 0. */
    private static final int SIGNS = 0x80808080;

    private static final float MOST = 127;

    /** What rounds to the byte of zero when a fraction is cut off. */
    private static final float MIDDLE = 128.5f;

    private static final int BYTES = Lanes32.lanes(DType.U8);

    private static final int TOKENS = Math.max(SoftmaxTile.QUERIES, SoftmaxTile.KEYS);

    private static final ThreadLocal<Map<DType, TransposedTokens>> OF_THREAD =
            ThreadLocal.withInitial(() -> new EnumMap<>(DType.class));

    private final DType type;
    private final int lanes;
    private final Lanes32 numbers;
    private final int[] row = new int[TOKENS];
    private final float[] found = new float[TOKENS];
    private int[] words = {};
    private int[] bytes = {};
    private float[][] columns = {};
    private int width;
    private int tokens;

    private TransposedTokens(DType type) {
        this.type = type;
        lanes = Lanes32.lanes(type);
        numbers = Lanes32.of(type, TOKENS);
    }

    /** {@return this thread's for tokens of a type} */
    static TransposedTokens ofThread(DType type) {
        return OF_THREAD.get().computeIfAbsent(type, TransposedTokens::new);
    }

    /**
     * Takes tokens.
     *
     * @param rows of the tokens
     * @param stride values from a row to the next
     * @param width as many words hold, and for bytes a multiple of 4
     */
    void take(MemorySegment rows, long stride, int width, int tokens) {
        this.width = width;
        this.tokens = tokens;
        if (columns.length < width) {
            words = new int[width / lanes * TOKENS];
            bytes = new int[Math.ceilDiv(width, BYTES) * TOKENS];
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

    /**
     * Takes something off each token, for all but {@link #words}.
     *
     * @param from where it begins
     */
    void subtract(float[] all, int from) {
        for (int column = 0; column < width; column++) {
            subtract(columns[column], all[from + column], tokens);
        }
    }

    private static void subtract(float[] values, float constant, int count) {
        for (int i = 0; i < count; i++) {
            values[i] -= constant;
        }
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

    /** {@return the scale by which the largest value is a byte still} */
    float scale() {
        Arrays.fill(found, 0);
        for (int column = 0; column < width; column++) {
            noteLargest(columns[column], found, tokens);
        }
        float largest = most(found, tokens);
        return largest == 0 ? 1 : largest / MOST;
    }

    private static void noteLargest(float[] values, float[] largest, int count) {
        for (int i = 0; i < count; i++) {
            largest[i] = Math.max(largest[i], Math.abs(values[i]));
        }
    }

    private static float most(float[] values, int count) {
        float most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }

    /** Writes unsigned bytes, each token a row. */
    void writeBytes(float scale, MemorySegment rows, long rowBytes) {
        round(scale, 0);
        new LaneTranspose(width / BYTES, tokens).write(bytes, rows, rowBytes);
    }

    /** {@return signed bytes without a zero, [width / 4, tokens, 4]} */
    MemorySegment bytes(float scale) {
        round(scale, SIGNS);
        return MemorySegment.ofArray(bytes);
    }

    private void round(float scale, int signs) {
        for (int column = 0; column < width; column += BYTES) {
            round(columns, column, 1 / scale, row, tokens);
            flip(row, signs, tokens);
            System.arraycopy(row, 0, bytes, column / BYTES * tokens, tokens);
        }
    }

    private static void round(float[][] columns, int first, float factor, int[] to, int count) {
        float[] a = columns[first];
        float[] b = columns[first + 1];
        float[] c = columns[first + 2];
        float[] d = columns[first + 3];
        for (int i = 0; i < count; i++) {
            int lower = (int) (a[i] * factor + MIDDLE);
            int second = (int) (b[i] * factor + MIDDLE);
            int third = (int) (c[i] * factor + MIDDLE);
            int upper = (int) (d[i] * factor + MIDDLE);
            to[i] = lower | second << 8 | third << 16 | upper << 24;
        }
    }

    private static void flip(int[] words, int bits, int count) {
        for (int i = 0; i < count; i++) {
            words[i] ^= bits;
        }
    }
}
