package dev.easel.net.unet;

import dev.easel.tensor.Kernels;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Positions of a large map that see each other as one (Bolya and Hoffman 2023, "Token Merging for Fast
 * Stable Diffusion"). One place of each square of two by two, drawn anew at each time, stands for
 * itself. Of the others those that look most like one of them join it, until a share of all places
 * has done so.
 *
 * @param share of the places, 0 to 3/4: the rest stand for themselves
 * @param timestep of the call, for which places are drawn
 */
record TokenMerging(double share, double timestep) {
    private static final int SIDE = 2;

    /** {@return what can join in a map [batch, any, height, width]} */
    Positions over(Tensor map) {
        long height = map.size(2);
        long width = map.size(3);
        var random = new SplittableRandom(Double.doubleToLongBits(timestep));
        boolean[] drawn = new boolean[Math.toIntExact(height * width)];
        for (long top = 0; top < height; top += SIDE) {
            for (long left = 0; left < width; left += SIDE) {
                long y = top + random.nextLong(Math.min(SIDE, height - top));
                long x = left + random.nextLong(Math.min(SIDE, width - left));
                drawn[(int) (y * width + x)] = true;
            }
        }
        return new Positions(drawn, share);
    }

    /** The places of a map, row by row. */
    static final class Positions {
        private final int count;
        private final long[] targets;
        private final long[] others;
        private final int joining;

        /**
         * @param drawn which of them stand for themselves
         * @param share of all that join those, if there are as many others
         */
        Positions(boolean[] drawn, double share) {
            count = drawn.length;
            targets = IntStream.range(0, count).filter(i -> drawn[i]).asLongStream().toArray();
            others = IntStream.range(0, count).filter(i -> !drawn[i]).asLongStream().toArray();
            joining = Math.min((int) (share * count), others.length);
        }

        /**
         * {@return which tokens are one}
         *
         * @param tokens [batch, height * width, width of the transformer]
         */
        TokenGroups groups(Tensor tokens) {
            int batch = (int) tokens.size(0);
            int[] joined = IntStream.range(0, batch * count).toArray();
            if (joining > 0) {
                join(joined, tokens);
            }
            return new TokenGroups(joined, batch);
        }

        private void join(int[] joined, Tensor tokens) {
            try (var _ = TensorScope.open()) {
                Tensor alike =
                        directions(tokens, others)
                                .matmul(directions(tokens, targets).transpose(1, 2));
                var largest = Kernels.largest(alike);
                float[] most = largest.getFirst().toFloats();
                long[] nearest = largest.getLast().toLongs();
                for (int i = 0; i < tokens.size(0); i++) {
                    join(joined, i, most, nearest);
                }
            }
        }

        /** Has those of a picture join that look most like their nearest target. */
        private void join(int[] joined, int picture, float[] most, long[] nearest) {
            int first = picture * count;
            int firstOther = picture * others.length;
            IntStream.range(0, others.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -most[firstOther + i]))
                    .limit(joining)
                    .forEach(i -> {
                        long target = targets[(int) nearest[firstOther + i]];
                        joined[first + (int) others[i]] = first + (int) target;
                    });
        }

        /** {@return some tokens of each picture, of length 1} */
        private static Tensor directions(Tensor tokens, long[] positions) {
            return Kernels.unit(tokens.select(1, positions));
        }
    }
}
