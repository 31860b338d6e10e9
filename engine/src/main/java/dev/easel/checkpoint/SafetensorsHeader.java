package dev.easel.checkpoint;

import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: 8 bytes with its length, then JSON that gives each tensor's
 * type, shape and bytes.
 *
 * @param entries by key
 * @param metadata texts that the file has of itself
 * @param start where the values begin in the file
 * @param length of the values in bytes
 */
record SafetensorsHeader(
        Map<String, Entry> entries, Map<String, String> metadata, long start, long length) {
    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final String METADATA = "__metadata__";

    /** The format's own bound, as safetensors' reference implementation has it. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    /** One tensor: its values are the bytes from {@code begin} to before {@code end}. */
    record Entry(DType dtype, Shape shape, long begin, long end) {}

    static SafetensorsHeader read(MappedFile file) {
        long size = file.size();
        if (size < Long.BYTES) {
            throw new CheckpointException(
                    "%s is no safetensors file: it has %d bytes".formatted(file, size));
        }
        long headerBytes = file.bytes(0, Long.BYTES).get(LENGTH, 0);
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - Long.BYTES) {
            throw new CheckpointException(
                    "%s is truncated or no safetensors file: it says that its header has %s bytes, and the file has %d"
                            .formatted(file, Long.toUnsignedString(headerBytes), size));
        }
        var text = file.bytes(Long.BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        var json = new String(text, StandardCharsets.UTF_8);
        long start = Long.BYTES + headerBytes;
        var header = JsonConfig.parse(json, "the header of " + file);
        var entries = entries(header);
        requireContiguous(entries, size - start, file);
        return new SafetensorsHeader(entries, Map.copyOf(metadata(header)), start, size - start);
    }

    private static Map<String, Entry> entries(JsonConfig header) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String key : header.keys()) {
            if (!key.equals(METADATA)) {
                var object =
                        header.findObject(key)
                                .orElseThrow(() -> header.mismatch(key, "a tensor's description"));
                entries.put(key, entry(object));
            }
        }
        return entries;
    }

    private static Map<String, String> metadata(JsonConfig header) {
        return header.isObject(METADATA)
                ? header.findObject(METADATA).map(JsonConfig::texts).orElse(Map.of())
                : Map.of();
    }

    private static Entry entry(JsonConfig object) {
        DType dtype = dtype(object);
        List<Long> sizes = whole(object, "shape");
        List<Long> offsets = whole(object, "data_offsets");
        if (offsets.size() != 2) {
            throw object.mismatch("data_offsets", "two offsets");
        }
        var shape = new Shape(sizes);
        long bytes;
        try {
            bytes = Math.multiplyExact(shape.count(), dtype.bytes());
        } catch (ArithmeticException e) {
            throw object.mismatch("shape", "a shape that fits into the file");
        }
        if (bytes > Integer.MAX_VALUE) {
            throw object.mismatch("shape", "a tensor of less than 2 GiB");
        }
        if (offsets.get(1) - offsets.get(0) != bytes) {
            throw object.mismatch("data_offsets", bytes + " bytes for " + dtype + " " + shape);
        }
        return new Entry(dtype, shape, offsets.get(0), offsets.get(1));
    }

    private static DType dtype(JsonConfig object) {
        return switch (object.string("dtype")) {
            case "F64" -> DType.F64;
            case "F32" -> DType.F32;
            case "F16" -> DType.F16;
            case "BF16" -> DType.BF16;
            case "F8_E4M3" -> DType.F8_E4M3;
            case "F8_E5M2" -> DType.F8_E5M2;
            case "I64" -> DType.I64;
            case "I32" -> DType.I32;
            case "I16" -> DType.I16;
            case "I8" -> DType.I8;
            case "U8" -> DType.U8;
            case "BOOL" -> DType.BOOL;
            default ->
                    throw object.mismatch(
                            "dtype",
                            "one of F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U8,"
                                    + " BOOL");
        };
    }

    private static List<Long> whole(JsonConfig object, String key) {
        List<Long> numbers = object.longIntegers(key);
        if (numbers.stream().anyMatch(number -> number < 0)) {
            throw object.mismatch(key, "a list of whole numbers that are not negative");
        }
        return numbers;
    }

    /** As the format demands: no tensor overlaps another, no byte belongs to none. */
    private static void requireContiguous(
            Map<String, Entry> entries, long length, MappedFile file) {
        long end = 0;
        for (var entry :
                entries.entrySet().stream()
                        .sorted(
                                Comparator.comparingLong((Map.Entry<String, Entry> e) ->
                                                e.getValue().begin())
                                        .thenComparingLong(e -> e.getValue().end()))
                        .toList()) {
            if (entry.getValue().begin() != end) {
                throw new CheckpointException(
                        "%s is broken: the tensor %s begins at byte %d; expected %d (tensors overlap or leave a gap)"
                                .formatted(file, entry.getKey(), entry.getValue().begin(), end));
            }
            end = entry.getValue().end();
        }
        if (end != length) {
            throw new CheckpointException(
                    "%s is truncated or broken: its tensors take %d bytes, and it has %d"
                            .formatted(file, end, length));
        }
    }
}
