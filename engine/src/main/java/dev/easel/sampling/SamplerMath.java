package dev.easel.sampling;

import dev.easel.tensor.Tensor;

/**
 * Formulas that several samplers use. Source: {@code to_d} and {@code get_ancestral_step} of
 * k-diffusion.
 */
final class SamplerMath {
    private SamplerMath() {}

    /** The derivative of x with respect to sigma. */
    static Tensor derivative(Tensor x, Tensor denoised, double sigma) {
        return x.sub(denoised).div(sigma);
    }

    /** One step of Euler's method along the derivative at {@code sigma}. */
    static Tensor euler(Tensor x, Tensor denoised, double sigma, double next) {
        return x.add(derivative(x, denoised, sigma).mul(next - sigma));
    }

    /** The exact solution for a constant {@code target}; {@code ratio} is next sigma / sigma. */
    static Tensor towards(Tensor x, Tensor target, double ratio) {
        return x.mul(ratio).add(target.mul(1 - ratio));
    }

    /** The geometric mean of two noise levels. */
    static double middle(double sigma, double next) {
        return Math.exp((Math.log(sigma) + Math.log(next)) / 2);
    }

    /**
     * How an ancestral sampler (eta 1) goes from one noise level to the next: down to {@code down},
     * then up again by fresh noise of {@code up}.
     */
    record AncestralStep(double down, double up) {
        static AncestralStep between(double sigma, double next) {
            double variance = next * next * (sigma * sigma - next * next) / (sigma * sigma);
            double up = Math.min(next, Math.sqrt(variance));
            return new AncestralStep(Math.sqrt(next * next - up * up), up);
        }
    }
}
