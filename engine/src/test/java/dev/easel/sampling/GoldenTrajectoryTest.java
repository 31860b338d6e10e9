package dev.easel.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Every sampler against k-diffusion and diffusers, step by step, on a denoiser in closed form. */
class GoldenTrajectoryTest {
    private static final JsonConfig GOLDEN = Golden.json("samplers/samplers.json");
    private static final NoiseSchedule SCHEDULE =
            NoiseSchedule.read(
                    Golden.json("schedules/schedules.json").findObject("config").orElseThrow());

    /** {@link FewStepGoldenTest} has theirs. */
    private static final Set<Samplers> OF_FEW_STEPS =
            EnumSet.of(
                    Samplers.LCM,
                    Samplers.TCD,
                    Samplers.EULER_TRAILING,
                    Samplers.EULER_ANCESTRAL_TRAILING);

    static Stream<JsonConfig> runs() {
        return Golden.cases("samplers/samplers.json", "runs").stream();
    }

    @Test
    void everySamplerButEulerDiscreteHasATrajectory() {
        assertThat(runs().map(run -> run.string("sampler")))
                .containsAll(
                        Arrays.stream(Samplers.values())
                                .filter(sampler -> sampler != Samplers.EULER_DISCRETE)
                                .filter(sampler -> !OF_FEW_STEPS.contains(sampler))
                                .map(Samplers::name)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyStepEqualsTheReferences(JsonConfig json) {
        try (var _ = TensorScope.open();
                var file = Golden.tensors("samplers/samplers.safetensors")) {
            new TrajectoryCheck(new GoldenRun(json, file), SCHEDULE, GOLDEN.number("s"))
                    .everyStepEqualsTheReferences();
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theDenoiserAndTheNoiseAreAskedAsOftenAsInTheReference(JsonConfig json) {
        try (var _ = TensorScope.open();
                var file = Golden.tensors("samplers/samplers.safetensors")) {
            new TrajectoryCheck(new GoldenRun(json, file), SCHEDULE, GOLDEN.number("s"))
                    .theDenoiserAndTheNoiseAreAskedAsOftenAsInTheReference();
        }
    }
}
