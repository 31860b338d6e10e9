package dev.easel.net.unet;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.golden.GoldenTensors;
import dev.easel.model.Conditioning;
import dev.easel.model.Precision;
import dev.easel.nn.CrossAttention;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@Tag("kernels")
final class UNetGoldenTest {
    private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

    static Stream<Arguments> models() {
        return Golden.modelsWith("unet/config.json", "golden.json").stream()
                .map(model -> Arguments.of(Named.of(model.getFileName().toString(), model)));
    }

    static Stream<Arguments> cases() {
        return Golden.modelsWith("unet/config.json", "golden.json").stream()
                .flatMap(model -> {
                    try (var golden = GoldenTensors.open(model)) {
                        return golden.keys().stream()
                                .filter(key -> key.matches("unet\\w*/out/output"))
                                .map(key -> key.substring(0, key.indexOf('/')))
                                .map(name ->
                                        Arguments.of(
                                                Named.of(model.getFileName().toString(), model),
                                                name));
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predictsWhatTheReferencePredicts(Path model, String name) {
        try (var golden = GoldenTensors.open(model);
                var store = new ParameterStore();
                var file = SafetensorsFile.open(model.resolve("unet").resolve(WEIGHTS));
                var _ = TensorScope.open()) {
            var weights = weights(file, store, DType.F32);
            var network = UNet.load(weights, config(model));
            weights.requireAllUsed(_ -> false);

            var output = run(network, golden, name);

            golden.check(name + "/out/output", output);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void blocksGiveWhatTheReferencesBlocksGive(Path model) {
        try (var golden = GoldenTensors.open(model);
                var store = new ParameterStore();
                var file = SafetensorsFile.open(model.resolve("unet").resolve(WEIGHTS));
                var _ = TensorScope.open()) {
            var config = config(model);
            var weights = weights(file, store, DType.F32);
            var conditioning = conditioning(golden, "unet");
            var timesteps = golden.read("unet/in/timesteps");

            var time = new TimeEmbedding(weights, config);
            golden.check("unet/out/time_embedding", time.ofTimesteps(timesteps, 1));
            time.ofSizes(conditioning)
                    .ifPresent(sizes -> golden.check("unet/out/add_embedding", sizes));

            var blocks = new Blocks(weights, config);
            var embeddings =
                    new Embeddings(
                            time.forward(
                                    time.ofTimesteps(timesteps, 1), time.ofSizes(conditioning)),
                            timesteps.narrow(0, 0, 1).item(),
                            CrossAttentionCache.of(
                                    blocks.crossAttentions(), conditioning.context()),
                            timesteps.size(0),
                            UNetExtras.none());
            var first = UNet.convIn(weights, config).forward(golden.read("unet/in/sample"));
            golden.check("unet/out/conv_in", first);
            checkBlocks(golden, blocks, first, embeddings);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void bfloat16IsNearFloat32(Path model) {
        try (var golden = GoldenTensors.open(model);
                var store = new ParameterStore();
                var file = SafetensorsFile.open(model.resolve("unet").resolve(WEIGHTS));
                var _ = TensorScope.open()) {
            var network = UNet.load(weights(file, store, DType.BF16), config(model));

            var output = run(network, golden, "unet");

            assertThat(output.dtype()).isEqualTo(DType.F32);
            var expected = golden.read("unet/out/output");
            assertThatTensor(output).isCloseTo(expected, 0.05 * golden.largest("unet/out/output"));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void eightBitsAreNearFloat32(Path model) {
        assumeTrue(
                Golden.kernels().supports(WeightFormat.INT8),
                "this processor cannot compute with 8 bits");
        // With bfloat16 beside them not all layers may have 8 bits.
        for (var dtype : EnumSet.of(DType.F32, Precision.INT8.dtype(Device.CPU))) {
            try (var golden = GoldenTensors.open(model);
                    var store = new ParameterStore();
                    var file = SafetensorsFile.open(model.resolve("unet").resolve(WEIGHTS));
                    var _ = TensorScope.open()) {
                var placement =
                        new Weights.Placement(
                                dtype,
                                Device.CPU,
                                WeightFormat.INT8,
                                Footprint.FAST,
                                Golden.kernels());
                var network = UNet.load(Weights.of(file, store, placement), config(model));

                var output = run(network, golden, "unet");

                assertThat(output.dtype()).isEqualTo(DType.F32);
                var expected = golden.read("unet/out/output");
                double atol = 0.12 * golden.largest("unet/out/output");
                assertThatTensor(output).isCloseTo(expected, atol);
            }
        }
    }

    private static void checkBlocks(
            GoldenTensors golden, Blocks blocks, Tensor first, Embeddings embeddings) {
        Deque<Tensor> skips = new ArrayDeque<>(List.of(first));
        Tensor x = first;
        for (int i = 0; i < blocks.down().size(); i++) {
            var outputs = blocks.down().get(i).forward(x, embeddings);
            outputs.forEach(skips::push);
            x = outputs.getLast();
            golden.check("unet/out/down_blocks." + i, x);
        }
        x = blocks.mid().forward(x, embeddings);
        golden.check("unet/out/mid_block", x);
        for (int i = 0; i < blocks.up().size(); i++) {
            x = blocks.up().get(i).forward(x, embeddings, skips);
            golden.check("unet/out/up_blocks." + i, x);
        }
        assertThat(skips).isEmpty();
    }

    private record Blocks(List<DownBlock> down, MidBlock mid, List<UpBlock> up) {
        Blocks(Weights weights, UNetConfig config) {
            this(
                    DownBlock.all(weights, config),
                    MidBlock.of(weights, config).orElseThrow(),
                    UpBlock.all(weights, config));
        }

        Stream<CrossAttention> crossAttentions() {
            return Stream.of(
                            down.stream().flatMap(DownBlock::crossAttentions),
                            mid.crossAttentions(),
                            up.stream().flatMap(UpBlock::crossAttentions))
                    .flatMap(layers -> layers);
        }
    }

    private static Tensor run(UNet network, GoldenTensors golden, String name) {
        float[] timesteps = golden.read(name + "/in/timesteps").toFloats();
        return network.forward(
                golden.read(name + "/in/sample"),
                IntStream.range(0, timesteps.length).mapToDouble(i -> timesteps[i]).toArray(),
                conditioning(golden, name));
    }

    private static Conditioning conditioning(GoldenTensors golden, String name) {
        var context = golden.read(name + "/in/context");
        return golden.has(name + "/in/text_embeds")
                ? new Conditioning.TextTime(
                        context,
                        golden.read(name + "/in/text_embeds"),
                        golden.read(name + "/in/time_ids"))
                : new Conditioning.CrossAttention(context);
    }

    private static Weights weights(SafetensorsFile file, ParameterStore store, DType dtype) {
        return Weights.of(file, store, new Weights.Placement(dtype, Device.CPU, Golden.kernels()));
    }

    private static UNetConfig config(Path model) {
        return UNetConfig.read(JsonConfig.read(model.resolve("unet/config.json")));
    }
}
