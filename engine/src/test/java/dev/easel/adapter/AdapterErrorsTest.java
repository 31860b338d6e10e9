package dev.easel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Damage;
import dev.easel.golden.Golden;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Each damage to an adapter is told in one sentence. */
class AdapterErrorsTest {
    private static final Path LORA = Golden.folder().resolve("lora/sd15-kohya.safetensors");
    private static final Path LYCORIS = Golden.folder().resolve("lycoris");
    private static final Path MODEL = Golden.folder().resolve("models/sd15");
    private static final String LAYER =
            "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_q";
    private static final int MUTATIONS = 100;

    @TempDir private Path folder;

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage("none", _ -> {}, ""),
                new Damage(
                        "no second matrix",
                        t -> t.remove(LAYER + ".lora_up.weight"),
                        "the layer " + LAYER + " has only DOWN, ALPHA of an adapter's tensors; UP"),
                new Damage(
                        "another width",
                        t -> t.put(LAYER + ".lora_down.weight", zeros(4, 7)),
                        "does not fit the model"),
                new Damage(
                        "other ranks",
                        t -> t.put(LAYER + ".lora_down.weight", zeros(3, 24)),
                        "[3, 24]"),
                new Damage(
                        "a vector",
                        t -> t.put(LAYER + ".lora_down.weight", zeros(24)),
                        "does not fit the model"),
                new Damage(
                        "several alphas",
                        t -> t.put(LAYER + ".alpha", zeros(2)),
                        "expected one number"),
                new Damage(
                        "NaN",
                        t -> t.put(LAYER + ".lora_up.weight", nan(24, 4)),
                        LAYER + ".lora_up.weight holds NaN"),
                new Damage(
                        "an alpha that is NaN",
                        t -> t.put(LAYER + ".alpha", nan(1)),
                        LAYER + ".alpha holds NaN"),
                new Damage(
                        "two kinds",
                        t -> t.put(LAYER + ".diff", zeros(24, 24)),
                        "has tensors of 2 kinds of adapters"),
                new Damage(
                        "one tensor twice",
                        t -> t.put(LAYER + ".lora_A.weight", zeros(4, 24)),
                        "are the same of one layer"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamageIsToldInOneSentence(Damage damage) {
        Path file = folder.resolve("fox.safetensors");
        damage.write(LORA, _ -> true, file);
        if (damage.sentence().isEmpty()) {
            put(file);
        } else {
            assertThatThrownBy(() -> put(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(damage.sentence());
        }
    }

    @Test
    void anAdapterOfAnotherModelIsRefused() {
        var other = Golden.folder().resolve("lora/sdxl-kohya.safetensors");
        assertThatThrownBy(() -> put(other))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(other + " does not fit the model " + MODEL);
    }

    @Test
    void theFamilyThatItWasMadeForIsTold() {
        Path file = folder.resolve("fox.safetensors");
        String layer = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k";
        try (var _ = TensorScope.open()) {
            SafetensorsWriter.write(
                    file,
                    Map.of(
                            layer + ".lora_down.weight", zeros(4, 2048),
                            layer + ".lora_up.weight", zeros(640, 4)));
        }
        assertThatThrownBy(() -> put(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("; it was made for SDXL");
    }

    @Test
    void aModelIsNoAdapter() {
        var checkpoint = Golden.folder().resolve("single-file/sd15.safetensors");
        assertThatThrownBy(() -> Adapter.open(checkpoint))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        checkpoint + " is a model (--model takes it), no LoRA or other adapter");
        var part = MODEL.resolve("unet/diffusion_pytorch_model.safetensors");
        assertThatThrownBy(() -> Adapter.open(part))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(part + " is a part of a model, no LoRA or other adapter");
    }

    @Test
    void anEmbeddingIsNoAdapter() {
        Path file = folder.resolve("fox.safetensors");
        try (var _ = TensorScope.open()) {
            SafetensorsWriter.write(file, Map.of("emb_params", zeros(2, 32)));
        }
        assertThatThrownBy(() -> Adapter.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is an embedding (textual inversion)");
    }

    @Test
    void aPickleIsRefused() {
        assertThatThrownBy(() -> Adapter.open(Path.of("fox.pt")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("fox.pt is a pickle file");
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> Adapter.open(folder.resolve("fox.safetensors")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("fox.safetensors is missing or cannot be read");
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        Path file = folder.resolve("fox.safetensors");
        byte[] whole = Files.readAllBytes(LORA);
        for (int length : new int[] {0, 7, 100, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Adapter.open(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    @Tag("slow")
    void mutatedFilesArePutOnOrRefused() throws IOException {
        var random = new Random(7);
        Path file = folder.resolve("fox.safetensors");
        for (var source : List.of("loha", "lokr", "dora", "edge")) {
            byte[] whole = Files.readAllBytes(LYCORIS.resolve("sd15-" + source + ".safetensors"));
            int header = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = whole.clone();
                for (int j = 0; j <= i % 3; j++) {
                    int end = i % 2 == 0 ? header : whole.length;
                    mutated[random.nextInt(end)] = (byte) random.nextInt(256);
                }
                Files.write(file, mutated);
                try {
                    put(file);
                } catch (CheckpointException e) {
                    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n\tat ");
                }
            }
        }
    }

    /** Reads all that an adapter adds to the model. */
    private static void put(Path file) {
        var placement = new Placement(DType.F32, Device.CPU, Golden.kernels());
        var adapter = Adapter.open(file).weighing(1);
        try (var networks = new AdaptedNetworks(MODEL, placement, List.of(adapter));
                var _ = TensorScope.open()) {
            networks.changeAll();
        }
    }

    private static Tensor zeros(long... sizes) {
        return Tensor.zeros(Shape.of(sizes), DType.F32, Device.CPU);
    }

    private static Tensor nan(long... sizes) {
        return zeros(sizes).add(Double.NaN);
    }
}
