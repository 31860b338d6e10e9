package dev.easel.tensor;

import org.assertj.core.api.AbstractAssert;

import java.util.Arrays;

/** Compares tensors and says where they differ the most. */
public final class TensorAssert extends AbstractAssert<TensorAssert, Tensor> {
    private TensorAssert(Tensor actual) {
        super(actual, TensorAssert.class);
    }

    public static TensorAssert assertThatTensor(Tensor actual) {
        return new TensorAssert(actual);
    }

    /** Checks |actual - expected| <= atol for every value; NaN is never close. */
    public TensorAssert isCloseTo(Tensor expected, double atol) {
        return isCloseTo(expected, atol, 0);
    }

    /** Checks |actual - expected| <= atol + rtol |expected| for every value; NaN is never close. */
    public TensorAssert isCloseTo(Tensor expected, double atol, double rtol) {
        isNotNull();
        if (!actual.shape().equals(expected.shape())) {
            failWithMessage("shape %s; expected %s", actual.shape(), expected.shape());
        }
        float[] a = actual.toFloats();
        float[] b = expected.toFloats();
        int worst = 0;
        double worstExcess = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < a.length; i++) {
            double excess = Math.abs((double) a[i] - b[i]) - atol - rtol * Math.abs(b[i]);
            if (!(excess <= worstExcess)) {
                worst = i;
                worstExcess = Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
            }
        }
        if (worstExcess > 0) {
            failWithMessage(
                    "%s differs the most at %s: %s; expected %s (difference %.3g, allowed %.3g +"
                            + " %.3g relative)",
                    actual.shape(),
                    Arrays.toString(position(worst)),
                    a[worst],
                    b[worst],
                    Math.abs((double) a[worst] - b[worst]),
                    atol,
                    rtol);
        }
        return this;
    }

    /** Checks that shape, type and every bit are the same. */
    public TensorAssert isSameAs(Tensor expected) {
        isNotNull();
        if (!actual.sameAs(expected)) {
            failWithMessage("%s is not bit for bit the expected %s", actual, expected);
        }
        return this;
    }

    private long[] position(int index) {
        long[] position = new long[actual.shape().rank()];
        long rest = index;
        for (int dim = position.length - 1; dim >= 0; dim--) {
            position[dim] = rest % actual.size(dim);
            rest /= actual.size(dim);
        }
        return position;
    }
}
