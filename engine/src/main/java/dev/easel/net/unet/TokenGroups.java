package dev.easel.net.unet;

import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Tokens that are one: for each group there is their mean, and each takes what that becomes. */
final class TokenGroups {
    private final long[] groupOf;
    private final long[] members;
    private final long[] starts;
    private final long batch;

    /**
     * @param joined for each token of all pictures, one picture after the other, the token whose
     *     group it is in: itself, or one of its own group; there are as many in each picture
     */
    TokenGroups(int[] joined, long batch) {
        this.batch = batch;
        long[] numbers = new long[joined.length];
        int[] own = IntStream.range(0, joined.length).filter(i -> joined[i] == i).toArray();
        for (int group = 0; group < own.length; group++) {
            numbers[own[group]] = group;
        }
        groupOf = Arrays.stream(joined).mapToLong(token -> numbers[token]).toArray();
        starts = starts(own.length);
        members = new long[joined.length];
        long[] next = starts.clone();
        for (int token = 0; token < joined.length; token++) {
            members[(int) next[(int) groupOf[token]]++] = token;
        }
    }

    /** {@return where each group begins when the tokens of one follow those of the one before} */
    private long[] starts(int groups) {
        long[] starts = new long[groups];
        for (long group : groupOf) {
            if (group + 1 < groups) {
                starts[(int) group + 1]++;
            }
        }
        Arrays.parallelPrefix(starts, Long::sum);
        return starts;
    }

    /** {@return the mean of each group, [batch, groups, width], of x [batch, tokens, width]} */
    Tensor merge(Tensor x) {
        Tensor means = Ops.means(flat(x), members, starts);
        return means.reshape(batch, starts.length / batch, x.size(2));
    }

    /**
     * {@return for each token its group's row, [batch, tokens, width], of x [batch, groups, width]}
     */
    Tensor unmerge(Tensor x) {
        Tensor each = flat(x).select(0, groupOf);
        return each.reshape(batch, groupOf.length / batch, x.size(2));
    }

    private static Tensor flat(Tensor x) {
        return x.reshape(x.size(0) * x.size(1), x.size(2));
    }
}
