package dev.easel.adapter;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** LyCORIS' kinds of adapters, in kohya's names, on the networks of tiny models. */
@Tag("slow")
class LycorisGoldenTest {
    private static final Path FOLDER = Golden.folder().resolve("lycoris");
    private static final JsonConfig JSON = Golden.json("lycoris/lycoris.json");
    private static final JsonConfig TENSORS = JSON.findObject("tensors").orElseThrow();
    private static final Placement FLOATS = new Placement(DType.F32, Device.CPU, Golden.kernels());

    /** A file by its name, such as sd15-loha. */
    record Case(String model, String kind) {
        static Case of(String name) {
            int dash = name.indexOf('-');
            return new Case(name.substring(0, dash), name.substring(dash + 1));
        }

        AdaptedNetworks networks(double scale) {
            var adapter = Adapter.open(FOLDER.resolve(this + ".safetensors"));
            return new AdaptedNetworks(
                    Golden.folder().resolve("models").resolve(model),
                    FLOATS,
                    List.of(adapter.weighing(scale)));
        }

        SafetensorsFile golden() {
            return SafetensorsFile.open(FOLDER.resolve(model + "-golden.safetensors"));
        }

        List<String> keys(String prefix) {
            var keys =
                    TENSORS.keys().stream()
                            .filter(key -> key.startsWith(model + "/" + kind + "/" + prefix))
                            .map(key -> key.substring(model.length() + 1))
                            .toList();
            assertThat(keys).isNotEmpty();
            return keys;
        }

        double atol(String key) {
            return TENSORS.findObject(model + "/" + key).orElseThrow().number("atol");
        }

        @Override
        public String toString() {
            return model + "-" + kind;
        }
    }

    static Stream<Case> files() {
        return JSON.findObject("files").orElseThrow().keys().stream().map(Case::of);
    }

    @ParameterizedTest
    @MethodSource("files")
    void weightsChangeByWhatTheReferencesDo(Case file) {
        String prefix = file.kind() + "/delta/";
        try (var networks = file.networks(1);
                var golden = file.golden();
                var _ = TensorScope.open()) {
            for (var key : file.keys("delta/")) {
                var names = key.substring(prefix.length()).split("\\.", 2);
                var change =
                        networks.changed(names[0], names[1])
                                .sub(networks.unchanged(names[0], names[1]));
                assertThatTensor(change)
                        .as(key)
                        .isCloseTo(Golden.read(golden, key), file.atol(key));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void networksComputeWhatTheReferencesDo(Case file) {
        try (var golden = file.golden()) {
            for (var key : file.keys("scale")) {
                var parts = key.split("/", 3);
                double scale = Double.parseDouble(parts[1].substring("scale".length()));
                try (var networks = file.networks(scale);
                        var _ = TensorScope.open()) {
                    var expected = Golden.read(golden, key);
                    var found = networks.output(parts[2]).narrow(0, 0, expected.size(0));
                    assertThatTensor(found).as(key).isCloseTo(expected, file.atol(key));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void layersThatTheModelDoesNotHaveAreToldOf(Case file) {
        var ignored =
                JSON
                        .findObject("files")
                        .flatMap(files -> files.findObject(file.toString()))
                        .flatMap(entry -> entry.findStrings("ignored"))
                        .orElse(List.of())
                        .stream()
                        .filter(key -> !key.startsWith("bundle_emb.")) // read as embeddings here
                        .toList();
        try (var networks = file.networks(1)) {
            var notes = networks.adapters().notes();
            assertThat(notes).hasSize(ignored.isEmpty() ? 1 : 2);
            for (var key : ignored) {
                String layer = Role.split(key).map(Role.Split::layer).orElse(key);
                assertThat(notes).anyMatch(note -> note.contains(layer));
            }
        }
    }
}
