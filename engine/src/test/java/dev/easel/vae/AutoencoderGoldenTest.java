package dev.easel.vae;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.golden.GoldenTensors;
import dev.easel.nn.Conv2d;
import dev.easel.nn.NormMoments;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

@Tag("kernels")
final class AutoencoderGoldenTest {
    /** A model's folder, or an autoencoder's that stands alone. */
    record Folder(Path model, Path autoencoder) {
        @Override
        public String toString() {
            return model.getFileName().toString();
        }

        JsonConfig json() {
            return JsonConfig.read(autoencoder.resolve("config.json"));
        }

        SafetensorsFile weights() {
            return SafetensorsFile.open(autoencoder.resolve("diffusion_pytorch_model.safetensors"));
        }
    }

    static Stream<Folder> folders() {
        return Stream.concat(
                        Golden.modelsWith("vae/config.json", "golden.json").stream()
                                .map(model -> new Folder(model, model.resolve("vae"))),
                        Golden.modelsWith("config.json", "golden.json").stream()
                                .map(model -> new Folder(model, model)))
                .filter(folder -> folder.json().string("_class_name").equals("AutoencoderKL"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void encodesAndDecodesAsTheReferenceDoes(Folder folder) {
        try (var golden = GoldenTensors.open(folder.model());
                var store = new ParameterStore();
                var file = folder.weights();
                var _ = TensorScope.open()) {
            var weights = weights(file, store, DType.F32);
            var network = Autoencoder.load(weights, VaeConfig.read(folder.json()));
            weights.requireAllUsed(_ -> false);

            var latents = network.encode(golden.read("vae/in/image"));
            golden.check("vae/out/mean", latents.mean());
            golden.check("vae/out/logvar", latents.logvar());
            var decoded = network.decode(golden.read("vae/in/latents"));
            golden.check("vae/out/decoded", decoded);
            assertThat(decoded.size(2)).isEqualTo(latents.mean().size(2) * network.factor());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void stagesGiveWhatTheReferencesStagesGive(Folder folder) {
        try (var golden = GoldenTensors.open(folder.model());
                var store = new ParameterStore();
                var file = folder.weights();
                var _ = TensorScope.open()) {
            var config = VaeConfig.read(folder.json());
            var weights = weights(file, store, DType.F32);
            checkEncoder(golden, weights.at("encoder"), config);
            checkDecoder(golden, weights, config);
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void bfloat16IsNearFloat32(Folder folder) {
        try (var golden = GoldenTensors.open(folder.model());
                var store = new ParameterStore();
                var file = folder.weights();
                var _ = TensorScope.open()) {
            var config = VaeConfig.read(folder.json());
            var network = Autoencoder.load(weights(file, store, DType.BF16), config);

            var mean = network.encode(golden.read("vae/in/image")).mean();
            var decoded = network.decode(golden.read("vae/in/latents"));

            assertThat(List.of(mean.dtype(), decoded.dtype())).containsOnly(DType.F32);
            var expected = golden.read("vae/out/decoded");
            assertThatTensor(decoded).isCloseTo(expected, 0.05 * golden.largest("vae/out/decoded"));
            assertThatTensor(mean)
                    .isCloseTo(golden.read("vae/out/mean"), 0.05 * golden.largest("vae/out/mean"));
        }
    }

    private static void checkEncoder(GoldenTensors golden, Weights weights, VaeConfig config) {
        var first = Conv2d.same(weights.at("conv_in"), 3, config.channels().getFirst(), 3);
        Tensor x = first.forward(golden.read("vae/in/image"));
        golden.check("vae/out/encoder.conv_in", x);
        x =
                checkStages(
                        golden,
                        "vae/out/encoder.down_blocks.",
                        ResolutionStages.down(weights, config),
                        x);
        x = new VaeMidBlock(weights.at("mid_block"), config).forward(x, NormMoments.OWN);
        golden.check("vae/out/encoder.mid_block", x);
    }

    private static void checkDecoder(GoldenTensors golden, Weights root, VaeConfig config) {
        int latents = config.latentChannels();
        var weights = root.at("decoder");
        Tensor x = golden.read("vae/in/latents");
        if (config.postQuantConv()) {
            x = Conv2d.same(root.at("post_quant_conv"), latents, latents, 1).forward(x);
        }
        var first = Conv2d.same(weights.at("conv_in"), latents, config.channels().getLast(), 3);
        x = first.forward(x);
        golden.check("vae/out/decoder.conv_in", x);
        x = new VaeMidBlock(weights.at("mid_block"), config).forward(x, NormMoments.OWN);
        golden.check("vae/out/decoder.mid_block", x);
        checkStages(golden, "vae/out/decoder.up_blocks.", ResolutionStages.up(weights, config), x);
    }

    private static Tensor checkStages(
            GoldenTensors golden, String prefix, List<ResolutionStage> stages, Tensor first) {
        Tensor x = first;
        for (int i = 0; i < stages.size(); i++) {
            x = stages.get(i).forward(x);
            golden.check(prefix + i, x);
        }
        return x;
    }

    private static Weights weights(SafetensorsFile file, ParameterStore store, DType dtype) {
        return Weights.of(file, store, new Weights.Placement(dtype, Device.CPU, Golden.kernels()));
    }
}
