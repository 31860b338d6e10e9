package dev.easel.adapter;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** LoRAs in kohya's and in peft's names, on the networks of tiny models. */
@Tag("kernels")
class LoraGoldenTest {
    private static final Path FOLDER = Golden.folder().resolve("lora");
    private static final JsonConfig TENSORS =
            Golden.json("lora/lora.json").findObject("tensors").orElseThrow();

    /** No tolerance is given for the merged weights: they differ by rounding. */
    private static final double ROUNDING = 1e-6;

    /** A file of a model, at a weight. */
    record Case(String model, Path file, String scale) {
        static Stream<Case> all() {
            return files().stream()
                    .flatMap(file ->
                            TENSORS.keys().stream()
                                    .filter(key -> key.startsWith(modelOf(file) + "/scale"))
                                    .map(key -> key.split("/", 3)[1])
                                    .distinct()
                                    .map(scale -> new Case(modelOf(file), file, scale)));
        }

        private static String modelOf(Path file) {
            String name = Adapter.open(file).name();
            return name.substring(0, name.indexOf('-'));
        }

        AdaptedNetworks networks(Placement placement) {
            return new AdaptedNetworks(
                    Golden.folder().resolve("models").resolve(model),
                    placement,
                    List.of(
                            Adapter.open(file)
                                    .weighing(
                                            Double.parseDouble(
                                                    scale.substring("scale".length())))));
        }

        SafetensorsFile golden() {
            return SafetensorsFile.open(FOLDER.resolve(model + "-golden.safetensors"));
        }

        String prefix() {
            return scale + "/";
        }

        /** {@return the golden outputs, as they are called behind the scale} */
        List<String> outputs() {
            String start = model + "/" + prefix();
            var keys =
                    TENSORS.keys().stream()
                            .filter(key -> key.startsWith(start))
                            .map(key -> key.substring(start.length()))
                            .toList();
            assertThat(keys).isNotEmpty();
            return keys;
        }

        JsonConfig expectation(String output) {
            return TENSORS.findObject(model + "/" + prefix() + output).orElseThrow();
        }

        @Override
        public String toString() {
            return file.getFileName() + " " + scale;
        }
    }

    private static List<Path> files() {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .filter(file -> !file.toString().contains("golden.safetensors"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Case> cases() {
        return Case.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void networksComputeWhatTheReferencesDo(Case adapted) {
        var placement = new Placement(DType.F32, Device.CPU, Golden.kernels());
        try (var networks = adapted.networks(placement);
                var golden = adapted.golden();
                var _ = TensorScope.open()) {
            for (var name : adapted.outputs()) {
                var expected = Golden.read(golden, adapted.prefix() + name);
                double atol = adapted.expectation(name).number("atol");
                assertThatTensor(networks.output(name)).as(name).isCloseTo(expected, atol);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mergedWeightsAreTheReferences(Case adapted) {
        var placement = new Placement(DType.F32, Device.CPU, Golden.kernels());
        String prefix = adapted.prefix() + "merged/";
        try (var networks = adapted.networks(placement);
                var golden = adapted.golden();
                var _ = TensorScope.open()) {
            var keys = golden.keys().stream().filter(key -> key.startsWith(prefix)).toList();
            assertThat(keys).isNotEmpty();
            for (var key : keys) {
                var parts = key.substring(prefix.length()).split("\\.", 2);
                assertThatTensor(networks.changed(parts[0], parts[1]))
                        .as(key)
                        .isCloseTo(Golden.read(golden, key), ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allLayersAreFound(Case adapted) {
        var placement = new Placement(DType.F32, Device.CPU, Golden.kernels());
        try (var networks = adapted.networks(placement)) {
            assertThat(networks.adapters().notes()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bfloat16IsNearFloat32(Case adapted) {
        isNear(adapted, new Placement(DType.BF16, Device.CPU, Golden.kernels()), 0.05);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eightBitsAreNearFloat32(Case adapted) {
        assumeTrue(
                Golden.kernels().supports(WeightFormat.INT8),
                "this processor cannot compute with 8 bits");
        isNear(
                adapted,
                new Placement(
                        DType.F32, Device.CPU, WeightFormat.INT8, Footprint.FAST, Golden.kernels()),
                0.12);
    }

    private static void isNear(Case adapted, Placement placement, double share) {
        try (var networks = adapted.networks(placement);
                var golden = adapted.golden();
                var _ = TensorScope.open()) {
            var expected = Golden.read(golden, adapted.prefix() + "unet/out");
            double largest = adapted.expectation("unet/out").number("max_abs");
            assertThatTensor(networks.output("unet/out")).isCloseTo(expected, share * largest);
        }
    }
}
