package dev.easel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.bench.BenchmarkReport.Stage;
import dev.easel.golden.Golden;
import dev.easel.model.DiffusionModel;
import dev.easel.model.ModelFolder;
import dev.easel.model.ModelLoader;
import dev.easel.model.Precision;
import dev.easel.model.Residence;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.TextToImage;
import dev.easel.tensor.Device;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class BenchmarkTest {
    private static final int REPEATS = 2;
    private static final String WHOLE = "picture, 1 steps";
    private static final List<String> STAGES =
            List.of("text encoding", "UNet call", "VAE decoding");

    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(1);

    @Test
    void callsThatDoNotCountComeBeforeThoseThatDo() {
        var folder = ModelFolder.open(Golden.folder().resolve("models").resolve("sd15"));
        try (var model = ModelLoader.load(folder, Precision.F32, Device.CPU, Residence.WHOLE)) {
            ImageGenerator.of(model).generate(REQUEST); // finds the ways of attention
            var announced = announced(model, Duration.ofMillis(300)); // each call: milliseconds
            assertThat(STAGES).allMatch(stage -> announced.getOrDefault(stage, 0) > 1 + REPEATS);
            assertThat(announced).containsKey("picture");
            assertThat(announced.get(WHOLE)).isEqualTo(2 * REPEATS); // and a step of each
        }
    }

    private static Map<String, Integer> announced(DiffusionModel model, Duration warmUp) {
        var announced = new HashMap<String, Integer>();
        var report =
                Benchmark.run(
                        model,
                        REQUEST,
                        warmUp,
                        REPEATS,
                        name -> announced.merge(name, 1, Integer::sum));
        assertThat(report.stages())
                .extracting(Stage::name)
                .containsExactly(STAGES.get(0), STAGES.get(1), STAGES.get(2), WHOLE);
        assertThat(report.stages()).allMatch(stage -> stage.seconds() > 0);
        return announced;
    }
}
