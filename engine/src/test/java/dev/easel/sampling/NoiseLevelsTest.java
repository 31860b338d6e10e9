package dev.easel.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

class NoiseLevelsTest {
    private static final double RTOL = 2e-5;
    private static final BetaSchedule SCHEDULE =
            BetaSchedule.read(
                    Golden.json("schedules/schedules.json").findObject("config").orElseThrow());

    static Stream<JsonConfig> runs() {
        return Golden.cases("schedules/schedules.json", "runs").stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void ddimAndDdpmAreSpacedAsDiffusersSpacesThem(JsonConfig run) {
        assertLeading(run, "ddim", NoiseLevels.DDIM);
        assertLeading(run, "ddpm", NoiseLevels.DDPM);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void eulerDiscreteIsSpacedAsDiffusersSpacesIt(JsonConfig run) {
        assertEulerDiscrete(run, "euler_discrete", SigmaSpacing.DEFAULT);
        assertEulerDiscrete(run, "euler_discrete_karras", SigmaSpacing.KARRAS);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void samplersOfKDiffusionAreSpacedAsItSpacesThem(JsonConfig run) {
        var expected = run.findObject("k_diffusion").orElseThrow();
        var own =
                NoiseLevels.K_DIFFUSION.sigmas(
                        SCHEDULE, run.integer("steps"), SigmaSpacing.DEFAULT);
        Doubles.in(expected, "sigmas").areCloseTo(own.values(), 0, RTOL);
        Doubles.in(expected, "model_timesteps").areTimesteps(own.timesteps());
        var karras =
                NoiseLevels.K_DIFFUSION.sigmas(SCHEDULE, run.integer("steps"), SigmaSpacing.KARRAS);
        Doubles.in(expected, "karras_sigmas").areCloseTo(karras.values(), 0, RTOL);
        Doubles.in(expected, "karras_model_timesteps").areTimesteps(karras.timesteps());
        assertThat(own.initialScale()).isEqualTo(own.at(0));
        assertThat(karras.initialScale()).isEqualTo(karras.at(0));
    }

    static Stream<JsonConfig> schedules() {
        return Golden.cases("more-samplers/more-samplers.json", "schedules").stream();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void theSpacingsAreThoseOfKDiffusion(JsonConfig run) {
        for (var spacing : SigmaSpacing.values()) {
            var sigmas = NoiseLevels.K_DIFFUSION.sigmas(SCHEDULE, run.integer("steps"), spacing);
            Doubles.in(run, spacing.name().toLowerCase(Locale.ROOT))
                    .areCloseTo(sigmas.values(), 0, RTOL);
        }
    }

    @Property
    void sigmasFallForAnyNumberOfSteps(
            @ForAll NoiseLevels levels,
            @ForAll SigmaSpacing spacing,
            @ForAll @IntRange(min = 1, max = 150) int steps) {
        Assume.that(levels.has(spacing));
        var sigmas = levels.sigmas(SCHEDULE, steps, spacing);
        assertThat(sigmas.steps()).isEqualTo(steps);
        for (int i = 0; i < steps; i++) {
            assertThat(sigmas.at(i + 1)).isLessThan(sigmas.at(i));
        }
        assertThat(sigmas.values().getLast()).isNotNegative();
    }

    @Property
    void aTailHasTheLastSteps(
            @ForAll NoiseLevels levels,
            @ForAll @IntRange(min = 1, max = 150) int steps,
            @ForAll @IntRange(min = 0, max = 149) int dropped) {
        var whole = levels.sigmas(SCHEDULE, steps, SigmaSpacing.DEFAULT);
        int first = dropped % steps;
        var tail = whole.tail(steps - first);
        assertThat(tail.values()).isEqualTo(whole.values().subList(first, steps + 1));
        assertThat(tail.timesteps()).isEqualTo(whole.timesteps().subList(first, steps));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11})
    void aTailNeedsOneStepAndNoMoreThanThereAre(int kept) {
        var sigmas = NoiseLevels.K_DIFFUSION.sigmas(SCHEDULE, 10, SigmaSpacing.DEFAULT);
        assertThatThrownBy(() -> sigmas.tail(kept))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps to keep must be between 1 and 10, got " + kept);
    }

    @ParameterizedTest
    @EnumSource
    void noStepsAndMoreThanTheScheduleHasAreRefused(NoiseLevels levels) {
        for (int steps : new int[] {0, SCHEDULE.timesteps() + 1}) {
            assertThatThrownBy(() -> levels.sigmas(SCHEDULE, steps, SigmaSpacing.DEFAULT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("steps must be between 1 and 1000, got " + steps);
        }
    }

    @Test
    void stepsThatBeginBeyondTheScheduleAreRefused() {
        assertThatThrownBy(() -> NoiseLevels.DDIM.sigmas(SCHEDULE, 1000, SigmaSpacing.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1000 steps begin at timestep 1000, but the schedule ends at 999");
    }

    @Test
    void everyStepNeedsASigmaAndTheRunALastOne() {
        assertThatThrownBy(() -> new Sigmas(List.of(1.0), List.of(3.0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a run needs a sigma for every step and a last one, got 1 for 1 steps");
    }

    /** The golden sigmas of DDIM and DDPM lack the last one, which the previous timestep tells. */
    private static void assertLeading(JsonConfig run, String key, NoiseLevels levels) {
        var expected = run.findObject(key).orElseThrow();
        var sigmas = levels.sigmas(SCHEDULE, run.integer("steps"), SigmaSpacing.DEFAULT);
        Doubles.in(expected, "timesteps").areTimesteps(sigmas.timesteps());
        Doubles.in(expected, "sigmas")
                .areCloseTo(sigmas.values().subList(0, sigmas.steps()), 0, RTOL);
        var previous = expected.integers("previous_timesteps");
        double beyond = levels == NoiseLevels.DDIM ? SCHEDULE.sigma(0) : 0;
        for (int i = 0; i < sigmas.steps(); i++) {
            double next = previous.get(i) < 0 ? beyond : SCHEDULE.sigma(previous.get(i));
            assertThat(sigmas.at(i + 1)).isEqualTo(next);
        }
        var alphas = sigmas.values().stream().map(s -> 1 / (1 + s * s)).toList();
        Doubles.in(expected, "alphas_cumprod")
                .areCloseTo(alphas.subList(0, sigmas.steps()), 0, RTOL);
    }

    private static void assertEulerDiscrete(JsonConfig run, String key, SigmaSpacing spacing) {
        var expected = run.findObject(key).orElseThrow();
        var sigmas = NoiseLevels.EULER_DISCRETE.sigmas(SCHEDULE, run.integer("steps"), spacing);
        Doubles.in(expected, "timesteps").areTimesteps(sigmas.timesteps());
        Doubles.in(expected, "sigmas").areCloseTo(sigmas.values(), 0, RTOL);
        new Doubles(List.of(expected.number("init_noise_sigma")))
                .areCloseTo(List.of(sigmas.initialScale()), 0, RTOL);
    }
}
