package dev.easel.text.inversion;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The vectors for one text model in a file.
 *
 * @param key of the tensor
 * @param shape [count, width], or [width] of a single one
 */
record StoredVectors(String key, Shape shape) {
    /** What A1111 calls the tensor; it is no word. */
    private static final String PARAMETERS = "emb_params";

    /** In the order of SDXL's text models. */
    private static final List<String> PAIR = List.of("clip_l", "clip_g");

    /**
     * {@return the vectors in a file, for each text model}
     *
     * @throws CheckpointException where it is no embedding
     */
    static List<StoredVectors> of(SafetensorsFile file) {
        return of(file, "");
    }

    /**
     * {@return the vectors whose keys begin so}
     *
     * @throws CheckpointException where they are no embedding
     */
    static List<StoredVectors> of(SafetensorsFile file, String prefix) {
        var keys =
                file.keys().stream()
                        .filter(key -> key.startsWith(prefix))
                        .map(key -> key.substring(prefix.length()))
                        .collect(Collectors.toSet());
        var all =
                order(keys).stream()
                        .map(key -> new StoredVectors(prefix + key, file.shape(prefix + key)))
                        .toList();
        if (all.isEmpty() || !all.stream().allMatch(it -> it.isTable(file.dtype(it.key())))) {
            throw new CheckpointException(
                    "%s is no embedding of textual inversion: it has %s; expected one tensor of vectors, or clip_l and clip_g"
                            .formatted(file.name(), described(file)));
        }
        if (all.stream().mapToInt(StoredVectors::count).distinct().count() > 1) {
            throw new CheckpointException(
                    "%s: clip_l has %d vectors and clip_g %d; expected equally many"
                            .formatted(file.name(), all.getFirst().count(), all.getLast().count()));
        }
        return all;
    }

    private static List<String> order(Set<String> keys) {
        if (keys.equals(Set.copyOf(PAIR))) {
            return PAIR;
        }
        return keys.size() == 1 ? List.copyOf(keys) : List.of();
    }

    private static String described(SafetensorsFile file) {
        var keys = file.keys().stream().sorted().limit(3).toList();
        if (keys.size() == 1) {
            String key = keys.getFirst();
            return "%s, %s %s".formatted(key, file.dtype(key), file.shape(key));
        }
        return file.keys().size() + " tensors, such as " + String.join(", ", keys);
    }

    /** {@return the word that a file says, where it is diffusers'} */
    static Optional<String> token(SafetensorsFile file) {
        return file.keys().size() == 1
                ? file.keys().stream()
                        .filter(key -> !key.equals(PARAMETERS) && !PAIR.contains(key))
                        .filter(key -> !key.isBlank())
                        .findFirst()
                : Optional.empty();
    }

    private boolean isTable(DType dtype) {
        boolean ofVectors = shape.rank() == 1 || shape.rank() == 2;
        return ofVectors && dtype.isFloating() && shape.count() > 0;
    }

    int count() {
        return shape.rank() == 1 ? 1 : Math.toIntExact(shape.size(0));
    }

    int width() {
        return Math.toIntExact(shape.size(shape.rank() - 1));
    }

    /** {@return the vectors, float32 [count, width] on the CPU} */
    Tensor read(SafetensorsFile file) {
        if (!file.shape(key).equals(shape)) {
            throw new CheckpointException(file.name() + " was replaced while it was in use");
        }
        Tensor read = file.read(key, shape, DType.F32, Device.CPU);
        if (!read.isFinite()) {
            throw new CheckpointException(
                    "%s: the tensor %s holds NaN or infinity".formatted(file.name(), key));
        }
        return read.reshape(count(), width());
    }
}
