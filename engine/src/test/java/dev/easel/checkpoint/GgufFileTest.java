package dev.easel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of one tensor with one thing wrong. */
class GgufFileTest {
    private static final int F32 = 0;
    private static final int Q8_0 = 8;

    @TempDir private Path folder;

    /** A header of one tensor, as if it had two sizes. */
    private static ByteBuffer header(int type, long columns, long rows, long offset) {
        var bytes = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(1).putLong(0);
        text(bytes, "a").putInt(2).putLong(columns).putLong(rows).putInt(type).putLong(offset);
        return bytes;
    }

    private static ByteBuffer text(ByteBuffer bytes, String text) {
        byte[] characters = text.getBytes(StandardCharsets.UTF_8);
        return bytes.putLong(characters.length).put(characters);
    }

    private GgufFile open(ByteBuffer bytes) throws IOException {
        Path file = folder.resolve("fox.gguf");
        byte[] content = new byte[bytes.capacity()];
        bytes.get(0, content);
        Files.write(file, content);
        return GgufFile.open(file);
    }

    private void requireRefused(ByteBuffer bytes, String sentence) {
        assertThatThrownBy(() -> open(bytes).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(folder.resolve("fox.gguf").toString())
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 4          | 2          | 0   | ''",
                "0  | 4          | 2          | 320 | the tensor a ends at byte 448, and the file"
                        + " has 400",
                "0  | 4          | -1         | 0   | a size of the tensor a is"
                        + " 18446744073709551615",
                "0  | 2147483647 | 2147483647 | 0   | expected one of less than 2 GiB",
                "8  | 31         | 32         | 0   | [32, 31] do not fill the blocks of Q8_0",
                "8  | 32         | 1000       | 0   | is truncated or broken: the tensor a ends at"
                        + " byte",
                "16 | 32         | 1          | 0   | has the type 16 of ggml, which Easel does not"
                        + " read; expected one of F32",
                "0  | 4          | 2          | -1  | the place of the tensor a is"
                        + " 18446744073709551615"
            })
    void aTensorThatCannotBeIsRefused(
            int type, long columns, long rows, long offset, String sentence) throws IOException {
        var bytes = header(type, columns, rows, offset);
        if (sentence.isEmpty()) {
            try (var file = open(bytes)) {
                assertThat(file.shape("a", Shape.of())).isEqualTo(Shape.of(rows, columns));
            }
        } else {
            requireRefused(bytes, sentence);
        }
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        requireRefused(ByteBuffer.allocate(0), "it does not begin with GGUF");
        requireRefused(ByteBuffer.allocate(400), "it does not begin with GGUF");
        requireRefused(header(F32, 4, 2, 0).putInt(4, 1), "has the version 1 of GGUF");
        requireRefused(header(F32, 4, 2, 0).putInt(4, 3 << 24), "expected 2 or 3, little-endian");
    }

    @Test
    void countsThatLieTakeNoMemory() {
        for (long lie : new long[] {-1, Long.MAX_VALUE, 1L << 32, 70_000}) {
            requireRefused(header(F32, 4, 2, 0).putLong(8, lie), "its number of tensors is");
            requireRefused(header(F32, 4, 2, 0).putLong(16, lie), "its number of metadata is");
            requireRefused(header(F32, 4, 2, 0).putLong(24, lie), "a text's length is");
        }
        requireRefused(header(F32, 4, 2, 0).putLong(8, 60_000), "");
    }

    @Test
    void aShapeThatDoesNotFitItsTensorIsRefused() throws IOException {
        requireRefused(shaped(2, 3), "comfy.gguf.orig_shape.a is [2, 3]; expected 8 values");
        requireRefused(shaped(-2, -4), "comfy.gguf.orig_shape.a is [-2, -4]; expected 8 values");
        try (var file = open(shaped(2, 4))) {
            assertThat(file.shape("a", Shape.of())).isEqualTo(Shape.of(2, 4));
            assertThat(file.shape("a", Shape.of(1, 1, 2, 4))).isEqualTo(Shape.of(1, 1, 2, 4));
        }
    }

    /** A tensor of 8 values in a row, and the shape that it says to have. */
    private static ByteBuffer shaped(int... sizes) {
        var bytes = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(1).putLong(1);
        text(bytes, "comfy.gguf.orig_shape.a").putInt(9).putInt(5).putLong(sizes.length);
        for (int size : sizes) {
            bytes.putInt(size);
        }
        return text(bytes, "a").putInt(1).putLong(8).putInt(F32).putLong(0);
    }

    @Test
    void scalesThatAreNoNumbersAreFound() throws IOException {
        var bytes = header(Q8_0, 32, 1, 0);
        bytes.putShort(96, (short) 0x7e00);
        try (var file = open(bytes);
                var store = new ParameterStore()) {
            for (var placement :
                    new Weights.Placement[] {
                        new Weights.Placement(DType.F32, Device.CPU),
                        new Weights.Placement(DType.F32, Device.CPU).compacted()
                    }) {
                var weights = Weights.of(file, store, placement);
                assertThatThrownBy(() -> weights.linear("a", Shape.of(1, 32)))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining("holds NaN or infinity");
            }
        }
    }

    @Test
    void aFileThatIsCutOffWhileItIsReadIsToldOf() throws IOException {
        try (var file = open(header(F32, 4, 2, 0));
                var _ = TensorScope.open()) {
            try (var channel =
                    Files.newByteChannel(folder.resolve("fox.gguf"), StandardOpenOption.WRITE)) {
                channel.truncate(50);
            }
            assertThatThrownBy(() -> file.read("a", Shape.of(2, 4), DType.F32, Device.CPU))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(
                            "was changed while it was read: it had 400 bytes and has 50");
        }
    }
}
