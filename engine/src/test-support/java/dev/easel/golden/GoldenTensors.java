package dev.easel.golden;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.tensor.Tensor;

import java.nio.file.Path;
import java.util.List;

/** A folder's {@code golden.safetensors} with the tolerances of its {@code golden.json}. */
public final class GoldenTensors implements AutoCloseable {
    private final SafetensorsFile file;
    private final JsonConfig entries;

    private GoldenTensors(SafetensorsFile file, JsonConfig entries) {
        this.file = file;
        this.entries = entries;
    }

    public static GoldenTensors open(Path folder) {
        var json = JsonConfig.read(folder.resolve("golden.json"));
        return new GoldenTensors(
                SafetensorsFile.open(folder.resolve("golden.safetensors")),
                json.findObject("tensors").orElseThrow());
    }

    public List<String> keys() {
        return entries.keys();
    }

    public boolean has(String key) {
        return entries.has(key);
    }

    /** {@return a tensor in the innermost scope} */
    public Tensor read(String key) {
        return Golden.read(file, key);
    }

    /** Compares with the tensor that the reference gave, within its tolerance. */
    public void check(String key, Tensor actual) {
        double atol = entries.findObject(key).orElseThrow().number("atol");
        assertThatTensor(actual).as(key).isCloseTo(read(key), atol);
    }

    /** {@return the largest absolute value of a tensor} */
    public double largest(String key) {
        return entries.findObject(key).orElseThrow().number("max_abs");
    }

    @Override
    public void close() {
        file.close();
    }
}
