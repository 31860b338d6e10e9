package dev.easel.net.unet;

import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Token merging (Bolya and Hoffman 2023, "Token Merging for Fast Stable Diffusion"). One position
 * of each square of two by two, sampled again at each timestep, is a target. Of the others those
 * that are most similar to a target are merged with it, until a share of all positions is.
 *
 * @param share of the positions that are merged, 0 to 3/4
 * @param timestep of the call, the seed of its targets
 */
record TokenMerging(double share, double timestep) {
    private static final int SIDE = 2;

    /** {@return the positions of a feature map [batch, any, height, width]} */
    Positions over(Tensor featureMap) {
        long height = featureMap.size(2);
        long width = featureMap.size(3);
        var random = new SplittableRandom(Double.doubleToLongBits(timestep));
        boolean[] isTarget = new boolean[Math.toIntExact(height * width)];
        for (long top = 0; top < height; top += SIDE) {
            for (long left = 0; left < width; left += SIDE) {
                long y = top + random.nextLong(Math.min(SIDE, height - top));
                long x = left + random.nextLong(Math.min(SIDE, width - left));
                isTarget[(int) (y * width + x)] = true;
            }
        }
        return new Positions(isTarget, share);
    }

    /** The positions of a feature map, row by row. */
    static final class Positions {
        private final int count;
        private final long[] targets;
        private final long[] others;
        private final int mergedCount;

        /**
         * @param isTarget which of them others are merged with
         * @param share of all that are merged, if there are as many others
         */
        Positions(boolean[] isTarget, double share) {
            count = isTarget.length;
            targets = IntStream.range(0, count).filter(i -> isTarget[i]).asLongStream().toArray();
            others = IntStream.range(0, count).filter(i -> !isTarget[i]).asLongStream().toArray();
            mergedCount = Math.min((int) (share * count), others.length);
        }

        /**
         * {@return which tokens are merged}
         *
         * @param tokens [batch, height * width, width of the transformer]
         */
        TokenGroups groups(Tensor tokens) {
            int batch = (int) tokens.size(0);
            int[] joined = IntStream.range(0, batch * count).toArray();
            if (mergedCount > 0) {
                merge(joined, tokens);
            }
            return new TokenGroups(joined, batch);
        }

        /** Merges those of each picture that are most similar to their nearest target. */
        private void merge(int[] joined, Tensor tokens) {
            try (var _ = TensorScope.open()) {
                Tensor similarity =
                        directions(tokens, others)
                                .matmul(directions(tokens, targets).transpose(1, 2));
                var largest = Ops.largest(similarity); // [batch, others]
                long[] nearest = largest.getLast().toLongs();
                long[] chosen = Ops.largestFirst(largest.getFirst(), mergedCount).toLongs();
                for (int i = 0; i < chosen.length; i++) {
                    int picture = i / mergedCount;
                    int other = (int) chosen[i];
                    long target = targets[(int) nearest[picture * others.length + other]];
                    int first = picture * count;
                    joined[first + (int) others[other]] = first + (int) target;
                }
            }
        }

        /** {@return some tokens of each picture, of length 1} */
        private static Tensor directions(Tensor tokens, long[] positions) {
            return Ops.unit(tokens.select(1, positions));
        }
    }
}
