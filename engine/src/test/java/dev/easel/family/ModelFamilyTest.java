package dev.easel.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.model.Execution;
import dev.easel.model.LoadedModel;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

@Isolated("it counts what native memory this process holds")
class ModelFamilyTest {
    private static final String UNET = "unet/diffusion_pytorch_model.safetensors";
    private static final String VAE = "vae/diffusion_pytorch_model.safetensors";

    @TempDir private Path parent;

    /** A model with one thing wrong, and what is said of it. */
    record Broken(String what, Consumer<ModelCopy> damage, String message) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Broken> brokenModels() {
        return Stream.of(missingFiles(), brokenTensors(), brokenSettings(), otherFamilies())
                .flatMap(some -> some);
    }

    private static Stream<Broken> missingFiles() {
        return Stream.of(
                new Broken(
                        "no index",
                        m -> m.delete("model_index.json"),
                        "model_index.json is missing"),
                new Broken("no weights", m -> m.delete(VAE), VAE + " is missing"),
                new Broken(
                        "no configuration",
                        m -> m.delete("unet/config.json"),
                        "unet/config.json is missing"),
                new Broken(
                        "no vocabulary",
                        m -> m.delete("tokenizer/vocab.json"),
                        "tokenizer/vocab.json"),
                new Broken(
                        "pickled weights",
                        m -> rename(m, UNET, "unet/diffusion_pytorch_model.bin"),
                        "diffusion_pytorch_model.bin is a pickle file"));
    }

    private static Stream<Broken> brokenTensors() {
        return Stream.of(
                new Broken(
                        "a tensor less",
                        m -> m.edit(UNET, tensors -> tensors.remove("conv_in.weight")),
                        "the tensor conv_in.weight [8, 4, 3, 3] is missing"),
                new Broken(
                        "a tensor too many",
                        m -> m.edit(VAE, t -> t.put("extra.weight", ones(2))),
                        "1 tensors are not part of the model that the configuration describes:"
                                + " extra.weight"),
                new Broken(
                        "a wrong shape",
                        m -> m.edit(UNET, t -> t.put("conv_in.bias", ones(7))),
                        "the tensor conv_in.bias has the shape [7]; expected [8]"),
                new Broken(
                        "a number that is none",
                        m -> m.edit(UNET, t -> t.put("conv_in.bias", ones(8).mul(Double.NaN))),
                        "the tensor conv_in.bias holds NaN or infinity"),
                new Broken("a truncated file", m -> truncate(m.file(UNET)), "is truncated"),
                new Broken(
                        "a header of 4 GB",
                        m ->
                                SafetensorsWriter.write(
                                        m.file(UNET), 1L << 32, new byte[2], new byte[8]),
                        "says that its header has 4294967296 bytes"));
    }

    private static Stream<Broken> otherFamilies() {
        return Stream.of(
                new Broken(
                        "a UNet that takes a picture too",
                        m ->
                                m.replace(
                                        "unet/config.json",
                                        "\"in_channels\": 4",
                                        "\"in_channels\": 8"),
                        "is an InstructPix2Pix model, which Easel does not support: its UNet takes"
                                + " 8 channels"),
                new Broken(
                        "no UNet",
                        m -> m.replace("model_index.json", "\"unet\"", "\"transformer\""),
                        "is no model that Easel knows; expected a part unet"));
    }

    private static Stream<Broken> brokenSettings() {
        return Stream.of(
                new Broken(
                        "an unknown part",
                        m -> m.replace("model_index.json", "UNet2DConditionModel", "Transformer2D"),
                        "\"unet\" is [\"diffusers\",\"Transformer2D\"]; expected the class"
                                + " UNet2DConditionModel"),
                new Broken(
                        "an unknown block",
                        m ->
                                m.replace(
                                        "unet/config.json",
                                        "CrossAttnDownBlock2D",
                                        "SkipDownBlock2D"),
                        "SkipDownBlock2D"),
                new Broken(
                        "an unknown prediction",
                        m ->
                                m.replace(
                                        "scheduler/scheduler_config.json",
                                        "\"steps_offset\"",
                                        "\"prediction_type\": \"flow\", \"steps_offset\""),
                        "\"prediction_type\" is \"flow\""),
                new Broken(
                        "settings that are no JSON",
                        m -> m.replace("unet/config.json", "{", "{{"),
                        "is not valid JSON"),
                new Broken(
                        "a text encoder of another width",
                        m ->
                                m.replace(
                                        "unet/config.json",
                                        "\"cross_attention_dim\": 32",
                                        "\"cross_attention_dim\": 48"),
                        "48"));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("brokenModels")
    void whatIsWrongIsToldInOneSentenceAndNothingLeaks(Broken broken) {
        var copy = copy();
        broken.damage().accept(copy);
        long before = Pointer.totalCount();
        assertThatThrownBy(() -> load(copy.folder()).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(broken.message())
                .message()
                .doesNotContain("\n");
        // Fewer where the collector freed what another test had left.
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void aPickledCheckpointIsRefusedWithTheReason() throws IOException {
        Path file = Files.write(parent.resolve("model.ckpt"), new byte[100]);
        assertThatThrownBy(() -> load(file).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        file
                                + " is a pickle file, which can run any program when it is read, so"
                                + " Easel does not load it; convert it to safetensors, in one file"
                                + " or in diffusers' layout");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path folder = parent.resolve("nowhere");
        assertThatThrownBy(() -> load(folder).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("there is no model at " + folder);
    }

    @Test
    void aFolderAsPublishedLoads() throws IOException {
        var copy =
                copy().replace(
                                "model_index.json",
                                "\"unet\"",
                                "\"image_encoder\": [\"transformers\","
                                        + " \"CLIPVisionModelWithProjection\"], \"unet\"")
                        .replace(
                                "model_index.json",
                                "\"safety_checker\"",
                                "\"safety_checker\": [\"stable_diffusion\","
                                        + " \"StableDiffusionSafetyChecker\"], \"none\"");
        Files.createDirectories(copy.file("safety_checker"));
        Files.write(copy.file("safety_checker/model.safetensors"), new byte[3]);
        Files.writeString(copy.file("README.md"), "# A model");
        rename(copy, UNET, "unet/diffusion_pytorch_model.fp16.safetensors");
        try (var model = load(copy.folder())) {
            assertThat(model.bytes()).isPositive();
        }
    }

    private ModelCopy copy() {
        var sd1 =
                Golden.modelsWith("unet", "text_encoder").stream()
                        .filter(model -> model.endsWith("sd15"))
                        .findFirst()
                        .orElseThrow();
        return ModelCopy.of(sd1, parent);
    }

    private static LoadedModel load(Path folder) {
        return ModelFamily.load(
                ModelFiles.open(folder),
                Execution.shared(Precision.F32.placement(Device.CPU, Golden.kernels())),
                Offload.NONE);
    }

    private static Tensor ones(int count) {
        return Tensor.of(new float[count], Shape.of(count)).add(1);
    }

    private static void rename(ModelCopy model, String from, String to) {
        try {
            Files.move(model.file(from), model.file(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void truncate(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(content, content.length / 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
