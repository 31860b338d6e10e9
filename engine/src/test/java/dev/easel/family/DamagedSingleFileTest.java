package dev.easel.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.checkpoint.layout.SingleFileOptions;
import dev.easel.golden.Damage;
import dev.easel.golden.Golden;
import dev.easel.model.Execution;
import dev.easel.model.LoadedModel;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Each damage to a single file is told in one sentence. */
@Tag("slow")
class DamagedSingleFileTest {
    private static final Path GOLDEN = Golden.folder().resolve("single-file/sd21-v.safetensors");
    private static final Path CONFIGS = Golden.folder().resolve("models/sd21-v");
    private static final String CONVOLUTION = "model.diffusion_model.out.2.weight";
    private static final String FUSED =
            "cond_stage_model.model.transformer.resblocks.0.attn.in_proj_bias";

    @TempDir private Path folder;

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage("none", _ -> {}, ""),
                new Damage(
                        "missing tensor", t -> t.remove(CONVOLUTION), "the tensor conv_out.weight"),
                new Damage(
                        "missing fused tensor",
                        t -> t.remove(FUSED),
                        "the tensor text_model.encoder.layers.0.self_attn.q_proj.bias"),
                new Damage(
                        "wrong shape",
                        t -> t.put(CONVOLUTION, zeros(4, 4)),
                        "(in the file " + CONVOLUTION + ") has the shape [4, 4]; expected"),
                new Damage(
                        "wrong fused shape",
                        t -> t.put(FUSED, zeros(7)),
                        "(in the file " + FUSED + ") has the shape [7]; expected"),
                new Damage(
                        "wrong first convolution",
                        t -> t.put("model.diffusion_model.input_blocks.0.0.weight", zeros(4)),
                        "has the shape [4]; expected 4 sizes"),
                new Damage(
                        "surplus tensor",
                        t -> t.put("model.diffusion_model.input_blocks.99.0.op.bias", zeros(1)),
                        "(in the file model.diffusion_model.input_blocks.99.0.op.bias)"),
                new Damage(
                        "unknown tensor",
                        t -> t.put("first_stage_model.foo", zeros(1)),
                        "1 tensors are not part of the model that the configuration describes:"
                                + " first_stage_model.foo"),
                new Damage(
                        "NaN",
                        t -> t.put(FUSED, t.getOrDefault(FUSED, zeros(1)).mul(Double.NaN)),
                        "(in the file " + FUSED + ") holds NaN"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamageIsToldInOneSentence(Damage damage) {
        Path file = folder.resolve("fox.safetensors");
        damage.write(GOLDEN, key -> !key.startsWith("model_ema."), file);
        if (damage.sentence().isEmpty()) {
            try (var model = load(file)) {
                assertThat(model.bytes()).isPositive();
            }
        } else {
            assertThatThrownBy(() -> load(file).close())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(damage.sentence());
        }
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        Path file = folder.resolve("fox.safetensors");
        byte[] whole = Files.readAllBytes(GOLDEN);
        for (int length : new int[] {0, 7, 100, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> load(file).close())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void configurationsOfAnotherFamilyAreRefused() {
        var options = SingleFileOptions.NONE.withConfigs(Golden.folder().resolve("models/sd15"));
        assertThatThrownBy(() -> load(ModelFiles.open(GOLDEN, options)).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(GOLDEN.toString());
    }

    @Test
    void theBuiltInConfigurationsAreOfFullSize() {
        assertThatThrownBy(() -> load(ModelFiles.open(GOLDEN)).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("token_embedding.weight")
                .hasMessageContaining("expected [49408, 1024]");
    }

    private static Tensor zeros(long... sizes) {
        return Tensor.zeros(Shape.of(sizes), DType.F32, Device.CPU);
    }

    private static LoadedModel load(Path file) {
        return load(ModelFiles.open(file, SingleFileOptions.NONE.withConfigs(CONFIGS)));
    }

    private static LoadedModel load(ModelFiles files) {
        return ModelFamily.load(
                files,
                Execution.shared(Precision.F32.placement(Device.CPU, Golden.kernels())),
                Offload.NONE);
    }
}
