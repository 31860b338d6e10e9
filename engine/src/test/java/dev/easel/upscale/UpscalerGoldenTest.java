package dev.easel.upscale;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.model.Execution;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** The networks against spandrel's. */
final class UpscalerGoldenTest {
    private static final JsonConfig JSON = Golden.json("upscale/upscale.json");
    private static final Execution F32 =
            Execution.shared(new Placement(DType.F32, Device.CPU, Golden.kernels()));

    /** A run: a network and a size of pictures, such as {@code x4/odd}. */
    static Stream<String> runs() {
        return names().flatMap(name -> Stream.of(name + "/even", name + "/odd"));
    }

    static Stream<String> names() {
        return JSON.findObject("models").orElseThrow().keys().stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aPictureIsEnlargedAsByTheReference(String run) {
        String name = run.substring(0, run.indexOf('/'));
        try (var _ = TensorScope.open();
                var golden = Golden.tensors("upscale/golden.safetensors");
                var file = file(name);
                var store = new ParameterStore()) {
            var source = UpscaleKeys.of(file);
            var network = UpscaleNetwork.load(source, Weights.of(source, store, F32.placement()));
            Tensor output = network.forward(Golden.read(golden, run + "/input"));

            assertThatTensor(output)
                    .isCloseTo(Golden.read(golden, run + "/output"), tolerance(run));
            assertThatTensor(output.clamp(0, 1))
                    .isCloseTo(Golden.read(golden, run + "/clamped"), tolerance(run));
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void wholePicturesInTilesAreWithinALevelOfTheReferences(String run) {
        String name = run.substring(0, run.indexOf('/'));
        try (var _ = TensorScope.open();
                var golden = Golden.tensors("upscale/golden.safetensors");
                var file = file(name);
                var upscaler = Upscaler.load(file, F32)) {
            Tensor levels = Golden.read(golden, run + "/picture_uint8");
            var picture = image(levels);
            var large = upscaler.enlarge(picture, TileListener.NONE);
            var expected = PixelTensor.toPicture(Golden.read(golden, run + "/clamped"));

            assertThat(large.width()).isEqualTo(picture.width() * upscaler.scale());
            assertThat(Difference.between(large, expected)).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theScaleIsReadFromTheShapes(String name) {
        var model = JSON.findObject("models").flatMap(all -> all.findObject(name)).orElseThrow();
        try (var file = file(name);
                var upscaler = Upscaler.load(file, F32)) {
            assertThat(upscaler.scale()).isEqualTo(model.integer("scale"));
        }
    }

    private static RgbImage image(Tensor levels) {
        List<Long> sizes = levels.shape().sizes();
        int last = sizes.size() - 1; // [.., height, width, 3]
        return RgbImage.of(
                Math.toIntExact(sizes.get(last - 1)),
                Math.toIntExact(sizes.get(last - 2)),
                levels.toBytes());
    }

    private static double tolerance(String run) {
        return JSON.findObject("tensors")
                .flatMap(all -> all.findObject(run + "/output"))
                .orElseThrow()
                .number("atol");
    }

    private static SafetensorsFile file(String name) {
        return SafetensorsFile.open(Golden.folder().resolve("upscale/" + name + ".safetensors"));
    }
}
