package dev.easel.pipeline;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.family.ModelFamily;
import dev.easel.golden.Golden;
import dev.easel.model.Execution;
import dev.easel.model.LoadedModel;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Device;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Whole runs against diffusers (DDIM, DDPM, EULER_DISCRETE) and k-diffusion (K_*). */
@Tag("slow")
class PipelineGoldenTest {
    /** How much further than diffusers' own bfloat16 pictures ours may be from the float32 ones. */
    private static final double BF16_FACTOR = 1.5;

    /** That of the last run: runs of one model follow each other, and each leaves it as it was. */
    private static Optional<Loaded> last = Optional.empty();

    private record Loaded(Path folder, Precision precision, LoadedModel model) {}

    @AfterAll
    static void close() {
        last.ifPresent(loaded -> loaded.model().close());
        last = Optional.empty();
    }

    static Stream<GoldenRun> runs() {
        return GoldenRun.all();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void latentsAndPicturesAreThoseOfTheReference(GoldenRun run) {
        var model = loaded(run, Precision.F32);
        var pipeline = new DiffusionPipeline(model);
        try (var _ = TensorScope.open()) {
            var request = run.request();
            var beginning = pipeline.begin(request);
            var latents =
                    pipeline.denoise(
                            pipeline.encode(request),
                            beginning,
                            request,
                            run.seeds(),
                            StepListener.NONE);
            for (int i = 0; i < latents.size(); i++) {
                assertThatTensor(latents.get(i)).isCloseTo(run.latents(i), run.latentsTolerance());
            }
            var pictures = pipeline.decode(latents).stream().map(beginning::finish).toList();
            for (int i = 0; i < pictures.size(); i++) {
                var levels = Levels.between(pictures.get(i), run.pictures().get(i));
                assertThat(levels.max()).isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void bfloat16StaysAsCloseAsDiffusersDoes(GoldenRun run) {
        Path figures = Golden.folder().resolve("bf16.json");
        assumeTrue(Files.exists(figures), "this golden set has no bf16.json");
        double allowed = BF16_FACTOR * furthest(figure(figures, run));
        List<RgbImage> pictures = pictures(loaded(run, Precision.BF16), run);
        double squares = 0;
        for (int i = 0; i < pictures.size(); i++) {
            double rms = Levels.between(pictures.get(i), run.pictures().get(i)).rms();
            squares += rms * rms;
        }
        assertThat(Math.sqrt(squares / pictures.size())).isLessThanOrEqualTo(allowed);
    }

    /** Of diffusers' own pictures by its default kernels and by others. */
    private static double furthest(JsonConfig figure) {
        var others = figure.findObject("variants").orElseThrow();
        return DoubleStream.of(
                        figure.number("rms"),
                        others.number("attention_by_matmul"),
                        others.number("channels_last"))
                .max()
                .orElseThrow();
    }

    private static JsonConfig figure(Path figures, GoldenRun run) {
        return JsonConfig.read(figures)
                .findObject("models")
                .flatMap(models -> models.findObject(run.model().getFileName().toString()))
                .flatMap(runs -> runs.findObject(run.key()))
                .orElseThrow(() -> new AssertionError("bf16.json has no figure for " + run));
    }

    private static List<RgbImage> pictures(LoadedModel model, GoldenRun run) {
        return new DiffusionPipeline(model).generate(run.request(), run.seeds(), StepListener.NONE);
    }

    private static LoadedModel loaded(GoldenRun run, Precision precision) {
        if (last.filter(it -> it.folder().equals(run.model()) && it.precision() == precision)
                .isEmpty()) {
            close();
            last = Optional.of(load(run, precision));
        }
        return last.orElseThrow().model();
    }

    private static Loaded load(GoldenRun run, Precision precision) {
        var folder = ModelFiles.open(run.model());
        return new Loaded(
                run.model(),
                precision,
                ModelFamily.load(
                        folder,
                        Execution.shared(precision.placement(Device.CPU, Golden.kernels())),
                        Offload.NONE));
    }
}
