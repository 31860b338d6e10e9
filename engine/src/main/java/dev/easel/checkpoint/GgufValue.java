package dev.easel.checkpoint;

import java.math.BigInteger;
import java.util.List;

/** One of the metadata of a GGUF file. */
sealed interface GgufValue {
    record Text(String text) implements GgufValue {}

    record Flag(boolean set) implements GgufValue {}

    /** Of 8 to 64 bits, with a sign or without one. */
    record Whole(BigInteger number) implements GgufValue {}

    /** Of 32 or 64 bits. */
    record Real(double number) implements GgufValue {}

    /** Values of one type. */
    record Sequence(List<GgufValue> values) implements GgufValue {
        public Sequence {
            values = List.copyOf(values);
        }
    }
}
