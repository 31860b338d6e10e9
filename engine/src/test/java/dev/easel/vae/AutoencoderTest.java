package dev.easel.vae;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.golden.GoldenTensors;
import dev.easel.golden.ModelCopy;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class AutoencoderTest {
    private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";
    private static final Path MODEL = Golden.modelsWith("vae/config.json").getFirst();

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oldNamesOfTheAttentionAreTheSameNetwork(boolean pointwise) {
        var old = copy().edit(WEIGHTS, tensors -> makeOld(tensors, pointwise));
        try (var golden = GoldenTensors.open(MODEL)) {
            var network = load(old);
            golden.check("vae/out/decoded", network.decode(golden.read("vae/in/latents")));
            golden.check("vae/out/mean", network.encode(golden.read("vae/in/image")).mean());
        }
    }

    @Test
    void namesATensorThatIsMissingInBothSpellings() {
        String key = "decoder.mid_block.attentions.0.to_q.weight";
        var broken = copy().edit(WEIGHTS, tensors -> tensors.remove(key));
        assertThatThrownBy(() -> load(broken))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the tensor " + key)
                .hasMessageContaining("is missing");
    }

    @Test
    void namesATensorThatIsLeftOver() {
        var broken =
                copy().replace(
                                "config.json",
                                "\"use_quant_conv\": true",
                                "\"use_quant_conv\": false");
        assertThatThrownBy(() -> load(broken))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("2 tensors are not part of the model")
                .hasMessageContaining("quant_conv.bias, quant_conv.weight");
    }

    @Test
    void namesPicturesAndLatentsThatDoNotFit() {
        var network = load(copy());
        assertThatThrownBy(() -> network.encode(zeros(1, 3, 20, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "picture must have the shape [batch, 3, height, width], height and width"
                                + " multiples of 8, got [1, 3, 20, 16]");
        assertThatThrownBy(() -> network.decode(zeros(1, 5, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "latents must have the shape [batch, 4, height, width], got [1, 5, 2, 2]");
    }

    @Test
    void samplesBetweenMeanAndNoise() {
        var logvar = (float) (2 * Math.log(3));
        var moments = Tensor.of(new float[] {1, 2, logvar, 100}, Shape.of(1, 4, 1, 1));
        var gaussian = DiagonalGaussian.of(moments);

        assertThat(gaussian.logvar().toFloats()).containsExactly(logvar, 20);
        var noise = Tensor.of(new float[] {0.5f, 0}, Shape.of(1, 2, 1, 1));
        assertThatTensor(gaussian.sample(noise))
                .isCloseTo(Tensor.of(new float[] {2.5f, 2}, Shape.of(1, 2, 1, 1)), 1e-6);
    }

    @Test
    void latentsAreScaledPerChannelAndBack() {
        var scaling = new LatentScaling(List.of(1.0, -2.0), List.of(0.5, 4.0));
        var latents = Tensor.of(new float[] {3, 5, 7, 9}, Shape.of(1, 2, 1, 2));
        var expected = Tensor.of(new float[] {1, 2, 36, 44}, Shape.of(1, 2, 1, 2));

        assertThatTensor(scaling.toModel(latents)).isCloseTo(expected, 0);
        assertThatTensor(scaling.fromModel(expected)).isCloseTo(latents, 0);
    }

    @Test
    void statisticsBecomeAShiftAndAFactorPerChannel() {
        var copy =
                copy().replace(
                                "config.json",
                                "\"latents_mean\": null",
                                "\"latents_mean\": [1, 2, 3, 4]")
                        .replace(
                                "config.json",
                                "\"latents_std\": null",
                                "\"latents_std\": [1, 2, 4, 8]")
                        .replace(
                                "config.json",
                                "\"scaling_factor\": 0.18215",
                                "\"scaling_factor\": 0.5");
        var latents = Tensor.of(new float[] {2, 2, 2, 2}, Shape.of(1, 4, 1, 1));
        assertThat(load(copy).toModel(latents).toFloats())
                .containsExactly(0.5f, 0, -0.125f, -0.125f);
    }

    @Test
    void aShiftAndAFactorAreTheSameForAllChannels() {
        var copy =
                copy().replace("config.json", "\"shift_factor\": null", "\"shift_factor\": 0.5")
                        .replace(
                                "config.json",
                                "\"scaling_factor\": 0.18215",
                                "\"scaling_factor\": 0.25");
        var network = load(copy);
        var latents = Tensor.of(new float[] {2.5f, 0.5f, -1.5f, 4.5f}, Shape.of(1, 4, 1, 1));
        var scaled = Tensor.of(new float[] {0.5f, 0, -0.5f, 1}, Shape.of(1, 4, 1, 1));

        assertThatTensor(network.toModel(latents)).isCloseTo(scaled, 0);
        assertThatTensor(network.fromModel(scaled)).isCloseTo(latents, 0);
    }

    private static void makeOld(Map<String, Tensor> tensors, boolean pointwise) {
        var names =
                Map.of("to_q", "query", "to_k", "key", "to_v", "value", "to_out.0", "proj_attn");
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> {
            boolean matrix = key.contains(".attentions.") && tensor.shape().rank() == 2;
            String old = key;
            for (var name : names.entrySet()) {
                old = old.replace(".0." + name.getKey() + ".", ".0." + name.getValue() + ".");
            }
            renamed.put(old, pointwise && matrix ? tensor.unsqueeze(-1).unsqueeze(-1) : tensor);
        });
        tensors.clear();
        tensors.putAll(renamed);
    }

    private ModelCopy copy() {
        return ModelCopy.of(MODEL.resolve("vae"), folder);
    }

    private Autoencoder load(ModelCopy copy) {
        try (var file = SafetensorsFile.open(copy.file(WEIGHTS))) {
            var weights = Weights.of(file, store, new Weights.Placement(DType.F32, Device.CPU));
            var config = VaeConfig.read(JsonConfig.read(copy.file("config.json")));
            var network = Autoencoder.load(weights, config);
            weights.requireAllUsed(_ -> false);
            return network;
        }
    }

    private static Tensor zeros(long... sizes) {
        return Tensor.zeros(Shape.of(sizes), DType.F32, Device.CPU);
    }
}
