package dev.easel.sampling;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every sampler against k-diffusion and diffusers, step by step, on a denoiser in closed form. */
class GoldenTrajectoryTest {
    private static final JsonConfig GOLDEN = Golden.json("samplers/samplers.json");
    private static final NoiseSchedule SCHEDULE =
            NoiseSchedule.read(
                    Golden.json("schedules/schedules.json").findObject("config").orElseThrow());

    static Stream<JsonConfig> runs() {
        return Golden.cases("samplers/samplers.json", "runs").stream();
    }

    @Test
    void everySamplerButEulerDiscreteHasATrajectory() {
        assertThat(runs().map(run -> run.string("sampler")))
                .containsAll(
                        Arrays.stream(Samplers.values())
                                .filter(sampler -> sampler != Samplers.EULER_DISCRETE)
                                .map(Samplers::name)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyStepEqualsTheReferences(JsonConfig json) {
        try (var _ = TensorScope.open();
                var file = Golden.tensors("samplers/samplers.safetensors")) {
            var run = new GoldenRun(json, file);
            var sigmas = run.sigmas(SCHEDULE);
            Tensor start = run.start(sigmas);
            assertClose(run, run.inOwnSpace(start, sigmas.at(0)), run.x(0));
            Tensor end =
                    run.sampler()
                            .sample(
                                    denoiser(run),
                                    start,
                                    sigmas,
                                    run.noise(),
                                    (step, steps, sigma, x, _) -> {
                                        assertThat(steps).isEqualTo(sigmas.steps());
                                        assertThat(sigma).isEqualTo(sigmas.at(step));
                                        Tensor own = run.inOwnSpace(x, sigmas.at(step + 1));
                                        assertClose(run, own, run.x(step + 1));
                                    });
            assertClose(run, end, run.x(sigmas.steps()));
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theDenoiserAndTheNoiseAreAskedAsOftenAsInTheReference(JsonConfig json) {
        try (var _ = TensorScope.open();
                var file = Golden.tensors("samplers/samplers.safetensors")) {
            var run = new GoldenRun(json, file);
            var sigmas = run.sigmas(SCHEDULE);
            List<Double> asked = new ArrayList<>();
            List<Integer> seen = new ArrayList<>();
            int[] drawn = {0};
            var noise = run.noise();
            var denoiser = denoiser(run);
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
            if (json.has("timesteps")) {
                Doubles.in(json, "timesteps").areTimesteps(sigmas.timesteps());
                assertThat(asked).isEqualTo(sigmas.values().subList(0, sigmas.steps()));
            } else {
                Doubles.in(json, "sigmas").areCloseTo(sigmas.values(), 0, 2e-5);
                Doubles.in(json, "model_call_sigmas").areCloseTo(asked, 0, 2e-5);
            }
        }
    }

    /** The denoiser of a run, which checks on the way what the network is asked and answers. */
    private static Denoiser denoiser(GoldenRun run) {
        var gaussian = new Gaussian(Golden.read(run.file(), "mu"), GOLDEN.number("s"));
        String model = run.json().string("model");
        return switch (model) {
            case "direct" -> gaussian;
            case "eps", "epsilon" -> around(run, gaussian, Prediction.EPSILON, false);
            case "eps_quantized" -> around(run, gaussian, Prediction.EPSILON, true);
            case "v", "v_prediction" -> around(run, gaussian, Prediction.V_PREDICTION, false);
            default -> throw new IllegalStateException("the golden data have a new model " + model);
        };
    }

    private static Denoiser around(
            GoldenRun run, Gaussian gaussian, Prediction prediction, boolean quantize) {
        var network = gaussian.predictor(SCHEDULE, prediction);
        int[] calls = {0};
        NoisePredictor checked =
                (x, timestep) -> {
                    Tensor output = network.predict(x, timestep);
                    if (quantize) {
                        assertThat(timestep).isEqualTo(Math.rint(timestep));
                    }
                    if (run.hasModelOutput()) {
                        assertNoiseClose(run, output, run.modelOutput(calls[0]), timestep);
                    }
                    calls[0]++;
                    return output;
                };
        return new DiscreteDenoiser(checked, SCHEDULE, prediction, quantize);
    }

    /** Noise is a difference divided by sigma, so the rounding of x weighs as much more in it. */
    private static void assertNoiseClose(
            GoldenRun run, Tensor actual, Tensor expected, double timestep) {
        double weight = Math.max(1, 1 / SCHEDULE.sigmaAt(timestep));
        assertThatTensor(actual)
                .as(run + ", the network's answer at " + timestep)
                .isCloseTo(expected, weight * run.json().number("atol"), run.json().number("rtol"));
    }

    private static void assertClose(GoldenRun run, Tensor actual, Tensor expected) {
        assertThatTensor(actual)
                .as(run.toString())
                .isCloseTo(expected, run.json().number("atol"), run.json().number("rtol"));
    }
}
