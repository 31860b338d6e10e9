package dev.easel.checkpoint;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

class SafetensorsFileTest {
    @TempDir private Path folder;

    static Stream<Arguments> brokenHeaders() {
        return Stream.of(
                Arguments.of("{\"a\":", "is not valid JSON"),
                Arguments.of("[]", "must be a JSON object"),
                Arguments.of("{\"a\":1}", "\"a\" is 1; expected"),
                Arguments.of(tensor("F8", "[2]", 0, 2), "\"dtype\" is \"F8\"; expected one of F64"),
                Arguments.of(tensor("F32", "[2]", 0, 4), "expected 8 bytes for F32 [2]"),
                Arguments.of(tensor("F32", "[-2]", 0, 8), "expected a list of whole numbers"),
                Arguments.of(tensor("F32", "[0.5]", 0, 2), "expected a list of whole numbers"),
                Arguments.of(
                        tensor("F32", "[9007199254740992,9007199254740992]", 0, 8),
                        "expected a shape that fits"),
                Arguments.of(
                        tensor("F32", "[536870912]", 0, 1L << 31),
                        "expected a tensor of less than 2 GiB"),
                Arguments.of(tensor("F32", "[2]", 8, 16), "begins at byte 8; expected 0"),
                Arguments.of(tensor("F32", "[1]", 0, 4), "its tensors take 4 bytes, and it has 8"),
                Arguments.of(
                        tensor("F32", "[4]", 0, 16), "its tensors take 16 bytes, and it has 8"),
                Arguments.of(
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                        "the tensor b begins at byte 0; expected 4"));
    }

    @ParameterizedTest
    @MethodSource("brokenHeaders")
    void saysWhatIsWrongWithAHeader(String header, String message) {
        Path file = folder.resolve("broken.safetensors");
        SafetensorsWriter.write(file, header, new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.open(file).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @MethodSource("headerLengths")
    void refusesAHeaderThatTheFileCannotHold(long length) {
        Path file = folder.resolve("broken.safetensors");
        SafetensorsWriter.write(file, length, "{}".getBytes(StandardCharsets.UTF_8), new byte[8]);
        assertThatThrownBy(() -> SafetensorsFile.open(file).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("says that its header has " + Long.toUnsignedString(length));
    }

    static Stream<Long> headerLengths() {
        return Stream.of(0L, 1L, 11L, 1L << 32, Long.MAX_VALUE, -1L);
    }

    @Test
    void refusesFilesThatAreMissingOrEmpty() throws IOException {
        Path missing = folder.resolve("missing.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(missing).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(missing + " is missing or cannot be read");
        Path empty = Files.createFile(folder.resolve("empty.safetensors"));
        assertThatThrownBy(() -> SafetensorsFile.open(empty).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("it has 0 bytes");
    }

    @Test
    void readsValuesThatAreNotAligned() {
        Path file = folder.resolve("odd.safetensors");
        var values = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(2);
        for (String spaces : new String[] {"", " ", "  ", "   "}) {
            SafetensorsWriter.write(file, tensor("F32", "[2]", 0, 8) + spaces, values.array());
            try (var _ = TensorScope.open();
                    var opened = SafetensorsFile.open(file)) {
                var tensor = opened.read("a", Shape.of(2), DType.F32, Device.CPU);
                assertThat(tensor.toFloats()).containsExactly(1, 2);
            }
        }
    }

    /**
     * All 256 values, by the formulas of Micikevicius et al. 2022, FP8 Formats for Deep Learning.
     */
    @ParameterizedTest
    @MethodSource("eightBits")
    void readsEveryNumberOfEightBits(String dtype, int mantissaBits) {
        Path file = folder.resolve("eight.safetensors");
        var values = new byte[256];
        for (int i = 0; i < 256; i++) {
            values[i] = (byte) i;
        }
        SafetensorsWriter.write(file, tensor(dtype, "[256]", 0, 256), values);
        try (var _ = TensorScope.open();
                var opened = SafetensorsFile.open(file)) {
            for (var target : new DType[] {DType.F32, DType.BF16}) {
                float[] found =
                        opened.read("a", Shape.of(256), target, Device.CPU)
                                .to(DType.F32)
                                .toFloats();
                for (int i = 0; i < 256; i++) {
                    Float expected = eight(i, mantissaBits); // an object: NaN is NaN, -0 is not 0
                    assertThat(found[i]).as("%s %d", dtype, i).isEqualTo(expected);
                }
            }
        }
    }

    static Stream<Arguments> eightBits() {
        return Stream.of(Arguments.of("F8_E4M3", 3), Arguments.of("F8_E5M2", 2));
    }

    private static float eight(int bits, int mantissaBits) {
        int exponent = (bits & 0x7f) >> mantissaBits;
        int mantissa = bits & ((1 << mantissaBits) - 1);
        int bias = (1 << (6 - mantissaBits)) - 1;
        double sign = bits > 127 ? -1 : 1;
        boolean infinities = mantissaBits == 2;
        if (infinities && exponent == 31) {
            return mantissa == 0 ? (float) (sign * Double.POSITIVE_INFINITY) : Float.NaN;
        }
        if (!infinities && (bits & 0x7f) == 0x7f) {
            return Float.NaN;
        }
        double fraction = mantissa / Math.scalb(1.0, mantissaBits);
        return (float)
                (exponent == 0
                        ? sign * Math.scalb(fraction, 1 - bias)
                        : sign * Math.scalb(1 + fraction, exponent - bias));
    }

    @Test
    void tellsWhatAFileHasOfItself() {
        Path file = folder.resolve("said.safetensors");
        String header = "{\"__metadata__\":{\"a\":\"b\",\"c\":3},";
        SafetensorsWriter.write(
                file, header + tensor("F32", "[2]", 0, 8).substring(1), new byte[8]);
        try (var opened = SafetensorsFile.open(file)) {
            assertThat(opened.metadata()).containsExactly(Map.entry("a", "b"));
            assertThat(opened.keys()).containsExactly("a");
        }
    }

    @Test
    void tensorsOutliveTheFile() {
        Path file = folder.resolve("a.safetensors");
        try (var _ = TensorScope.open()) {
            Tensor written = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(2, 3));
            SafetensorsWriter.write(file, Map.of("a", written));
            Tensor read;
            try (var opened = SafetensorsFile.open(file)) {
                read = opened.read("a", Shape.of(2, 3), DType.F32, Device.CPU);
            }
            assertThatTensor(read).isSameAs(written);
        }
    }

    private static String tensor(String dtype, String shape, long begin, long end) {
        return "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}}"
                .formatted(dtype, shape, begin, end);
    }
}
