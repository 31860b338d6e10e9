package dev.easel.checkpoint;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.easel.checkpoint.GgufValue.Flag;
import dev.easel.checkpoint.GgufValue.Real;
import dev.easel.checkpoint.GgufValue.Sequence;
import dev.easel.checkpoint.GgufValue.Text;
import dev.easel.checkpoint.GgufValue.Whole;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the header of a GGUF file value by value, never beyond its end. */
final class GgufReader {
    /** No header that a model needs is as long; nothing is read that lies further on. */
    private static final long MOST_BYTES = 100_000_000;

    /** Longer ones are words of language models, and passed over. */
    private static final long LONGEST_KEPT = 64;

    private static final int DEEPEST = 4;

    private final String file;
    private final MemorySegment bytes;
    private long position;

    /**
     * @param file what messages call it
     */
    GgufReader(String file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes.asSlice(0, Math.min(bytes.byteSize(), MOST_BYTES));
    }

    /** {@return where the next value begins} */
    long position() {
        return position;
    }

    /** {@return how many bytes are left} */
    long left() {
        return bytes.byteSize() - position;
    }

    int readInt() {
        return bytes.get(JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(4));
    }

    /**
     * {@return a number that may not be negative}
     *
     * @param what it is, for messages
     * @param most that it may be
     */
    long readCount(String what, long most) {
        long count = readLong();
        if (count < 0 || count > most) {
            throw new CheckpointException(
                    "%s is truncated or broken: it says %s %s, and at most %d fit or are expected"
                            .formatted(file, what, Long.toUnsignedString(count), most));
        }
        return count;
    }

    String readText() {
        long length = readCount("a text's length is", left());
        var text = bytes.asSlice(advance(length), length).toArray(JAVA_BYTE);
        return new String(text, StandardCharsets.UTF_8);
    }

    /**
     * {@return a value of the metadata; nothing where it is a list of many}
     *
     * @param key that it has
     */
    Optional<GgufValue> readValue(String key) {
        return readValue(key, readInt(), 0);
    }

    private Optional<GgufValue> readValue(String key, int type, int depth) {
        return type == 9 ? readSequence(key, depth + 1) : Optional.of(readSingle(key, type));
    }

    private GgufValue readSingle(String key, int type) {
        return switch (type) {
            case 0 -> whole(readByte() & 0xff);
            case 1 -> whole(readByte());
            case 2 -> whole(readShort() & 0xffff);
            case 3 -> whole(readShort());
            case 4 -> whole(Integer.toUnsignedLong(readInt()));
            case 5 -> whole(readInt());
            case 6 -> new Real(Float.intBitsToFloat(readInt()));
            case 7 -> new Flag(readByte() != 0);
            case 8 -> new Text(readText());
            case 10 -> new Whole(new BigInteger(Long.toUnsignedString(readLong())));
            case 11 -> whole(readLong());
            case 12 -> new Real(Double.longBitsToDouble(readLong()));
            default ->
                    throw new CheckpointException(
                            "%s is broken: the metadata %s have the type %d; expected 0 to 12"
                                    .formatted(file, key, type));
        };
    }

    private Optional<GgufValue> readSequence(String key, int depth) {
        if (depth > DEEPEST) {
            throw new CheckpointException(
                    "%s is broken: the metadata %s are lists in more than %d lists"
                            .formatted(file, key, DEEPEST));
        }
        int type = readInt();
        long count = readCount("a list's length is", left());
        List<GgufValue> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            var value = readValue(key, type, depth);
            if (count <= LONGEST_KEPT) {
                value.ifPresent(values::add);
            }
        }
        return count > LONGEST_KEPT ? Optional.empty() : Optional.of(new Sequence(values));
    }

    private static Whole whole(long number) {
        return new Whole(BigInteger.valueOf(number));
    }

    private byte readByte() {
        return bytes.get(JAVA_BYTE, advance(1));
    }

    private short readShort() {
        return bytes.get(JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(2));
    }

    private long readLong() {
        return bytes.get(JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(8));
    }

    /** {@return where a value of so many bytes begins, and goes on behind it} */
    private long advance(long length) {
        if (length > left()) {
            throw new CheckpointException(
                    file + " is truncated or broken: its header goes on behind its end");
        }
        long start = position;
        position += length;
        return start;
    }
}
