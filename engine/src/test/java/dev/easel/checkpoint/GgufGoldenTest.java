package dev.easel.checkpoint;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.checkpoint.layout.SingleFileOptions;
import dev.easel.golden.Golden;
import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.model.RunOptions;
import dev.easel.net.unet.UNet;
import dev.easel.net.unet.UNetConfig;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.TensorScope;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files as stable-diffusion.cpp and ComfyUI-GGUF write them, and a tensor of every type. */
@Tag("slow")
class GgufGoldenTest {
    private static final String UNET = "model.diffusion_model.";

    private static JsonConfig json() {
        return Golden.json("gguf/golden.json");
    }

    private static JsonConfig object(String key) {
        return json().findObject(key).orElseThrow();
    }

    private static Path path(String file) {
        return Golden.folder().resolve("gguf").resolve(file);
    }

    static List<String> files() {
        return object("files").keys();
    }

    /** Tensors by file and name, {@code types/test.Q4_0.weight}. */
    static Stream<String> tensors() {
        var tensors = object("tensors");
        return tensors.keys().stream()
                .filter(key -> tensors.findObject(key).orElseThrow().has("type"));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void blocksAreTheNumbersOfTheReference(String tensor) {
        var entry = object("tensors").findObject(tensor).orElseThrow();
        int slash = tensor.indexOf('/');
        String name = tensor.substring(slash + 1);
        try (var _ = TensorScope.open();
                var golden = Golden.tensors("gguf/golden.safetensors");
                var file = GgufFile.open(path(tensor.substring(0, slash) + ".gguf"))) {
            var expected = Golden.read(golden, tensor);
            String key = file.has(name) ? name : UNET + name;
            assertThat(file.type(key).name()).isEqualTo(entry.string("type"));
            assertThat(file.shape(key, expected.shape())).isEqualTo(expected.shape());
            var found = file.read(key, expected.shape(), DType.F32, Device.CPU);
            assertThatTensor(found).isCloseTo(expected, 0, entry.number("rtol"));
            var rounded = file.read(key, expected.shape(), DType.BF16, Device.CPU);
            assertThatTensor(rounded).isSameAs(found.to(DType.BF16));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyTensorHasItsTypeAndShape(String name) {
        var expected = object("files").findObject(name).orElseThrow();
        try (var file = GgufFile.open(path(name))) {
            assertThat(file.keys()).hasSize(expected.integer("tensors"));
            var types = expected.findObject("types").orElseThrow();
            if (expected.has("shapes")) { // a type each
                types.texts()
                        .forEach((key, type) ->
                                assertThat(file.type(key).name()).as(key).isEqualTo(type));
            } else { // how many of each
                types.integerValues()
                        .forEach((type, count) ->
                                assertThat(file.keys())
                                        .filteredOn(key -> file.type(key).name().equals(type))
                                        .hasSize(count));
            }
        }
    }

    @Test
    void rowsOfAnotherLengthHaveTheShapeOfTheMetadata() {
        var files = object("original_shapes");
        for (var name : files.keys()) {
            var shapes = files.findObject(name).orElseThrow();
            try (var file = GgufFile.open(path(name))) {
                for (var key : shapes.keys()) {
                    var sizes = shapes.longIntegers(key);
                    assertThat(file.shape(key, Shape.of()).sizes()).as(key).isEqualTo(sizes);
                }
            }
        }
    }

    @Test
    void metadataAreOfEveryKind() {
        var files = object("metadata");
        for (var name : files.keys()) {
            var expected = files.findObject(name).orElseThrow();
            try (var file = GgufFile.open(path(name))) {
                for (var key : expected.keys()) {
                    check(file.values().get(key), expected, key);
                }
                assertThat(file.metadata().get("general.name"))
                        .isEqualTo(expected.string("general.name"));
            }
        }
    }

    private static void check(@Nullable GgufValue found, JsonConfig expected, String key) {
        switch (found) {
            case null -> throw new AssertionError(key + " is missing");
            case GgufValue.Flag flag ->
                    assertThat(flag.set()).isEqualTo(expected.findBoolean(key).orElseThrow());
            case GgufValue.Text text -> assertThat(text.text()).isEqualTo(expected.string(key));
            case GgufValue.Real real ->
                    assertThat((float) real.number()).isEqualTo((float) expected.number(key));
            case GgufValue.Whole whole ->
                    assertThat(whole.number()).as(key).isEqualTo(whole(expected, key));
            case GgufValue.Sequence sequence -> checkAll(sequence.values(), expected, key);
        }
    }

    private static BigInteger whole(JsonConfig expected, String key) {
        return key.endsWith("uint64") // a text, for programs with floats alone
                ? new BigInteger(expected.string(key))
                : BigInteger.valueOf((long) expected.number(key));
    }

    private static void checkAll(List<GgufValue> found, JsonConfig expected, String key) {
        if (found.getFirst() instanceof GgufValue.Text) {
            assertThat(found)
                    .isEqualTo(
                            expected.strings(key).stream()
                                    .<GgufValue>map(GgufValue.Text::new)
                                    .toList());
        } else {
            var numbers =
                    found.stream()
                            .map(value ->
                                    switch (value) {
                                        case GgufValue.Whole whole -> whole.number().doubleValue();
                                        case GgufValue.Real real -> real.number();
                                        default -> Double.NaN;
                                    })
                            .toList();
            assertThat(numbers).isEqualTo(expected.findNumbers(key).orElseThrow());
        }
    }

    /** UNets by file, {@code sd15-q8_0}. */
    static Stream<String> networks() {
        return object("tensors").keys().stream()
                .filter(key -> key.endsWith("/unet/out"))
                .map(key -> key.substring(0, key.indexOf('/')));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aUNetPredictsWhatTheReferencesDoesWithItsBlocksKeptToo(String name) {
        var fast = new Placement(DType.F32, Device.CPU, Golden.kernels());
        long ofFloats = check(name, fast);
        long ofBlocks = check(name, fast.compacted());
        assertThat(ofBlocks).isLessThan(ofFloats);
    }

    /** {@return the bytes of the weights} */
    private static long check(String name, Placement placement) {
        var base = Golden.folder().resolve("models/sd15");
        var options = SingleFileOptions.NONE.withBase(ModelFiles.open(base));
        var files = ModelFiles.open(path(name + ".gguf"), options);
        double atol = object("tensors").findObject(name + "/unet/out").orElseThrow().number("atol");
        try (var _ = TensorScope.open();
                var store = new ParameterStore();
                var golden = Golden.tensors("gguf/golden.safetensors");
                var inputs = Golden.tensors("models/sd15/golden.safetensors");
                var source = files.weights("unet")) {
            var weights = Weights.of(source, store, placement);
            Backbone network = UNet.load(weights, UNetConfig.read(files.config("unet")));
            weights.requireAllUsed(_ -> false);
            var expected = Golden.read(golden, name + "/unet/out");
            float[] timesteps = Golden.read(inputs, "unet/in/timesteps").toFloats();
            for (int i = 0; i < timesteps.length; i++) {
                var context = Golden.read(inputs, "unet/in/context").narrow(0, i, 1);
                var sample = Golden.read(inputs, "unet/in/sample").narrow(0, i, 1);
                var prepared = network.prepare(new Conditioning.CrossAttention(context));
                try (var run = prepared.run(RunOptions.none())) {
                    assertThatTensor(run.predict(sample, timesteps[i]))
                            .isCloseTo(expected.narrow(0, i, 1), atol);
                }
            }
            return store.bytes();
        }
    }
}
