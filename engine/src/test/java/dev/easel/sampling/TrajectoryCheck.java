package dev.easel.sampling;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a golden trajectory again, on a denoiser in closed form.
 *
 * @param deviation of the data that the denoiser knows
 */
record TrajectoryCheck(GoldenRun run, NoiseSchedule schedule, double deviation) {
    void everyStepEqualsTheReferences() {
        var sigmas = run.sigmas(schedule);
        Tensor start = run.start(sigmas);
        assertClose(run.inOwnSpace(start, sigmas.at(0)), run.x(0));
        Tensor end =
                run.sampler()
                        .sample(
                                denoiser(),
                                start,
                                sigmas,
                                run.noise(),
                                (step, steps, sigma, x, _) -> {
                                    assertThat(steps).isEqualTo(sigmas.steps());
                                    assertThat(sigma).isEqualTo(sigmas.at(step));
                                    Tensor own = run.inOwnSpace(x, sigmas.at(step + 1));
                                    assertClose(own, run.x(step + 1));
                                });
        assertClose(end, run.x(sigmas.steps()));
    }

    void theDenoiserAndTheNoiseAreAskedAsOftenAsInTheReference() {
        var sigmas = run.sigmas(schedule);
        List<Double> asked = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        int[] drawn = {0};
        var noise = run.noise();
        var denoiser = denoiser();
        run.sampler()
                .sample(
                        (x, sigma) -> {
                            asked.add(sigma);
                            return denoiser.denoise(x, sigma);
                        },
                        run.start(sigmas),
                        sigmas,
                        () -> {
                            drawn[0]++;
                            return noise.next();
                        },
                        (step, _, _, _, _) -> seen.add(step));
        assertThat(drawn[0]).isEqualTo(run.noiseUsed());
        assertThat(seen).hasSize(sigmas.steps()).isSorted().doesNotHaveDuplicates();
        if (run.json().has("timesteps")) {
            Doubles.in(run.json(), "timesteps").areTimesteps(sigmas.timesteps());
            assertThat(asked).isEqualTo(sigmas.values().subList(0, sigmas.steps()));
        } else {
            Doubles.in(run.json(), "sigmas").areCloseTo(sigmas.values(), 0, 2e-5);
            Doubles.in(run.json(), "model_call_sigmas").areCloseTo(asked, 0, 2e-5);
        }
    }

    /** The denoiser of a run, which checks on the way what the network is asked and answers. */
    private Denoiser denoiser() {
        var gaussian = new Gaussian(Golden.read(run.file(), "mu"), deviation);
        String model = run.json().string("model");
        return switch (model) {
            case "direct" -> gaussian;
            case "eps", "epsilon" -> around(gaussian, Prediction.EPSILON, false);
            case "eps_quantized" -> around(gaussian, Prediction.EPSILON, true);
            case "v", "v_prediction" -> around(gaussian, Prediction.V_PREDICTION, false);
            case "sample" -> around(gaussian, Prediction.SAMPLE, false);
            default -> throw new IllegalStateException("the golden data have a new model " + model);
        };
    }

    private Denoiser around(Gaussian gaussian, Prediction prediction, boolean quantize) {
        var network = gaussian.predictor(schedule, prediction);
        int[] calls = {0};
        NoisePredictor checked =
                (x, timestep) -> {
                    Tensor output = network.predict(x, timestep);
                    if (quantize) {
                        assertThat(timestep).isEqualTo(Math.rint(timestep));
                    }
                    if (run.hasModelOutput()) {
                        assertNoiseClose(output, run.modelOutput(calls[0]), timestep);
                    }
                    calls[0]++;
                    return output;
                };
        return new DiscreteDenoiser(checked, schedule, prediction, quantize);
    }

    /** Noise is a difference divided by sigma, so the rounding of x weighs as much more in it. */
    private void assertNoiseClose(Tensor actual, Tensor expected, double timestep) {
        double weight = Math.max(1, 1 / schedule.sigmaAt(timestep));
        assertThatTensor(actual)
                .as(run + ", the network's answer at " + timestep)
                .isCloseTo(expected, weight * run.json().number("atol"), run.json().number("rtol"));
    }

    private void assertClose(Tensor actual, Tensor expected) {
        assertThatTensor(actual)
                .as(run.toString())
                .isCloseTo(expected, run.json().number("atol"), run.json().number("rtol"));
    }
}
