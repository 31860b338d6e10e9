package dev.easel.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

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

    /** By the kernel that normalises, as the quickest; what it normalises is of no use here. */
    private void add(Tensor rows) {
        long channels = rows.size(1);
        long places = rows.shape().count() / channels;
        // Moments have the dtype of weights, which on a GPU must be that of x.
        Tensor values = rows.device().isCpu() ? rows : rows.to(DType.F32);
        Tensor weights = Tensor.zeros(Shape.of(channels), DType.F32, rows.device());
        var zeros = new TensorOptional(weights.value());
        var normalised =
                torch.native_group_norm(
                        values.value(), zeros, zeros, 1, channels, places, means.length, 0);
        float[] mean = new Tensor(normalised.get1()).toFloats();
        float[] inverse = new Tensor(normalised.get2()).toFloats();
        merge(mean, inverse, places * channels / means.length);
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
