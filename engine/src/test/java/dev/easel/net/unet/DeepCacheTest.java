package dev.easel.net.unet;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.RandomWeights;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.model.Conditioning;
import dev.easel.model.RunOptions;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** In networks of random weights, so that every layer counts. */
@Isolated("it counts what native memory this process holds")
@Tag("slow")
final class DeepCacheTest {
    private static final int TOKENS = 5;
    private static final String ONE_LEVEL =
            """
            {"block_out_channels": [8], "norm_num_groups": 4, "layers_per_block": 1,
             "down_block_types": ["CrossAttnDownBlock2D"], "up_block_types": ["CrossAttnUpBlock2D"],
             "attention_head_dim": 2, "cross_attention_dim": 6}
            """;

    private TensorScope scope;
    private ParameterStore store;
    private Rng rng;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        store = new ParameterStore();
        rng = Rng.seeded(7);
    }

    @AfterEach
    void close() {
        rng.close();
        store.close();
        scope.close();
    }

    static Stream<Arguments> configurations() {
        var golden =
                Golden.modelsWith("unet/config.json").stream()
                        .map(model ->
                                Arguments.of(
                                        Named.of(
                                                model.getFileName().toString(),
                                                UNetConfig.read(
                                                        JsonConfig.read(
                                                                model.resolve(
                                                                        "unet/config.json"))))));
        var oneLevel = UNetConfig.read(JsonConfig.parse(ONE_LEVEL, "config.json"));
        return Stream.concat(golden, Stream.of(Arguments.of(Named.of("one level", oneLevel))));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void whereNothingChangesTheDeepLayersAsTheyWereAreAsTheyAre(UNetConfig config) {
        var network = network(config);
        var prepared = network.prepare(conditioning(config, 2));
        Tensor sample = latents(config, 2);
        Tensor whole = network.forward(sample, time(500), prepared, UNetExtras.none());
        try (var cache = every(3)) {
            for (int call = 0; call < 4; call++) {
                assertThatTensor(network.forward(sample, time(500), prepared, cache))
                        .isSameAs(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void callsBetweenJoinTheOutermostLayersOfNowWithTheDeepOnesOfThen(UNetConfig config) {
        var blocks = new Blocks(weights(), config);
        var text =
                CrossAttentionCache.of(blocks.crossAttentions(), conditioning(config, 1).context());
        Tensor timeOfThen = normal(1, config.timeEmbeddingWidth());
        Tensor timeOfNow = normal(1, config.timeEmbeddingWidth());
        int channels = config.levels().getFirst().channels();
        Tensor before = normal(1, channels, 8, 8).channelsLast();
        Tensor x = normal(1, channels, 8, 8).channelsLast();

        try (var cache = every(2)) {
            var then = new Embeddings(timeOfThen, 500, text, 1, cache);
            var now = new Embeddings(timeOfNow, 5, text, 1, cache);
            var nowWhole = new Embeddings(timeOfNow, 5, text, 1, UNetExtras.none());
            blocks.forward(before, then);
            Tensor between = blocks.forward(x, now);
            Tensor deepOfThen = blocks.deep(blocks.first(before, then), then);

            assertThatTensor(between)
                    .isSameAs(blocks.last(deepOfThen, blocks.first(x, now), x, now));
            assertThat(between.sameAs(blocks.forward(x, nowWhole))).isFalse();
            assertThatTensor(blocks.forward(x, now)).isSameAs(blocks.forward(x, nowWhole));
        }
    }

    private static UNetExtras every(int calls) {
        return UNetExtras.of(new RunOptions(calls, 0, Optional.empty(), 1));
    }

    @Test
    void oneOfEveryNCallsIsWhole() {
        assertThat(wholeCalls(1, 6)).isEqualTo(6);
        assertThat(wholeCalls(2, 6)).isEqualTo(3);
        assertThat(wholeCalls(3, 7)).isEqualTo(3);
    }

    private int wholeCalls(int every, int calls) {
        var whole = new AtomicInteger();
        try (var cache = DeepCache.every(every)) {
            for (int i = 0; i < calls; i++) {
                cache.feature(normal(1, 1, 2, 2), 1, () -> counted(whole, normal(1, 3, 2, 2)));
            }
        }
        return whole.get();
    }

    @Test
    void aCallOfAnotherBatchOrSizeIsWhole() {
        var whole = new AtomicInteger();
        try (var cache = DeepCache.every(10)) {
            for (Tensor x :
                    new Tensor[] {
                        normal(2, 1, 2, 2),
                        normal(2, 1, 2, 2),
                        normal(1, 1, 2, 2),
                        normal(1, 1, 2, 2),
                        normal(1, 1, 2, 3)
                    }) {
                Tensor feature = cache.feature(x, x.size(0), () -> counted(whole, x.add(1)));
                assertThat(feature.shape()).isEqualTo(x.shape());
            }
        }
        assertThat(whole).hasValue(3);
    }

    private static Tensor counted(AtomicInteger count, Tensor result) {
        count.incrementAndGet();
        return result;
    }

    @Test
    void whatIsHeldIsFreedWhenItIsReplacedAndAtTheEnd() {
        Supplier<Tensor> made = () -> Tensor.zeros(Shape.of(1, 3, 2, 2), DType.F32, Device.CPU);
        Tensor x = normal(1, 1, 2, 2);
        long before = Pointer.totalCount();
        try (var cache = DeepCache.every(2)) {
            for (int i = 0; i < 4; i++) {
                try (var _ = TensorScope.open()) {
                    cache.feature(x, x.size(0), made);
                }
                assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before + 1);
            }
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void lessThanOneCallIsRefused() {
        assertThatThrownBy(() -> DeepCache.every(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("calls of which one is whole must be 1 or more, got 0");
    }

    private static double[] time(double timestep) {
        return new double[] {timestep};
    }

    private Tensor normal(long... sizes) {
        return rng.normal(Shape.of(sizes));
    }

    private Tensor latents(UNetConfig config, int batch) {
        return normal(batch, config.inChannels(), 8, 8);
    }

    private Conditioning conditioning(UNetConfig config, int batch) {
        Tensor context = normal(batch, TOKENS, config.contextWidth());
        if (config.textTime().isEmpty()) {
            return new Conditioning.CrossAttention(context);
        }
        var widths = config.textTime().get();
        int ids = Conditioning.TextTime.TIME_IDS;
        return new Conditioning.TextTime(
                context,
                normal(batch, widths.input() - (long) ids * widths.perTimeId()),
                normal(batch, ids));
    }

    private UNet network(UNetConfig config) {
        return UNet.load(weights(), config);
    }

    private Weights weights() {
        return Weights.of(
                new RandomWeights(_ -> true), store, new Weights.Placement(DType.F32, Device.CPU));
    }
}
