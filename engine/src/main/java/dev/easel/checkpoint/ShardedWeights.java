package dev.easel.checkpoint;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Weights that are spread over several safetensors files, as their index file tells. */
final class ShardedWeights implements WeightSource {
    private final Path index;
    private final Map<Path, SafetensorsFile> files;
    private final Map<String, SafetensorsFile> fileOfKey;

    private ShardedWeights(
            Path index, Map<Path, SafetensorsFile> files, Map<String, SafetensorsFile> fileOfKey) {
        this.index = index;
        this.files = files;
        this.fileOfKey = fileOfKey;
    }

    /**
     * {@return the weights, to be closed}
     *
     * @param index a file {@code *.safetensors.index.json}, whose {@code weight_map} gives the file
     *     of each key
     */
    static ShardedWeights open(Path index) {
        var json = JsonConfig.read(index);
        var map =
                json.findObject("weight_map")
                        .orElseThrow(() -> json.mismatch("weight_map", "an object"));
        Map<Path, SafetensorsFile> files = new LinkedHashMap<>();
        var weights = new ShardedWeights(index, files, new HashMap<>());
        try {
            for (String key : map.keys()) {
                var path = path(map, key, index);
                var file = files.computeIfAbsent(path, SafetensorsFile::open);
                weights.fileOfKey.put(key, file);
            }
            return weights;
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return index.toString();
    }

    @Override
    public Set<String> keys() {
        return fileOfKey.keySet();
    }

    @Override
    public boolean has(String key) {
        return fileOfKey.containsKey(key);
    }

    @Override
    public Shape shape(String key, Shape expected) {
        return file(key).shape(key, expected);
    }

    @Override
    public Tensor read(String key, Shape shape, DType dtype, Device device) {
        return file(key).read(key, shape, dtype, device);
    }

    @Override
    public void close() {
        files.values().forEach(SafetensorsFile::close);
    }

    private static Path path(JsonConfig map, String key, Path index) {
        try {
            return index.resolveSibling(map.string(key));
        } catch (InvalidPathException e) {
            throw map.mismatch(key, "the name of a file");
        }
    }

    private SafetensorsFile file(String key) {
        var file = fileOfKey.get(key);
        if (file == null) {
            throw new CheckpointException("%s: the tensor %s is missing".formatted(index, key));
        }
        return file;
    }
}
