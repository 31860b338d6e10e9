package dev.easel.checkpoint;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.nio.file.Path;
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

    @Override
    void close();
}
