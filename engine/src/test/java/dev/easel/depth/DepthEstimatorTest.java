package dev.easel.depth;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

final class DepthEstimatorTest {
    private static final String WEIGHTS = "depth_estimator/model.safetensors";
    private static final Path MODEL = Golden.modelsWith("depth_estimator/config.json").getFirst();

    @TempDir private Path folder;
    private TensorScope scope;
    private ParameterStore store;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        store = new ParameterStore();
    }

    @AfterEach
    void close() {
        store.close();
        scope.close();
    }

    /** The sizes are those that transformers' modules give. */
    @ParameterizedTest
    @CsvSource({"96, 96, 96, 96", "80, 80, 96, 96", "48, 112, 64, 128", "33, 1, 64, 32"})
    void anySizeHasADepthOfThatSizeRoundedUp(int height, int width, int toHeight, int toWidth) {
        try (var rng = Rng.seeded(1)) {
            Tensor depth = load(copy()).forward(rng.normal(Shape.of(2, 3, height, width)));

            assertThat(depth.shape()).isEqualTo(Shape.of(2, toHeight, toWidth));
            assertThat(depth.isFinite()).isTrue();
        }
    }

    @Test
    void depthDoesNotDependOnTheOthersInABatch() {
        try (var rng = Rng.seeded(1)) {
            var estimator = load(copy());
            Tensor pixels = rng.normal(Shape.of(2, 3, 64, 64));
            Tensor together = estimator.forward(pixels);
            Tensor alone = estimator.forward(pixels.narrow(0, 1, 1));

            assertThatTensor(together.narrow(0, 1, 1)).isCloseTo(alone, 1e-5);
        }
    }

    @Test
    void aPictureIsResizedFirst() {
        Tensor depth = load(copy()).estimate(RgbImage.of(3, 2, new byte[18]));

        assertThat(depth.shape()).isEqualTo(Shape.of(1, 64, 64));
        assertThat(depth.dtype()).isEqualTo(DType.F32);
    }

    @Test
    void namesATensorThatIsMissing() {
        String key = "neck.convs.2.weight";
        var broken = copy().edit(WEIGHTS, tensors -> tensors.remove(key));

        assertThatThrownBy(() -> load(broken))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the tensor " + key)
                .hasMessageContaining("is missing");
    }

    @Test
    void ignoresUnusedTensorsAndNamesOthersThatAreLeftOver() {
        var more =
                copy().edit(
                                WEIGHTS,
                                tensors -> {
                                    Tensor any = tensors.get("dpt.layernorm.bias");
                                    tensors.put("dpt.pooler.dense.bias", any);
                                    tensors.put("neck.convs.4.weight", any);
                                });

        assertThatThrownBy(() -> load(more))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("1 tensors")
                .hasMessageEndingWith("neck.convs.4.weight");
    }

    private ModelCopy copy() {
        return ModelCopy.of(MODEL, folder);
    }

    private DepthEstimator load(ModelCopy copy) {
        try (var file = SafetensorsFile.open(copy.file(WEIGHTS))) {
            var weights = Weights.of(file, store, new Weights.Placement(DType.F32, Device.CPU));
            var estimator =
                    DepthEstimator.load(
                            weights,
                            JsonConfig.read(copy.file("depth_estimator/config.json")),
                            JsonConfig.read(
                                    copy.file("feature_extractor/preprocessor_config.json")));
            weights.requireAllUsed(DepthEstimator::ignores);
            return estimator;
        }
    }
}
