package dev.easel.pipeline;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.checkpoint.layout.SingleFileOptions;
import dev.easel.family.ModelFamily;
import dev.easel.golden.Golden;
import dev.easel.model.Execution;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Single files with the configurations of the folders that they were made of. */
@Tag("slow")
class SingleFileGoldenTest {
    private static final List<String> PARTS =
            List.of("text_encoder", "text_encoder_2", "unet", "vae");

    /** A file, and the folder that holds the same model. */
    record Pair(Path file, Path folder) {
        ModelFiles open() {
            return ModelFiles.open(file, SingleFileOptions.NONE.withConfigs(folder));
        }

        @Override
        public String toString() {
            return String.valueOf(file.getFileName());
        }
    }

    static Stream<Pair> pairs() {
        var files = json().findObject("files").orElseThrow();
        return files.keys().stream()
                .map(name ->
                        new Pair(
                                Golden.folder().resolve("single-file/" + name + ".safetensors"),
                                Golden.folder()
                                        .resolve(
                                                files.findObject(name)
                                                        .orElseThrow()
                                                        .string("folder"))));
    }

    private static JsonConfig json() {
        return Golden.json("single-file/single-file.json");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyTensorIsTheFoldersBitForBit(Pair pair) {
        var single = pair.open();
        var folder = ModelFiles.open(pair.folder());
        for (var part : PARTS) {
            assertThat(single.has(part)).isEqualTo(folder.has(part));
            if (folder.has(part)) {
                compare(single, folder, part);
            }
        }
    }

    private static void compare(ModelFiles single, ModelFiles folder, String part) {
        try (var found = single.weights(part);
                var expected = folder.weights(part)) {
            var keys =
                    expected.keys().stream().filter(key -> !key.endsWith("position_ids")).toList();
            assertThat(found.keys()).containsExactlyInAnyOrderElementsOf(keys);
            for (var key : keys) {
                try (var _ = TensorScope.open()) {
                    Shape shape = expected.shape(key, Shape.of());
                    assertThat(found.shape(key, shape)).as(key).isEqualTo(shape);
                    assertThatTensor(found.read(key, shape, DType.F32, Device.CPU))
                            .as(key)
                            .isSameAs(expected.read(key, shape, DType.F32, Device.CPU));
                }
            }
        }
    }

    /** Runs of each kind, the shortest first; the others run with the folder's weights. */
    @ParameterizedTest
    @MethodSource("pairs")
    void picturesAreThoseOfTheReference(Pair pair) {
        var execution = Execution.shared(Precision.F32.placement(Device.CPU, Golden.kernels()));
        var runs = GoldenRun.all().filter(run -> run.model().equals(pair.folder())).limit(3);
        try (var model = ModelFamily.load(pair.open(), execution, Offload.NONE)) {
            var pipeline = new DiffusionPipeline(model);
            runs.forEach(run -> {
                try (var _ = TensorScope.open()) {
                    check(pipeline, run);
                }
            });
        }
    }

    private static void check(DiffusionPipeline pipeline, GoldenRun run) {
        var request = run.request();
        var beginning = pipeline.begin(request);
        var text = pipeline.encode(request);
        var latents = pipeline.denoise(text, beginning, request, run.seeds(), StepListener.NONE);
        for (int i = 0; i < latents.size(); i++) {
            assertThatTensor(latents.get(i))
                    .as("%s", run)
                    .isCloseTo(run.latents(i), run.latentsTolerance());
        }
        var pictures = pipeline.decode(latents).stream().map(beginning::finish).toList();
        for (int i = 0; i < pictures.size(); i++) {
            assertThat(Levels.between(pictures.get(i), run.pictures().get(i)).max())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theNamesOfSdxlsUNetAreTheReferences() {
        var names = json().findObject("sdxl_unet_names").orElseThrow();
        var sdxl = pairs().filter(pair -> pair.toString().equals("sdxl.safetensors")).findFirst();
        try (var weights = sdxl.orElseThrow().open().weights("unet")) {
            assertThat(weights.keys()).containsExactlyInAnyOrderElementsOf(names.keys());
            for (var key : names.keys()) {
                String original = "model.diffusion_model." + names.string(key);
                assertThat(weights.described(key)).contains(key, original);
            }
        }
    }
}
