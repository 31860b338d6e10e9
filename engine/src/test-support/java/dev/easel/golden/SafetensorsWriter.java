package dev.easel.golden;

import dev.easel.tensor.Tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes safetensors files, whole ones and broken ones. */
public final class SafetensorsWriter {
    private SafetensorsWriter() {}

    /** Writes tensors as float32. */
    public static void write(Path file, Map<String, Tensor> tensors) {
        var header = new StringBuilder("{");
        int bytes = tensors.values().stream().mapToInt(t -> (int) t.shape().count() * 4).sum();
        var values = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        tensors.forEach((key, tensor) -> {
            int begin = values.position();
            for (float value : tensor.toFloats()) {
                values.putFloat(value);
            }
            String shape =
                    tensor.shape().sizes().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",", "[", "]"));
            header.append(header.length() > 1 ? "," : "")
                    .append("\"%s\":".formatted(key))
                    .append(
                            "{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                                    .formatted(shape, begin, values.position()));
        });
        write(file, header.append("}").toString(), values.array());
    }

    /** Writes a header, whatever it says, and the bytes of the values. */
    public static void write(Path file, String header, byte[] values) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        write(file, json.length, json, values);
    }

    /** Writes a file that says that its header has {@code length} bytes. */
    public static void write(Path file, long length, byte[] header, byte[] values) {
        var content =
                ByteBuffer.allocate(Long.BYTES + header.length + values.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .put(header)
                        .put(values);
        try {
            Files.write(file, content.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
