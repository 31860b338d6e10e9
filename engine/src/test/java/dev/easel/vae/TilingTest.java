package dev.easel.vae;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.nn.NormMoments;
import dev.easel.nn.Sequence;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

@Tag("slow")
@net.jqwik.api.Tag("slow") // its properties
final class TilingTest {
    private static final double ROUNDING = 2e-4;

    /**
     * The root mean square of the differences, of the largest value. Random weights, and borders
     * that are a large part of a small sample, make more of them than there is in use.
     */
    private static final double STATISTICS = 0.1;

    @Property(tries = 12)
    void tilesOfAnySizeFitTogetherWhereStatisticsAreTheWholes(
            @ForAll @IntRange(min = 1, max = 2) int fine,
            @ForAll @IntRange(min = 32, max = 60) int side,
            @ForAll @IntRange(min = 10, max = 30) int height,
            @ForAll @IntRange(min = 10, max = 30) int width) {
        withAutoencoder((weights, config) -> {
            var decoder = AutoencoderHalf.decoder(weights, config);
            int all = decoder.stages().size();
            Tensor latents = noise(1, config.latentChannels(), height, width);
            Tensor map = decoder.stages(0, all - fine).forward(latents);
            var last = decoder.stages(all - fine, all);
            assertSame(tiled(last, decoder, side, fine, false), last, map);

            var encoder = AutoencoderHalf.encoder(weights, config);
            var first = encoder.stages(0, fine);
            Tensor picture = noise(1, 3, 8L * height, 8L * width);
            assertSame(tiled(first, encoder, side, fine, true), first, picture);
        });
    }

    @Property(tries = 8)
    void aTiledPictureIsNearTheWhole(
            @ForAll @IntRange(min = 128, max = 256) int side,
            @ForAll @IntRange(min = 20, max = 44) int height,
            @ForAll @IntRange(min = 20, max = 44) int width) {
        withAutoencoder((weights, config) -> {
            var whole = Autoencoder.load(weights, config);
            var tiled = whole.withTiles(side);
            Tensor latents =
                    Ops.resizeBilinear(
                            noise(1, config.latentChannels(), 5, 5), height, width, false);

            assertNear(tiled.decode(latents), whole.decode(latents));
            Tensor picture = whole.decode(latents);
            assertNear(tiled.encode(picture).mean(), whole.encode(picture).mean());
        });
    }

    @Test
    void aPictureDoesNotDependOnTheOthersInItsBatch() {
        withAutoencoder((weights, config) -> {
            var network = Autoencoder.load(weights, config).withTiles(128);
            Tensor latents = noise(2, config.latentChannels(), 20, 24);
            Tensor together = network.decode(latents);

            assertThat(together.shape()).isEqualTo(Shape.of(2, 3, 160, 192));
            assertThatTensor(together.narrow(0, 1, 1))
                    .isCloseTo(network.decode(latents.narrow(0, 1, 1)), ROUNDING);
        });
    }

    @Test
    void aPictureThatFitsIsNotTiled() {
        withAutoencoder((weights, config) -> {
            var network = Autoencoder.load(weights, config);
            Tensor latents = noise(1, config.latentChannels(), 8, 32);

            assertThatTensor(network.withTiles(128).decode(latents))
                    .isSameAs(network.decode(latents));
        });
    }

    @Test
    void statisticsHoldOnAnyThread() {
        withAutoencoder((weights, config) -> {
            var decoder = AutoencoderHalf.decoder(weights, config);
            int last = decoder.stages().size() - 1;
            Tensor latents = noise(1, config.latentChannels(), 6, 7);
            Tensor map = decoder.stages(0, last).forward(latents);
            var network = decoder.stages(last, last + 1);
            var statistics = NormMoments.ofSample(network, map.mul(2));

            Supplier<float[]> pixels =
                    () -> {
                        try (var _ = TensorScope.open()) {
                            return network.forward(map, statistics).toFloats();
                        }
                    };
            assertThat(CompletableFuture.supplyAsync(pixels).join()).isEqualTo(pixels.get());
        });
    }

    @Test
    void tilesThatAreTooSmallAreRefused() {
        withAutoencoder((weights, config) -> {
            var network = Autoencoder.load(weights, config);
            assertThatThrownBy(() -> network.withTiles(127))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tiles must be at least 128 pixels wide and high, got 127");
        });
    }

    private static TiledNetwork tiled(
            Sequence network, AutoencoderHalf coder, int side, int fine, boolean encodes) {
        int cell = 1 << fine;
        int context = Math.ceilDiv(coder.context(fine), cell);
        int most = Math.max(side / cell, 3 * context);
        return new TiledNetwork(network, encodes ? cell : 1, encodes ? 1 : cell, most, context, 1);
    }

    private static void assertSame(TiledNetwork tiled, Sequence network, Tensor map) {
        Tensor expected = network.forward(map);
        Tensor actual = tiled.forward(map, NormMoments.ofSample(network, map));
        assertThatTensor(actual).isCloseTo(expected, ROUNDING * largest(expected));
    }

    private static void assertNear(Tensor actual, Tensor expected) {
        Tensor difference = actual.sub(expected);
        double typical = Math.sqrt(difference.mul(difference).mean().item());
        assertThat(typical).isLessThan(STATISTICS * largest(expected));
    }

    private static double largest(Tensor x) {
        return Math.max(x.max().item(), -x.min().item());
    }

    private static Tensor noise(long... sizes) {
        try (var rng = Rng.seeded(sizes[2] * 1000 + sizes[3])) {
            return rng.normal(Shape.of(sizes));
        }
    }

    private static void withAutoencoder(BiConsumer<Weights, VaeConfig> test) {
        var folder = Golden.modelsWith("vae/config.json").getFirst().resolve("vae");
        try (var _ = TensorScope.open();
                var store = new ParameterStore();
                var file =
                        SafetensorsFile.open(
                                folder.resolve("diffusion_pytorch_model.safetensors"))) {
            var placement = new Weights.Placement(DType.F32, Device.CPU);
            var config = VaeConfig.read(JsonConfig.read(folder.resolve("config.json")));
            test.accept(Weights.of(file, store, placement), config);
        }
    }
}
