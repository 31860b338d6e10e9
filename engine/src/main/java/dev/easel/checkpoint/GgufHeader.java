package dev.easel.checkpoint;

import dev.easel.checkpoint.GgufValue.Sequence;
import dev.easel.checkpoint.GgufValue.Whole;
import dev.easel.tensor.Shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a GGUF file (ggml's docs/gguf.md, versions 2 and 3): metadata, then each tensor's
 * name, sizes, type and place.
 *
 * @param entries by key
 * @param metadata by key
 */
record GgufHeader(Map<String, Entry> entries, Map<String, GgufValue> metadata) {
    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int MOST_DIMENSIONS = 4;

    /** More than ten times as many as the largest models have. */
    private static final long MOST_ENTRIES = 1 << 16;

    private static final String ALIGNMENT = "general.alignment";
    private static final long USUAL_ALIGNMENT = 32;

    /** Of ComfyUI-GGUF: the shape of a tensor that is stored in rows of another length. */
    private static final String TRUE_SHAPE = "comfy.gguf.orig_shape.";

    /**
     * One tensor.
     *
     * @param shape that it has in the model
     * @param begin its first byte in the file
     */
    record Entry(GgufType type, Shape shape, long begin, long bytes) {}

    /** A tensor as the file describes it, its place relative to the values' beginning. */
    private record Described(String key, Shape stored, GgufType type, long offset) {}

    static GgufHeader read(MappedFile file) {
        var reader = new GgufReader(file.toString(), file.bytes(0, file.size()));
        requireVersion(file, reader);
        long tensors = reader.readCount("its number of tensors is", MOST_ENTRIES);
        long values = reader.readCount("its number of metadata is", MOST_ENTRIES);
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        for (long i = 0; i < values; i++) {
            String key = reader.readText();
            reader.readValue(key).ifPresent(value -> metadata.put(key, value));
        }
        List<Described> described = new ArrayList<>();
        for (long i = 0; i < tensors; i++) {
            described.add(describe(file, reader));
        }
        long alignment = alignment(file, metadata);
        long start = Math.ceilDiv(reader.position(), alignment) * alignment;
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (var tensor : described) {
            var entry = entry(file, tensor, start, metadata);
            if (entries.put(tensor.key, entry) != null) {
                throw broken(file, "it has the tensor %s twice".formatted(tensor.key));
            }
        }
        requireApart(file, entries);
        return new GgufHeader(entries, metadata);
    }

    private static void requireVersion(MappedFile file, GgufReader reader) {
        if (reader.left() < 2 * Integer.BYTES || reader.readInt() != MAGIC) {
            throw new CheckpointException(
                    "%s is no GGUF file: it does not begin with GGUF".formatted(file));
        }
        int version = reader.readInt();
        if (version != 2 && version != 3) {
            throw new CheckpointException(
                    "%s has the version %s of GGUF; expected 2 or 3, little-endian"
                            .formatted(file, Integer.toUnsignedString(version)));
        }
    }

    private static Described describe(MappedFile file, GgufReader reader) {
        String key = reader.readText();
        int rank = reader.readInt();
        if (rank < 0 || rank > MOST_DIMENSIONS) {
            throw broken(
                    file,
                    "the tensor %s has %s dimensions; expected at most %d"
                            .formatted(key, Integer.toUnsignedString(rank), MOST_DIMENSIONS));
        }
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            sizes.add(reader.readCount("a size of the tensor " + key + " is", Integer.MAX_VALUE));
        }
        Collections.reverse(sizes); // the innermost is the first in the file
        int number = reader.readInt();
        var type =
                GgufType.of(number)
                        .orElseThrow(() ->
                                new CheckpointException(
                                        "%s: the tensor %s has the type %s of ggml, which Easel does not read; expected one of %s"
                                                .formatted(
                                                        file,
                                                        key,
                                                        Integer.toUnsignedString(number),
                                                        GgufType.names())));
        long offset = reader.readCount("the place of the tensor " + key + " is", file.size());
        return new Described(key, new Shape(sizes), type, offset);
    }

    private static long alignment(MappedFile file, Map<String, GgufValue> metadata) {
        if (!metadata.containsKey(ALIGNMENT)) {
            return USUAL_ALIGNMENT;
        }
        if (metadata.get(ALIGNMENT) instanceof Whole whole
                && whole.number().bitLength() < Integer.SIZE
                && whole.number().signum() > 0
                && whole.number().longValue() % Long.BYTES == 0) {
            return whole.number().longValue();
        }
        throw broken(file, ALIGNMENT + " is no multiple of 8");
    }

    private static Entry entry(
            MappedFile file, Described tensor, long start, Map<String, GgufValue> metadata) {
        long bytes;
        try {
            bytes =
                    tensor.type
                            .bytes(tensor.stored)
                            .orElseThrow(() ->
                                    broken(
                                            file,
                                            "the rows of the tensor %s %s do not fill the blocks of %s"
                                                    .formatted(
                                                            tensor.key,
                                                            tensor.stored,
                                                            tensor.type.name())));
        } catch (ArithmeticException e) {
            bytes = Long.MAX_VALUE;
        }
        if (bytes > Integer.MAX_VALUE) {
            throw broken(
                    file,
                    "the tensor %s has the shape %s; expected one of less than 2 GiB"
                            .formatted(tensor.key, tensor.stored));
        }
        if (start + tensor.offset + bytes > file.size()) {
            throw new CheckpointException(
                    "%s is truncated or broken: the tensor %s ends at byte %d, and the file has %d"
                            .formatted(
                                    file, tensor.key, start + tensor.offset + bytes, file.size()));
        }
        return new Entry(tensor.type, shape(file, tensor, metadata), start + tensor.offset, bytes);
    }

    private static Shape shape(MappedFile file, Described tensor, Map<String, GgufValue> metadata) {
        String key = TRUE_SHAPE + tensor.key;
        if (!(metadata.get(key) instanceof Sequence sequence)) {
            return tensor.stored;
        }
        var sizes = sequence.values().stream().map(GgufHeader::size).toList();
        var count =
                sizes.stream()
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger.ONE, BigInteger::multiply);
        if (sizes.stream().anyMatch(size -> size < 0)
                || !count.equals(BigInteger.valueOf(tensor.stored.count()))) {
            throw broken(
                    file,
                    "%s is %s; expected %d values as the tensor has"
                            .formatted(key, sizes, tensor.stored.count()));
        }
        return new Shape(sizes);
    }

    /** {@return a size, -1 where it is none} */
    private static long size(GgufValue value) {
        return value instanceof Whole whole && whole.number().bitLength() < Integer.SIZE
                ? whole.number().longValue()
                : -1;
    }

    private static void requireApart(MappedFile file, Map<String, Entry> entries) {
        var inOrder =
                entries.entrySet().stream()
                        .sorted(Comparator.comparingLong(entry -> entry.getValue().begin()))
                        .toList();
        long end = 0;
        for (var tensor : inOrder) {
            if (tensor.getValue().begin() < end) {
                throw broken(
                        file,
                        "the tensor %s begins at byte %d; expected %d or more (tensors overlap)"
                                .formatted(tensor.getKey(), tensor.getValue().begin(), end));
            }
            end = tensor.getValue().begin() + tensor.getValue().bytes();
        }
    }

    private static CheckpointException broken(MappedFile file, String why) {
        return new CheckpointException("%s is broken: %s".formatted(file, why));
    }
}
