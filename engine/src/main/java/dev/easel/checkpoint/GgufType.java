package dev.easel.checkpoint;

import dev.easel.quant.BlockType;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a GGUF file has a tensor's values: ggml's types, by their numbers in {@code ggml.h}. */
sealed interface GgufType {
    /** Each by itself. */
    record Plain(DType dtype) implements GgufType {}

    /** So many together. */
    record InBlocks(BlockType blocks) implements GgufType {}

    /** All that Easel reads, by number. */
    Map<Integer, GgufType> ALL =
            new TreeMap<>(
                    Map.ofEntries(
                            plain(0, DType.F32),
                            plain(1, DType.F16),
                            inBlocks(2, BlockType.Q4_0),
                            inBlocks(3, BlockType.Q4_1),
                            inBlocks(6, BlockType.Q5_0),
                            inBlocks(7, BlockType.Q5_1),
                            inBlocks(8, BlockType.Q8_0),
                            inBlocks(10, BlockType.Q2_K),
                            inBlocks(11, BlockType.Q3_K),
                            inBlocks(12, BlockType.Q4_K),
                            inBlocks(13, BlockType.Q5_K),
                            inBlocks(14, BlockType.Q6_K),
                            inBlocks(20, BlockType.IQ4_NL),
                            inBlocks(23, BlockType.IQ4_XS),
                            plain(24, DType.I8),
                            plain(25, DType.I16),
                            plain(26, DType.I32),
                            plain(27, DType.I64),
                            plain(28, DType.F64),
                            plain(30, DType.BF16)));

    private static Map.Entry<Integer, GgufType> plain(int number, DType dtype) {
        return Map.entry(number, new Plain(dtype));
    }

    private static Map.Entry<Integer, GgufType> inBlocks(int number, BlockType blocks) {
        return Map.entry(number, new InBlocks(blocks));
    }

    /** {@return the type of a number} */
    static Optional<GgufType> of(int number) {
        return Optional.ofNullable(ALL.get(number));
    }

    /** {@return the names of all, for messages} */
    static String names() {
        return ALL.values().stream().map(GgufType::name).collect(Collectors.joining(", "));
    }

    /** {@return what ggml calls it} */
    default String name() {
        return switch (this) {
            case Plain plain -> plain.dtype().name();
            case InBlocks inBlocks -> inBlocks.blocks().name();
        };
    }

    /**
     * {@return the bytes of a tensor; nothing where its rows do not fill blocks}
     *
     * @throws ArithmeticException where they are too many for a long
     */
    default Optional<Long> bytes(Shape stored) {
        long count = stored.count();
        return switch (this) {
            case Plain plain -> Optional.of(Math.multiplyExact(count, plain.dtype().bytes()));
            case InBlocks inBlocks -> {
                var blocks = inBlocks.blocks();
                boolean whole = stored.rank() > 0 && stored.size(-1) % blocks.numbers() == 0;
                yield whole ? Optional.of(blocks.bytes(count)) : Optional.empty();
            }
        };
    }
}
