package dev.easel.sampling;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Samplers that reuse the results of earlier steps instead of asking the denoiser twice. Source: Lu
 * et al. 2022, DPM-Solver++(2M), and linear multistep methods (Adams and Bashforth, steps of any
 * length); {@code sample_dpmpp_2m} and {@code sample_lms} of k-diffusion.
 */
final class MultistepSamplers {
    private static final int LMS_ORDER = 4;

    private MultistepSamplers() {}

    static Tensor dpmpp2m(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        Tensor former = x;
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                double next = sigmas.at(i + 1);
                Tensor denoised = scope.promote(denoiser.denoise(x, sigma));
                Tensor target = denoised;
                if (i > 0 && next > 0) {
                    double ratio = Math.log(sigmas.at(i - 1) / sigma) / Math.log(sigma / next);
                    target = denoised.add(denoised.sub(former).mul(1 / (2 * ratio)));
                }
                x = scope.promote(SamplerMath.towards(x, target, next / sigma));
                former = denoised;
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    static Tensor lms(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        Deque<Tensor> slopes = new ArrayDeque<>();
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                Tensor denoised = denoiser.denoise(x, sigma);
                slopes.addFirst(scope.promote(SamplerMath.derivative(x, denoised, sigma)));
                if (slopes.size() > LMS_ORDER) {
                    slopes.removeLast();
                }
                Tensor there = x;
                int back = 0;
                for (Tensor slope : slopes) {
                    there = there.add(slope.mul(coefficient(sigmas, i, back, slopes.size())));
                    back++;
                }
                x = scope.promote(there);
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    /**
     * The weight of the slope {@code back} steps ago: the integral over step {@code i} of the
     * Lagrange polynomial that is 1 there and 0 at the other {@code order - 1} steps.
     */
    private static double coefficient(Sigmas sigmas, int i, int back, int order) {
        List<Double> others = new ArrayList<>();
        for (int k = 0; k < order; k++) {
            if (k != back) {
                others.add(sigmas.at(i - k));
            }
        }
        double from = sigmas.at(i);
        double half = (sigmas.at(i + 1) - from) / 2;
        // Gauss and Legendre's two points are exact for polynomials up to degree 3.
        double offset = half / Math.sqrt(3);
        double node = sigmas.at(i - back);
        return half
                * (lagrange(others, node, from + half - offset)
                        + lagrange(others, node, from + half + offset));
    }

    private static double lagrange(List<Double> others, double node, double at) {
        return others.stream().mapToDouble(o -> (at - o) / (node - o)).reduce(1, (a, b) -> a * b);
    }
}
