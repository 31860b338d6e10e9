package dev.easel.depth;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.golden.Golden;
import dev.easel.golden.GoldenTensors;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

final class DepthEstimatorGoldenTest {
    private static final String OUT = "depth_estimator/out/";

    private TensorScope scope;
    private ParameterStore store;

    static List<Path> models() {
        return Golden.modelsWith("depth_estimator/config.json", "golden.json");
    }

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
    @MethodSource("models")
    void estimatesTheDepthThatTheReferenceEstimates(Path model) {
        try (var golden = GoldenTensors.open(model);
                var file = weights(model)) {
            var weights = Weights.of(file, store, placement(DType.BF16));
            var estimator = DepthEstimator.load(weights, config(model), preprocessor(model));
            weights.requireAllUsed(DepthEstimator::ignores);

            golden.check(
                    OUT + "predicted_depth",
                    estimator.forward(golden.read("depth_estimator/in/pixel_values")));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void preparesPicturesAsTheReferenceDoes(Path model) {
        try (var golden = GoldenTensors.open(model)) {
            Tensor bytes = golden.read("preprocess/in/picture");
            var picture = RgbImage.of((int) bytes.size(1), (int) bytes.size(0), bytes.toBytes());

            golden.check(
                    "preprocess/out/pixel_values",
                    DepthPreprocessing.read(preprocessor(model)).apply(picture));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void partsGiveWhatTheReferencesPartsGive(Path model) {
        try (var golden = GoldenTensors.open(model);
                var file = weights(model)) {
            var config = DepthConfig.read(config(model));
            var weights = Weights.of(file, store, placement(DType.F32));

            var maps = checkBackbone(golden, weights, config);
            var states = new VisionTransformer(weights.at("dpt"), config).forward(maps.getLast());
            check(golden, "dpt.encoder.layer.", states);
            checkNeck(golden, new Neck(weights.at("neck"), config), maps, states);
        }
    }

    private static List<Tensor> checkBackbone(
            GoldenTensors golden, Weights weights, DepthConfig config) {
        var embeddings = weights.at("dpt.embeddings");
        var backbone = new Backbone(embeddings.at("backbone.bit"), config.backbone());
        Tensor pixels = golden.read("depth_estimator/in/pixel_values");
        String prefix = "dpt.embeddings.backbone.bit.";
        golden.check(OUT + prefix + "embedder", backbone.embed(pixels));
        var maps = backbone.forward(pixels);
        check(golden, prefix + "encoder.stages.", maps);
        golden.check(
                OUT + "dpt.embeddings.projection",
                new TokenEmbedding(embeddings, config).project(maps.getLast()));
        return maps;
    }

    private static void checkNeck(
            GoldenTensors golden, Neck neck, List<Tensor> maps, List<Tensor> states) {
        var reassembled = neck.reassemble(maps, states);
        for (int i = Neck.DIRECT; i < reassembled.size(); i++) {
            golden.check(OUT + "neck.reassemble_stage.layers." + i, reassembled.get(i));
        }
        check(golden, "neck.convs.", neck.convolve(reassembled));
        check(golden, "neck.fusion_stage.layers.", neck.forward(maps, states));
    }

    private static void check(GoldenTensors golden, String prefix, List<Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            golden.check(OUT + prefix + i, tensors.get(i));
        }
    }

    private static SafetensorsFile weights(Path model) {
        return SafetensorsFile.open(model.resolve("depth_estimator/model.safetensors"));
    }

    private static JsonConfig config(Path model) {
        return JsonConfig.read(model.resolve("depth_estimator/config.json"));
    }

    private static JsonConfig preprocessor(Path model) {
        return JsonConfig.read(model.resolve("feature_extractor/preprocessor_config.json"));
    }

    private static Weights.Placement placement(DType dtype) {
        return new Weights.Placement(dtype, Device.CPU, Golden.kernels());
    }
}
