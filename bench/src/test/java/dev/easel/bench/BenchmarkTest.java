package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.bench.Benchmark.Effort;
import dev.easel.bench.BenchmarkReport.Stage;
import dev.easel.golden.Golden;
import dev.easel.model.Precision;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.TextToImage;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

@Tag("slow")
class BenchmarkTest {
    private static final int REPEATS = 2;

    /** What every call takes by the clock of these tests. */
    private static final long QUARTER = 250_000_000;

    private static final String WHOLE = "picture, 1 steps";

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "0.9, 4, 1, 1", "1.6, 7, 2, 2"})
    void callsThatDoNotCountComeBeforeThoseThatDo(
            double warmUpSeconds, int calls, int pictures, int wholePictures) {
        var announced = new HashMap<String, Integer>();
        var report = measured(new Effort(warmUpSeconds, REPEATS), announced);
        assertThat(announced)
                .containsEntry("text encoding", calls + REPEATS)
                .containsEntry("UNet call", calls + REPEATS)
                .containsEntry("VAE decoding", calls + REPEATS)
                .containsEntry(WHOLE, wholePictures * 2); // it is announced, and its step
        assertThat(announced.getOrDefault("picture", 0)).isEqualTo(pictures);
        assertThat(report.stages())
                .extracting(Stage::name)
                .containsExactly("text encoding", "UNet call", "VAE decoding", WHOLE);
        assertThat(report.stages()).allMatch(stage -> stage.seconds() == QUARTER / 1e9);
    }

    private static BenchmarkReport measured(Effort effort, Map<String, Integer> announced) {
        var folder = Golden.folder().resolve("models").resolve("sd15");
        var options =
                GeneratorOptions.defaults()
                        .withPrecision(Precision.F32)
                        .withDevice(Device.CPU)
                        .withKernels(LayerKernels.plain());
        var request = TextToImage.of("a red fox").withSize(64, 64).withSteps(1);
        var time = new AtomicLong();
        try (var model = ImageGenerator.open(folder, options);
                var _ = TensorScope.open()) {
            return new Benchmark(
                            model,
                            request,
                            effort,
                            name -> announced.merge(name, 1, Integer::sum),
                            () -> time.addAndGet(QUARTER))
                    .run();
        }
    }
}
