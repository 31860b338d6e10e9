package dev.easel.net.unet;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

final class UNetLoadingTest {
    private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";
    private static final String KEY = "down_blocks.0.resnets.0.conv1.bias";

    @TempDir private Path folder;

    @Test
    void namesAMissingTensor() {
        assertRefused(
                tensors -> tensors.remove(KEY), "the tensor " + KEY + " \\[\\d+\\] is missing");
    }

    @Test
    void namesATensorOfAnotherShape() {
        assertRefused(
                tensors -> tensors.put(KEY, Tensor.of(new float[3], Shape.of(3))),
                "the tensor " + KEY + " has the shape \\[3\\]; expected \\[\\d+\\]");
    }

    @Test
    void namesATensorThatIsLeftOver() {
        assertRefused(
                tensors -> tensors.put("stray.weight", Tensor.of(new float[3], Shape.of(3))),
                "1 tensors are not part of the model .*: stray.weight");
    }

    @Test
    void namesATensorWithNumbersThatAreNone() {
        assertRefused(
                tensors -> tensors.computeIfPresent(KEY, (_, bias) -> bias.mul(Double.NaN)),
                "the tensor " + KEY + " holds NaN or infinity as F32");
    }

    @Test
    void acceptsTheUnbrokenFile() {
        var copy = copy();
        assertThatCode(() -> load(copy)).doesNotThrowAnyException();
    }

    private void assertRefused(Consumer<Map<String, Tensor>> change, String message) {
        var copy = copy().edit(WEIGHTS, change);
        assertThatThrownBy(() -> load(copy))
                .isInstanceOf(CheckpointException.class)
                .message()
                .startsWith(copy.file(WEIGHTS) + ": ")
                .containsPattern(message);
    }

    private ModelCopy copy() {
        var model = Golden.modelsWith("unet/config.json").getFirst();
        return ModelCopy.of(model.resolve("unet"), folder);
    }

    private static void load(ModelCopy copy) {
        try (var store = new ParameterStore();
                var file = SafetensorsFile.open(copy.file(WEIGHTS))) {
            var weights = Weights.of(file, store, new Weights.Placement(DType.F32, Device.CPU));
            UNet.load(weights, UNetConfig.read(JsonConfig.read(copy.file("config.json"))));
            weights.requireAllUsed(_ -> false);
        }
    }
}
