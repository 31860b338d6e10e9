package dev.easel.pipeline;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.family.ModelFamily;
import dev.easel.golden.Golden;
import dev.easel.model.Execution;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;
import dev.easel.tensor.TensorScope;
import dev.easel.text.inversion.TextualInversion;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whole runs of diffusers' pipelines whose prompts have words of embeddings. */
@Tag("slow")
class TextualInversionGoldenTest {
    static Stream<GoldenRun> runs() {
        return Stream.of("sd15", "sdxl")
                .map(model -> Golden.folder().resolve("textual-inversion").resolve(model))
                .flatMap(folder ->
                        Golden.cases(folder.resolve("pipeline.json"), "runs").stream()
                                .map(run -> new GoldenRun(folder, run)));
    }

    private static List<TextualInversion> embeddings(Path folder) {
        var files = Golden.json(folder.resolve("golden.json").toString()).findObject("files");
        return files.orElseThrow().keys().stream()
                .map(file -> TextualInversion.open(folder.resolve(file)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void latentsAndPicturesAreThoseOfTheReference(GoldenRun run) {
        Path model = Golden.folder().resolve("models").resolve(run.model().getFileName());
        var execution = Execution.shared(Precision.F32.placement(Device.CPU, Golden.kernels()));
        try (var loaded = ModelFamily.load(ModelFiles.open(model), execution, Offload.NONE);
                var _ = TensorScope.open()) {
            var pipeline = new DiffusionPipeline(loaded);
            var request = run.request().withEmbeddings(embeddings(run.model()));
            var beginning = pipeline.begin(request);
            var text = pipeline.encode(request);
            var latents =
                    pipeline.denoise(text, beginning, request, run.seeds(), StepListener.NONE);
            var pictures = pipeline.decode(latents).stream().map(beginning::finish).toList();
            for (int i = 0; i < latents.size(); i++) {
                assertThatTensor(latents.get(i)).isCloseTo(run.latents(i), run.latentsTolerance());
                assertThat(Levels.between(pictures.get(i), run.pictures().get(i)).max())
                        .isLessThanOrEqualTo(1);
            }
        }
    }
}
