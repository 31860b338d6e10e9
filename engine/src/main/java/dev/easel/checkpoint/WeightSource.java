package dev.easel.checkpoint;

import dev.easel.quant.Blocks;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where weights come from: files, or something that makes them. */
public interface WeightSource extends AutoCloseable {
    /**
     * {@return the weights of several files, to be closed}
     *
     * @param index says which file has which tensor, {@code model.safetensors.index.json}
     * @throws CheckpointException where a file is missing or broken
     */
    static WeightSource openShards(Path index) {
        return ShardedWeights.open(index);
    }

    /**
     * {@return the weights of a {@code .safetensors} or {@code .gguf} file, to be closed}
     *
     * @throws CheckpointException where it is missing, broken or of another kind
     */
    static WeightSource openFile(Path file) {
        return isGguf(file) ? GgufFile.open(file) : SafetensorsFile.open(file);
    }

    /** {@return whether the name of a file is a GGUF file's} */
    private static boolean isGguf(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gguf");
    }

    /** {@return what messages call it: a file's path} */
    String name();

    /** {@return the keys of all tensors} */
    Set<String> keys();

    boolean has(String key);

    /**
     * {@return what messages call a tensor: its key, and the one in the file where that differs}
     */
    default String described(String key) {
        return key;
    }

    /**
     * {@return the shape of an existing tensor; a source that makes tensors gives {@code expected}}
     */
    Shape shape(String key, Shape expected);

    /** {@return an existing tensor, converted, in the innermost scope} */
    Tensor read(String key, Shape shape, DType dtype, Device device);

    /**
     * {@return an existing tensor as it lies in a file of blocks, good until this is closed;
     * nothing where its values are floats}
     */
    default Optional<Blocks> blocks(String key) {
        return Optional.empty();
    }

    /**
     * {@return whether tensors are there to be read at any time, as in a file; others are made when
     * they are read}
     */
    default boolean isStored() {
        return true;
    }

    /** {@return texts that it has of itself, by name} */
    default Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    void close();
}
