package dev.easel.pipeline;

/**
 * Linear maps that fit examples: of all {@code w} the one with the least sum of {@code |target - w
 * · features|²}, plus a small penalty on {@code w} that keeps it finite where features depend on
 * each other (ridge regression).
 */
final class LeastSquares {
    private static final double PENALTY = 1e-3;

    private final double[][] products;
    private final double[][] sums;
    private int examples;

    LeastSquares(int features, int targets) {
        products = new double[features][features];
        sums = new double[targets][features];
    }

    /** Takes an example. */
    void add(double[] features, double[] targets) {
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < features.length; j++) {
                products[i][j] += features[i] * features[j];
            }
            for (int t = 0; t < targets.length; t++) {
                sums[t][i] += features[i] * targets[t];
            }
        }
        examples++;
    }

    /** {@return the weights of each target's features, [targets][features]} */
    double[][] solve() {
        var root = root();
        var weights = new double[sums.length][];
        for (int t = 0; t < sums.length; t++) {
            weights[t] = solve(root, sums[t]);
        }
        return weights;
    }

    /** {@return the lower triangle L with L Lᵀ = products + penalty (Cholesky)} */
    private double[][] root() {
        int n = products.length;
        var root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = products[i][j] + (i == j ? PENALTY * examples : 0);
                for (int k = 0; k < j; k++) {
                    rest -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(rest) : rest / root[j][j];
            }
        }
        return root;
    }

    /** {@return w with L Lᵀ w = right: forwards by L, backwards by its transpose} */
    private static double[] solve(double[][] root, double[] right) {
        int n = right.length;
        var w = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                w[i] -= root[i][k] * w[k];
            }
            w[i] /= root[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                w[i] -= root[k][i] * w[k];
            }
            w[i] /= root[i][i];
        }
        return w;
    }
}
