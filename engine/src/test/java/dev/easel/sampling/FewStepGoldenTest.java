package dev.easel.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** The samplers of few-step models against diffusers: timesteps, and every step of a run. */
class FewStepGoldenTest {
    private static final String FILE = "few-step/few-step.json";
    private static final String ETA = "timestep_s/eta";

    static Stream<JsonConfig> schedules() {
        return Golden.cases(FILE, "schedules/runs").stream();
    }

    static Stream<JsonConfig> trajectories() {
        return Golden.cases(FILE, "trajectories").stream();
    }

    private static BetaSchedule schedule(String sampler) {
        var configs = Golden.json(FILE).findObject("configs").orElseThrow();
        return BetaSchedule.read(configs.findObject(sampler).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void timestepsAndNoiseLevelsAreTheReferences(JsonConfig run) {
        for (var name : List.of("LCM", "TCD", "EULER_TRAILING", "EULER_ANCESTRAL_TRAILING")) {
            var expected = run.findObject(name).orElseThrow();
            var schedule = schedule(name);
            var sampler = Samplers.valueOf(name);
            var sigmas = sampler.sigmas(schedule, run.integer("steps"), SigmaSpacing.DEFAULT);
            Doubles.in(expected, "timesteps").areTimesteps(sigmas.timesteps());
            new Doubles(List.of(expected.number("init_noise_sigma")))
                    .areCloseTo(List.of(ownScale(sampler, sigmas)), 0, 2e-5);
            if (expected.has("sigmas")) {
                Doubles.in(expected, "sigmas").areCloseTo(sigmas.values(), 0, 2e-5);
            } else {
                var alphas = sigmas.values().stream().map(s -> 1 / (1 + s * s)).toList();
                Doubles.in(expected, "alphas_cumprod")
                        .areCloseTo(alphas.subList(0, sigmas.steps()), 0, 2e-5);
            }
            expected.keys().stream()
                    .filter(key -> key.startsWith(ETA))
                    .forEach(key -> {
                        double eta = Double.parseDouble(key.substring(ETA.length()));
                        var downs = sigmas.withEta(eta, schedule).downs();
                        assertThat(downs)
                                .isEqualTo(
                                        expected.integers(key).stream()
                                                .map(schedule::sigma)
                                                .toList());
                    });
        }
    }

    /** {@return what noise is multiplied by in the space of the reference's latents} */
    private static double ownScale(Samplers sampler, Sigmas sigmas) {
        return GoldenRun.isScaled(sampler)
                ? sigmas.initialScale() / Math.hypot(1, sigmas.at(0))
                : sigmas.initialScale();
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void everyStepEqualsTheReferences(JsonConfig json) {
        try (var _ = TensorScope.open();
                var file = Golden.tensors("few-step/few-step-golden.safetensors")) {
            check(new GoldenRun(json, file)).everyStepEqualsTheReferences();
        }
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void theDenoiserAndTheNoiseAreAskedAsOftenAsInTheReference(JsonConfig json) {
        try (var _ = TensorScope.open();
                var file = Golden.tensors("few-step/few-step-golden.safetensors")) {
            check(new GoldenRun(json, file))
                    .theDenoiserAndTheNoiseAreAskedAsOftenAsInTheReference();
        }
    }

    private static TrajectoryCheck check(GoldenRun run) {
        double deviation = Golden.json(FILE).number("s");
        return new TrajectoryCheck(run, schedule(run.sampler().name()), deviation);
    }
}
