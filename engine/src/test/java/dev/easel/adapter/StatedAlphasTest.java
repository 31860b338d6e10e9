package dev.easel.adapter;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Alphas in the header, as newer files of diffusers have them. */
class StatedAlphasTest {
    private static final Path PLAIN = Golden.folder().resolve("lora/sd15-peft.safetensors");
    private static final String QUERY =
            "mid_block.attentions.0.transformer_blocks.0.attn1.to_q.weight";

    @TempDir private Path folder;

    /** The rank of linear layers is 4: twice that doubles the change. */
    @Test
    void aStatedAlphaIsDividedByTheRank() throws IOException {
        byte[] whole = Files.readAllBytes(PLAIN);
        int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String header = new String(whole, Long.BYTES, length, UTF_8);
        int rank =
                Adapter.open(PLAIN).layers().stream()
                        .filter(layer -> layer.layer().endsWith("attn1.to_q"))
                        .map(layer -> (int) layer.get(Role.DOWN).shape().size(0))
                        .findFirst()
                        .orElseThrow();
        String stated =
                header.replace(
                        "\"__metadata__\":{",
                        "\"__metadata__\":{\"lora_adapter_metadata\":\"{\\\"unet.lora_alpha\\\": %d}\","
                                .formatted(2 * rank));
        Path file = folder.resolve("fox.safetensors");
        SafetensorsWriter.write(
                file, stated, Arrays.copyOfRange(whole, Long.BYTES + length, whole.length));

        try (var _ = TensorScope.open()) {
            var once = change(PLAIN);
            assertThatTensor(change(file)).isCloseTo(once.mul(2), 1e-6);
        }
    }

    private static Tensor change(Path file) {
        var placement = new Placement(DType.F32, Device.CPU, Golden.kernels());
        var adapter = Adapter.open(file).weighing(1);
        var model = Golden.folder().resolve("models/sd15");
        try (var networks = new AdaptedNetworks(model, placement, List.of(adapter))) {
            return networks.changed("unet", QUERY).sub(networks.unchanged("unet", QUERY));
        }
    }
}
