package dev.easel.vae;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.golden.GoldenTensors;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.stream.Stream;

@Tag("kernels")
final class TaesdGoldenTest {
    /** A file, and the folder of what its networks give. */
    record Case(Path file, Path golden) {
        @Override
        public String toString() {
            return Golden.folder().relativize(file).toString();
        }

        boolean hasDecoder() {
            try (var opened = SafetensorsFile.open(file)) {
                return opened.keys().stream().anyMatch(key -> key.startsWith("taesd_decoder."))
                        || !String.valueOf(file.getFileName()).contains("encoder");
            }
        }
    }

    /** The author's files, and the folders in diffusers' layout that they were made of. */
    private static Stream<Case> files() {
        var json = Golden.json("taesd/taesd.json");
        return json.keys().stream()
                .flatMap(name -> {
                    Path folder =
                            Golden.folder()
                                    .resolve(json.findObject(name).orElseThrow().string("model"));
                    return Stream.of(
                            new Case(Golden.folder().resolve("taesd").resolve(name), folder),
                            new Case(
                                    folder.resolve("diffusion_pytorch_model.safetensors"), folder));
                })
                .distinct();
    }

    static Stream<Case> decoders() {
        return files().filter(Case::hasDecoder);
    }

    static Stream<Case> encoders() {
        return files().filter(file -> !file.hasDecoder());
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void decodesAsTheReferenceDoes(Case file) {
        try (var golden = GoldenTensors.open(file.golden());
                var store = new ParameterStore();
                var _ = TensorScope.open()) {
            var decoder = load(file.file(), store, DType.F32);
            var latents = golden.read("vae/in/latents");

            var decoded = decoder.decode(latents);

            golden.check("vae/out/decoded", decoded);
            assertThat(latents.size(1)).isEqualTo(decoder.latentChannels());
            assertThat(decoded.size(2)).isEqualTo(latents.size(2) << decoder.doublings());
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void bfloat16IsNearFloat32(Case file) {
        try (var golden = GoldenTensors.open(file.golden());
                var store = new ParameterStore();
                var _ = TensorScope.open()) {
            var decoded =
                    load(file.file(), store, DType.BF16).decode(golden.read("vae/in/latents"));

            assertThat(decoded.dtype()).isEqualTo(DType.F32);
            assertThatTensor(decoded)
                    .isCloseTo(
                            golden.read("vae/out/decoded"),
                            0.05 * golden.largest("vae/out/decoded"));
        }
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void anEncoderIsNoDecoder(Case file) {
        try (var store = new ParameterStore()) {
            assertThatThrownBy(() -> load(file.file(), store, DType.F32))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(String.valueOf(file.file().getFileName()));
        }
    }

    @Test
    void aFileWithoutSuchLayersIsRefused() {
        Path file = Golden.folder().resolve("samplers/samplers.safetensors");
        try (var store = new ParameterStore()) {
            assertThatThrownBy(() -> load(file, store, DType.F32))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("is no decoder of a tiny autoencoder");
        }
    }

    private static TinyDecoder load(Path file, ParameterStore store, DType dtype) {
        try (var source = SafetensorsFile.open(file)) {
            return TinyDecoder.load(
                    source, store, new Placement(dtype, Device.CPU, Golden.kernels()));
        }
    }
}
