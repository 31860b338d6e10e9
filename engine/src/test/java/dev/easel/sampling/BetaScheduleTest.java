package dev.easel.sampling;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class BetaScheduleTest {
    private static final double RTOL = 2e-5;

    private final JsonConfig golden = Golden.json("schedules/schedules.json");
    private final JsonConfig config = golden.findObject("config").orElseThrow();
    private final BetaSchedule schedule = BetaSchedule.read(config);

    static Stream<Path> models() {
        return Golden.modelsWith("scheduler/scheduler_config.json").stream();
    }

    @Test
    void tablesAreThoseOfDiffusers() {
        float[] betas = Betas.read(config);
        float[] sigmas = new float[schedule.timesteps()];
        float[] logSigmas = new float[schedule.timesteps()];
        for (int i = 0; i < sigmas.length; i++) {
            sigmas[i] = (float) schedule.sigma(i);
            logSigmas[i] = (float) Math.log(sigmas[i]);
        }
        assertTable("betas", betas, 0, RTOL);
        assertTable("alphas_cumprod", BetaSchedule.alphasCumprod(betas), 0, RTOL);
        assertTable("sigmas", sigmas, 0, RTOL);
        assertTable("log_sigmas", logSigmas, 2e-5, 0);
    }

    @Test
    void endsAreThoseOfTheTable() {
        var ends = new Doubles(List.of(golden.number("sigma_min"), golden.number("sigma_max")));
        ends.areCloseTo(List.of(schedule.smallestSigma(), schedule.largestSigma()), 0, RTOL);
        assertThat(schedule.smallestSigma()).isEqualTo(schedule.sigma(0));
    }

    @Test
    void timestepsOfSigmasAreThoseOfKDiffusion() {
        var table = golden.findObject("sigma_to_t").orElseThrow();
        var sigmas = Doubles.in(table, "sigmas").values();
        Doubles.in(table, "continuous")
                .areTimesteps(sigmas.stream().map(schedule::timestep).toList());
        Doubles.in(table, "quantized")
                .areTimesteps(
                        sigmas.stream().map(s -> (double) schedule.nearestTimestep(s)).toList());
    }

    @Test
    void sigmasOfTimestepsAreThoseOfKDiffusion() {
        var table = golden.findObject("t_to_sigma").orElseThrow();
        var timesteps = Doubles.in(table, "t").values();
        Doubles.in(table, "sigmas")
                .areCloseTo(timesteps.stream().map(schedule::sigmaAt).toList(), 0, RTOL);
    }

    @Test
    void everySigmaOfTheTableHasItsWholeTimestep() {
        for (int t = 0; t < schedule.timesteps(); t++) {
            assertThat(schedule.timestep(schedule.sigma(t))).isEqualTo(t);
            assertThat(schedule.timestep(schedule.sigmaAt(t))).isEqualTo(t);
            assertThat(schedule.nearestTimestep(schedule.sigma(t))).isEqualTo(t);
        }
    }

    @Test
    void sigmasBeyondTheTableHaveTheTimestepsOfItsEnds() {
        assertThat(schedule.timestep(schedule.smallestSigma() / 2)).isZero();
        assertThat(schedule.nearestTimestep(schedule.smallestSigma() / 2)).isZero();
        int last = schedule.timesteps() - 1;
        assertThat(schedule.timestep(schedule.largestSigma() * 2)).isEqualTo(last);
        assertThat(schedule.nearestTimestep(schedule.largestSigma() * 2)).isEqualTo(last);
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyPublishedSchedulerIsReadWhateverItsClass(Path model) {
        var scheduler = JsonConfig.read(model.resolve("scheduler/scheduler_config.json"));
        var read = BetaSchedule.read(scheduler);
        assertThat(read.timesteps()).isEqualTo(scheduler.integer("num_train_timesteps"));
        assertThat(read.sigma(500)).isEqualTo(schedule.sigma(500));
        assertThat(Prediction.read(scheduler).name())
                .isEqualToIgnoringCase(scheduler.findString("prediction_type").orElse("epsilon"));
    }

    @Test
    void betasMayBeLinearOrGiven() {
        var linear =
                read(
                        "{'beta_schedule': 'linear', 'beta_start': 0.1, 'beta_end': 0.3,"
                                + " 'num_train_timesteps': 3}");
        var given =
                read(
                        "{'beta_schedule': 'linear', 'trained_betas': [0.1, 0.2, 0.3],"
                                + " 'num_train_timesteps': 3}");
        double[] alphas = {0.9, 0.9 * 0.8, 0.9 * 0.8 * 0.7};
        for (int t = 0; t < alphas.length; t++) {
            double expected = Math.sqrt((1 - alphas[t]) / alphas[t]);
            new Doubles(List.of(expected, expected))
                    .areCloseTo(List.of(linear.sigma(t), given.sigma(t)), 0, 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rescale_betas_zero_snr", "thresholding", "clip_sample"})
    void settingsThatWouldChangeTheNumbersAreRefused(String key) {
        assertThatThrownBy(() -> read("{'beta_schedule': 'linear', '%s': true}".formatted(key)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("scheduler: \"%s\" is true; expected false".formatted(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'beta_schedule': 'squaredcos_cap_v2', 'beta_start': 0.1, 'beta_end': 0.2"
                        + "| beta_schedule",
                "'beta_schedule': 'linear', 'beta_end': 0.2 | beta_start",
                "'beta_schedule': 'linear', 'beta_start': 0, 'beta_end': 0.2 | beta_start",
                "'beta_schedule': 'linear', 'beta_start': 0.1, 'beta_end': 1 | beta_end",
                "'beta_start': 0.1, 'beta_end': 0.2 | beta_schedule",
                "'trained_betas': [0.1] | trained_betas",
                "'trained_betas': [0.1, 2], 'num_train_timesteps': 2 | trained_betas",
                "'num_train_timesteps': 1 | num_train_timesteps",
                "'steps_offset': -1 | steps_offset"
            })
    void whatCannotBeReadIsOneSentence(String settings, String key) {
        assertThatThrownBy(() -> read("{" + settings + "}"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("scheduler: \"" + key + "\" is ")
                .hasMessageContaining("; expected ");
    }

    @Test
    void anyOtherPredictionIsRefused() {
        assertThatThrownBy(() -> Prediction.read(json("{'prediction_type': 'flow'}")))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "scheduler: \"prediction_type\" is \"flow\"; expected epsilon,"
                                + " v_prediction or sample");
    }

    private static void assertTable(String name, float[] values, double atol, double rtol) {
        try (var _ = TensorScope.open();
                var file = Golden.tensors("schedules/schedules.safetensors")) {
            assertThatTensor(Tensor.of(values, Shape.of(values.length)))
                    .isCloseTo(Golden.read(file, name), atol, rtol);
        }
    }

    private static BetaSchedule read(String json) {
        return BetaSchedule.read(json(json));
    }

    private static JsonConfig json(String json) {
        return JsonConfig.parse(json.replace('\'', '"'), "scheduler");
    }
}
