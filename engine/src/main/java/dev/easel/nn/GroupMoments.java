package dev.easel.nn;

import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Means and variances of groups of channels of [1, channels, height, ..], found some rows at a
 * time: no copy of the whole is made. Those of parts are put together in double precision (Chan,
 * Golub and LeVeque, "Algorithms for Computing the Sample Variance", 1983).
 */
final class GroupMoments {
    private final double[] means;
    private final double[] squares; // sums of the squared differences to the means
    private long count;

    private GroupMoments(int groups) {
        means = new double[groups];
        squares = new double[groups];
    }

    /** {@return the means of all groups, then their variances} */
    static float[] of(Tensor x, int groups, int rows) {
        var moments = new GroupMoments(groups);
        for (long top = 0; top < x.size(2); top += rows) {
            try (var _ = TensorScope.open()) {
                moments.add(x.narrow(2, top, Math.min(rows, x.size(2) - top)));
            }
        }
        return moments.together();
    }

    private void add(Tensor rows) {
        var statistics = Ops.groupStatistics(rows, means.length);
        float[] mean = statistics.getFirst().toFloats();
        float[] inverse = statistics.getLast().toFloats();
        merge(mean, inverse, rows.shape().count() / means.length);
    }

    private void merge(float[] otherMeans, float[] inverseDeviations, long otherCount) {
        long all = count + otherCount;
        for (int i = 0; i < means.length; i++) {
            double variance = 1 / Math.pow(inverseDeviations[i], 2);
            double further = otherMeans[i] - means[i];
            means[i] += further * otherCount / all;
            squares[i] += otherCount * (variance + further * further * count / all);
        }
        count = all;
    }

    private float[] together() {
        var moments = new float[2 * means.length];
        for (int i = 0; i < means.length; i++) {
            moments[i] = (float) means[i];
            moments[means.length + i] = (float) (squares[i] / count);
        }
        return moments;
    }
}
