package dev.easel.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.model.Execution;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

@Isolated("it counts what native memory this process holds")
final class UpscaleLoadingTest {
    private static final RgbImage PICTURE = RgbImage.filled(9, 7, 0x4080C0);

    @TempDir private Path folder = Path.of("");

    /** What a release called the tensors that today are called {@code key}. */
    enum Release {
        SEQUENTIAL {
            @Override
            String name(String key) {
                return key.replaceFirst(
                                "body\\.(\\d+)\\.rdb(\\d)\\.conv(\\d)\\.",
                                "model.1.sub.$1.RDB$2.conv$3.0.")
                        .replaceFirst("conv_first", "model.0")
                        .replaceFirst("conv_body", "model.1.sub.2")
                        .replaceFirst("conv_up1", "model.3")
                        .replaceFirst("conv_up2", "model.6")
                        .replaceFirst("conv_hr", "model.8")
                        .replaceFirst("conv_last", "model.10");
            }
        },
        NAMED {
            @Override
            String name(String key) {
                return key.replaceFirst("body\\.(\\d+)\\.rdb(\\d)\\.", "RRDB_trunk.$1.RDB$2.")
                        .replaceFirst("conv_body", "trunk_conv")
                        .replaceFirst("conv_up", "upconv")
                        .replaceFirst("conv_hr", "HRconv");
            }
        },
        WRAPPED {
            @Override
            String name(String key) {
                return "params_ema." + key;
            }
        };

        abstract String name(String key);
    }

    @ParameterizedTest
    @CsvSource({
        "SEQUENTIAL, x4",
        "SEQUENTIAL, x2plus",
        "NAMED, x4",
        "WRAPPED, x4",
        "WRAPPED, compact-x2"
    })
    void theNamesOfEveryReleaseAreRead(Release release, String network) {
        Path renamed = rewrite(network, tensors -> renamed(tensors, release));

        assertThat(enlarge(renamed)).isEqualTo(enlarge(golden(network)));
    }

    private static Map<String, Tensor> renamed(Map<String, Tensor> tensors, Release release) {
        var renamed = new LinkedHashMap<String, Tensor>();
        tensors.forEach((key, tensor) -> renamed.put(release.name(key), tensor));
        return renamed;
    }

    @Test
    void aNetworkThatDoublesOnceNeedsNoSecondEnlargement() {
        Path twice =
                rewrite(
                        "x4",
                        tensors -> {
                            tensors.keySet().removeIf(key -> key.startsWith("conv_up2"));
                            return tensors;
                        });

        assertThat(enlarge(twice).width()).isEqualTo(2 * PICTURE.width());
    }

    @Test
    void otherFilesAreToldInOneSentence() {
        assertRefused(
                Map.of("unet.conv_in.weight", Shape.of(1, 1)),
                "holds no upscaler that is known: expected the tensors of an RRDBNet");
        assertRefused(
                Map.of("conv_first.weight", Shape.of(8, 5, 3, 3)),
                "conv_first has 5 channels; expected 3, 12, 27, 48 or another 3 n n (RGB)");
        assertRefused(
                Map.of("conv_first.weight", Shape.of(8, 3)),
                "the tensor conv_first.weight has the shape [8, 3]; expected a 3x3 convolution");
        assertRefused(
                Map.of("conv_first.weight", Shape.of(8, 3, 3, 3)),
                "the tensor conv_last.weight is missing");
    }

    @Test
    void whatIsMissingOrLeftOverIsNamedAndNothingLeaks() {
        Path less = rewrite("x4", t -> without(t, "body.0.rdb2.conv3.bias"));
        assertThatThrownBy(() -> enlarge(less))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the tensor body.0.rdb2.conv3.bias [32] is missing");
        Path more = rewrite("compact-x2", t -> with(t, "extra.weight"));
        long before = Pointer.totalCount();
        assertThatThrownBy(() -> enlarge(more))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("extra.weight");
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static Map<String, Tensor> without(Map<String, Tensor> tensors, String key) {
        tensors.remove(key);
        return tensors;
    }

    private static Map<String, Tensor> with(Map<String, Tensor> tensors, String key) {
        tensors.put(key, Tensor.zeros(Shape.of(2), DType.F32, Device.CPU));
        return tensors;
    }

    private void assertRefused(Map<String, Shape> shapes, String sentence) {
        Path file = folder.resolve("other.safetensors");
        try (var _ = TensorScope.open()) {
            var tensors = new LinkedHashMap<String, Tensor>();
            shapes.forEach((k, s) -> tensors.put(k, Tensor.zeros(s, DType.F32, Device.CPU)));
            SafetensorsWriter.write(file, tensors);
        }
        assertThatThrownBy(() -> enlarge(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence)
                .message()
                .doesNotContain("\n");
    }

    private Path rewrite(String network, UnaryOperator<Map<String, Tensor>> change) {
        Path file = folder.resolve("changed.safetensors");
        try (var _ = TensorScope.open();
                var source = SafetensorsFile.open(golden(network))) {
            var tensors = new LinkedHashMap<String, Tensor>();
            source.keys().forEach(key -> tensors.put(key, Golden.read(source, key)));
            SafetensorsWriter.write(file, change.apply(tensors));
        }
        return file;
    }

    private static RgbImage enlarge(Path file) {
        try (var source = SafetensorsFile.open(file);
                var upscaler =
                        Upscaler.load(
                                source, Execution.shared(new Placement(DType.F32, Device.CPU)))) {
            return upscaler.enlarge(PICTURE, TileListener.NONE);
        }
    }

    private static Path golden(String network) {
        return Golden.folder().resolve("upscale/" + network + ".safetensors");
    }
}
