package dev.easel.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.WeightSource;
import dev.easel.checkpoint.Weights;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.Shape;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random damages of headers: each file is read, or refused in one sentence, and closed. The
 * property {@code easel.mutations} sets how many of each file there are, {@code easel.seed} which.
 */
@Tag("slow")
class MutatedFilesTest {
    private static final List<String> PARTS = List.of("unet", "vae", "text_encoder");
    private static final long[] LIES = {
        0,
        1,
        3,
        -1,
        1 << 16,
        Integer.MAX_VALUE,
        1L << 31,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE / 2,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** Behind it, damages are of values alone. */
    private static final int HEADER = 60_000;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gguf/sd15-comfyui.gguf",
                "gguf/sd15-mixed.gguf",
                "gguf/sd15-q8_0.gguf",
                "single-file/sd15-fp16.safetensors"
            })
    void aDamagedFileIsReadOrRefusedInOneSentence(String golden) throws IOException {
        Path whole = Golden.folder().resolve(golden);
        byte[] bytes = Files.readAllBytes(whole);
        var shapes = shapes(whole);
        var random = new Random(Long.getLong("easel.seed", 7));
        Path file = folder.resolve("fox" + golden.substring(golden.lastIndexOf('.')));
        int refused = 0;
        int mutations = Integer.getInteger("easel.mutations", 100);
        for (int i = 0; i < mutations; i++) {
            Files.write(file, mutated(bytes, random));
            try {
                readAll(file, shapes);
            } catch (CheckpointException e) {
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(2000);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(mutations / 4);
        requireClosed();
    }

    private static ModelFiles open(Path file) {
        var sd15 = Golden.folder().resolve("models/sd15");
        return ModelFiles.open(
                file,
                file.toString().endsWith(".gguf")
                        ? SingleFileOptions.NONE.withBase(ModelFiles.open(sd15))
                        : SingleFileOptions.NONE.withConfigs(sd15));
    }

    private static Map<String, Shape> shapes(Path file) {
        var shapes = new LinkedHashMap<String, Shape>();
        for (var part : PARTS) {
            try (var weights = open(file).weights(part)) {
                weights.keys().forEach(key -> shapes.put(key, weights.shape(key, Shape.of())));
            }
        }
        return shapes;
    }

    /** As layers do. */
    private static void readAll(Path file, Map<String, Shape> shapes) {
        var model = open(file);
        model.notes();
        for (var part : PARTS) {
            try (var source = model.weights(part);
                    var store = new ParameterStore()) {
                readAll(source, store, shapes);
            }
        }
    }

    private static void readAll(
            WeightSource source, ParameterStore store, Map<String, Shape> shapes) {
        var placement = new Placement(DType.F32, Device.CPU, LayerKernels.plain());
        var weights = Weights.of(source, store, placement);
        for (var key : source.keys()) {
            weights.take(key, shapes.getOrDefault(key, Shape.of(1)));
        }
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int damages = 1 + random.nextInt(3);
        for (int i = 0; i < damages; i++) {
            int place = random.nextInt(Math.min(HEADER, bytes.length - 8));
            switch (random.nextInt(6)) {
                case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[place] = (byte) random.nextInt(256);
                case 2 -> lie(bytes, place, random);
                case 3 -> lie(bytes, random.nextInt(3) * 8, random);
                case 4 -> bytes = cut(bytes, place, random);
                default -> bytes = repeated(bytes, place, random);
            }
        }
        return bytes;
    }

    private static void lie(byte[] bytes, int place, Random random) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(place, LIES[random.nextInt(LIES.length)]);
    }

    private static byte[] cut(byte[] bytes, int place, Random random) {
        if (random.nextBoolean()) {
            return Arrays.copyOf(bytes, Math.max(16, random.nextInt(bytes.length)));
        }
        int length = 1 + random.nextInt(40);
        return joined(
                Arrays.copyOf(bytes, place),
                Arrays.copyOfRange(bytes, Math.min(bytes.length, place + length), bytes.length));
    }

    private static byte[] repeated(byte[] bytes, int place, Random random) {
        int length = 1 + random.nextInt(400);
        return joined(
                Arrays.copyOf(bytes, Math.min(bytes.length, place + length)),
                Arrays.copyOfRange(bytes, place, bytes.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Linux tells what a process has mapped and opened. */
    private void requireClosed() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            assertThat(Files.readString(maps)).doesNotContain(folder.toString());
            try (var handles = Files.list(Path.of("/proc/self/fd"))) {
                assertThat(handles.map(MutatedFilesTest::target))
                        .noneMatch(target -> target.startsWith(folder.toString()));
            }
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
