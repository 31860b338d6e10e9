package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.WeightSource;
import dev.easel.quant.Blocks;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors of one part of a file under the names that diffusers gives them. Tensors of which the
 * names are not known keep theirs, so that they are found to be left over.
 */
final class RenamedWeights implements WeightSource {
    /** A tensor in the file, and how it lies there. */
    record Stored(String key, Arrangement arrangement) {}

    private final WeightSource source;
    private final Map<String, Stored> stored;

    private RenamedWeights(WeightSource source, Map<String, Stored> stored) {
        this.source = source;
        this.stored = stored;
    }

    /**
     * {@return the part of the tensors whose names begin with a prefix; closing it closes the
     * source}
     */
    static RenamedWeights of(WeightSource source, String prefix, OriginalNames names) {
        var stored = new LinkedHashMap<String, Stored>();
        for (String key : source.keys()) {
            if (key.startsWith(prefix)) {
                add(key, names.translate(key.substring(prefix.length())), stored);
            }
        }
        return new RenamedWeights(source, stored);
    }

    private static void add(
            String key, OriginalNames.Translation translation, Map<String, Stored> stored) {
        switch (translation) {
            case OriginalNames.Known known -> {
                for (var tensor : known.tensors()) {
                    var before =
                            stored.putIfAbsent(
                                    tensor.name(), new Stored(key, tensor.arrangement()));
                    if (before != null) {
                        stored.put(key, new Stored(key, Arrangement.SAME));
                    }
                }
            }
            case OriginalNames.Unknown _ -> stored.put(key, new Stored(key, Arrangement.SAME));
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Set<String> keys() {
        return stored.keySet();
    }

    @Override
    public boolean has(String key) {
        return stored.containsKey(key);
    }

    @Override
    public String described(String key) {
        var found = stored.get(key);
        return found == null || found.key().equals(key)
                ? key
                : "%s (in the file %s)".formatted(key, found.key());
    }

    @Override
    public Shape shape(String key, Shape expected) {
        var found = find(key);
        return found.arrangement().shape(source.shape(found.key(), expected));
    }

    @Override
    public Tensor read(String key, Shape shape, DType dtype, Device device) {
        var found = find(key);
        var inFile = source.shape(found.key(), shape);
        return TensorScope.returning(
                () -> found.arrangement().apply(source.read(found.key(), inFile, dtype, device)));
    }

    @Override
    public Optional<Blocks> blocks(String key) {
        var found = find(key);
        return source.blocks(found.key()).flatMap(found.arrangement()::apply);
    }

    @Override
    public Map<String, String> metadata() {
        return source.metadata();
    }

    @Override
    public void close() {
        source.close();
    }

    private Stored find(String key) {
        var found = stored.get(key);
        if (found == null) {
            throw new CheckpointException("%s: the tensor %s is missing".formatted(name(), key));
        }
        return found;
    }
}
