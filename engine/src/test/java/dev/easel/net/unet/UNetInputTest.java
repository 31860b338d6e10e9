package dev.easel.net.unet;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.RandomWeights;
import dev.easel.checkpoint.Weights;
import dev.easel.model.Conditioning;
import dev.easel.model.RunOptions;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

final class UNetInputTest {
    private static final String SMALL =
            """
            {"block_out_channels": [8, 16], "norm_num_groups": 4, "layers_per_block": 1,
             "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"],
             "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D"],
             "attention_head_dim": 2, "cross_attention_dim": 6
            """;
    private static final String TEXT_TIME =
            """
            , "addition_embed_type": "text_time", "addition_time_embed_dim": 4,
            "projection_class_embeddings_input_dim": 29
            """;

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

    @Test
    void takesPicturesAsSmallAsOneLatent() {
        assertThat(run(network(""), zeros(1, 4, 1, 1), zeros(1, 3, 6), 5).shape())
                .isEqualTo(Shape.of(1, 4, 1, 1));
    }

    @Test
    void worksWithoutAMidBlock() {
        var network = network(", \"mid_block_type\": null");
        assertThat(run(network, zeros(1, 4, 4, 6), zeros(1, 3, 6), 5).isFinite()).isTrue();
    }

    @Test
    void oneTimestepStandsForAll() {
        var network = network("");
        var sample = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, Shape.of(2, 4, 1, 1));
        assertThatTensor(run(network, sample, zeros(2, 3, 6), 5))
                .isSameAs(run(network, sample, zeros(2, 3, 6), 5, 5));
    }

    @Test
    void oneSampleStandsForAll() {
        Tensor sample = normal(1, 4, 4, 6);
        Tensor pair = Tensor.cat(List.of(sample, sample), 0);
        var text = new Conditioning.CrossAttention(normal(2, 3, 6));
        var sizes = new Conditioning.TextTime(normal(2, 3, 6), normal(2, 5), normal(2, 6));
        for (double[] timesteps : new double[][] {{5}, {5, 500}}) {
            var network = network("");
            assertThatTensor(network.forward(sample, timesteps, text))
                    .isCloseTo(network.forward(pair, timesteps, text), 1e-5);
            var withSizes = network(TEXT_TIME);
            assertThatTensor(withSizes.forward(sample, timesteps, sizes))
                    .isCloseTo(withSizes.forward(pair, timesteps, sizes), 1e-5);
        }
    }

    @Test
    void oneSampleForAllHasADeepCacheToo() {
        var network = network("");
        var text = network.prepare(new Conditioning.CrossAttention(normal(2, 3, 6)));
        double[] before = {500};
        double[] now = {5};
        Tensor one = normal(1, 4, 4, 6);
        Tensor pair = Tensor.cat(List.of(one, one), 0);
        var everySecond = new RunOptions(2, 0, Optional.empty(), 1);
        try (var cache = UNetExtras.of(everySecond);
                var pairs = UNetExtras.of(everySecond)) {
            network.forward(one, before, text, cache);
            network.forward(pair, before, text, pairs);

            Tensor between = network.forward(one, now, text, cache);

            assertThatTensor(between).isCloseTo(network.forward(pair, now, text, pairs), 1e-5);
            assertThat(between.sameAs(network.forward(one, now, text, UNetExtras.none())))
                    .isFalse();
        }
    }

    @Test
    void aPreparedConditioningGivesTheSameBitsAtEveryCall() {
        var network = network(TEXT_TIME);
        var conditioning = new Conditioning.TextTime(normal(2, 3, 6), normal(2, 5), normal(2, 6));
        var prepared = network.prepare(conditioning);
        for (double timestep : new double[] {5, 500}) {
            double[] timesteps = {timestep};
            Tensor sample = normal(2, 4, 4, 6);
            assertThatTensor(network.forward(sample, timesteps, prepared, UNetExtras.none()))
                    .isSameAs(network.forward(sample, timesteps, conditioning));
        }
    }

    @Test
    void theLastOfABatchIsPreparedWithIt() {
        var network = network("");
        Tensor context = normal(2, 3, 6);
        Tensor sample = normal(1, 4, 4, 6);
        double[] timestep = {5};
        var both = network.prepare(new Conditioning.CrossAttention(context));

        assertThatTensor(network.forward(sample, timestep, both.last(), UNetExtras.none()))
                .isSameAs(run(network, sample, context.narrow(0, 1, 1), 5));
    }

    @Test
    void whatAnotherNetworkPreparedIsRefused() {
        var prepared = network("").prepare(new Conditioning.CrossAttention(zeros(1, 3, 6)));
        var other = network("");
        double[] timestep = {5};
        assertThatThrownBy(() ->
                        other.forward(zeros(1, 4, 4, 4), timestep, prepared, UNetExtras.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the conditioning was prepared by another network");
    }

    @Test
    void namesInputsThatDoNotFit() {
        var network = network("");
        assertThatThrownBy(() -> run(network, zeros(1, 5, 4, 4), zeros(1, 3, 6), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sample must have the shape [batch, 4, height, width], got [1, 5, 4, 4]");
        assertThatThrownBy(() -> run(network, zeros(3, 4, 4, 4), zeros(3, 3, 6), 5, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timesteps must be 1 or 3 numbers, got 2");
        assertThatThrownBy(() -> run(network, zeros(2, 4, 4, 4), zeros(1, 3, 6), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context must have the shape [2, tokens, 6], got [1, 3, 6]");
    }

    @Test
    void wantsTheConditioningOfItsConfiguration() {
        var textTime = new Conditioning.TextTime(zeros(1, 3, 6), zeros(1, 5), zeros(1, 6));
        var tooWide = new Conditioning.TextTime(zeros(1, 3, 6), zeros(1, 7), zeros(1, 6));
        double[] timestep = {5};
        Tensor sample = zeros(1, 4, 4, 4);

        assertThatThrownBy(() -> network("").forward(sample, timestep, textTime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs the conditioning CrossAttention");
        assertThatThrownBy(() -> run(network(TEXT_TIME), sample, zeros(1, 3, 6), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs the conditioning TextTime");
        assertThatThrownBy(() -> network(TEXT_TIME).forward(sample, timestep, tooWide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("make an embedding 31 wide; expected 29");
        assertThat(network(TEXT_TIME).forward(sample, timestep, textTime).isFinite()).isTrue();
    }

    @Test
    void wavesStandInTheOrderThatTheConfigurationSays() {
        var number = Tensor.of(new float[] {0}, Shape.of(1));
        assertThat(new Sinusoid(4, true, 0).of(number).toFloats()).containsExactly(1, 1, 0, 0);
        assertThat(new Sinusoid(4, false, 1).of(number).toFloats()).containsExactly(0, 0, 1, 1);
    }

    private static Tensor run(UNet network, Tensor sample, Tensor context, double... timesteps) {
        return network.forward(sample, timesteps, new Conditioning.CrossAttention(context));
    }

    private static Tensor zeros(long... sizes) {
        return Tensor.zeros(Shape.of(sizes), DType.F32, Device.CPU);
    }

    private static Tensor normal(long... sizes) {
        try (var rng = Rng.seeded(sizes.length)) {
            return rng.normal(Shape.of(sizes));
        }
    }

    private UNet network(String more) {
        var config = UNetConfig.read(JsonConfig.parse(SMALL + more + "}", "config.json"));
        assertThat(config.levels().stream().map(UNetConfig.Level::attentionDown))
                .isEqualTo(List.of(false, true));
        var source = new RandomWeights(_ -> true);
        return UNet.load(
                Weights.of(source, store, new Weights.Placement(DType.F32, Device.CPU)), config);
    }
}
