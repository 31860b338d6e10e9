package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.ShardedWeights;
import dev.easel.checkpoint.WeightSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model in diffusers' folder layout: {@code model_index.json} and a folder for each part.
 *
 * <p>Parts that the engine does not use (a safety checker, a feature extractor, an image encoder)
 * are never looked at.
 */
public final class DiffusersFolder {
    private final String name;
    private final Path path;
    private final JsonConfig index;

    private DiffusersFolder(String name, Path path, JsonConfig index) {
        this.name = name;
        this.path = path;
        this.index = index;
    }

    /**
     * {@return the folder}
     *
     * @throws CheckpointException where it is missing, is a file, or has no {@code
     *     model_index.json}
     */
    public static DiffusersFolder open(Path path) {
        @Nullable Path last = path.toAbsolutePath().normalize().getFileName();
        return open(path, last == null ? path.toString() : last.toString()); // null: a root
    }

    /**
     * {@return the folder of a model that people call by another name than the folder's}
     *
     * @throws CheckpointException where it is missing, is a file, or has no {@code
     *     model_index.json}
     */
    public static DiffusersFolder open(Path path, String name) {
        if (Files.isRegularFile(path)) {
            throw notAFolder(path);
        }
        if (!Files.isDirectory(path)) {
            throw new CheckpointException(
                    "there is no model at " + path + "; expected a folder in diffusers' layout");
        }
        return new DiffusersFolder(name, path, JsonConfig.read(path.resolve("model_index.json")));
    }

    /** {@return what people call the model: the folder's own name} */
    public String name() {
        return name;
    }

    /** {@return the configuration of the scheduler that the model was published with} */
    public JsonConfig scheduler() {
        return JsonConfig.read(path.resolve("scheduler").resolve("scheduler_config.json"));
    }

    public JsonConfig index() {
        return index;
    }

    /** {@return whether the index has this part} */
    public boolean has(String part) {
        return index.findStrings(part).orElse(List.of()).stream().anyMatch(name -> !name.isEmpty());
    }

    /** {@return the folder of a part, whose class must be one of {@code classes}} */
    public Path part(String part, String... classes) {
        List<String> entry = index.strings(part);
        if (entry.size() != 2 || !List.of(classes).contains(entry.getLast())) {
            throw index.mismatch(part, "the class " + String.join(" or ", classes));
        }
        return path.resolve(part);
    }

    /** {@return the configuration of a part} */
    public static JsonConfig config(Path part) {
        return JsonConfig.read(part.resolve("config.json"));
    }

    /**
     * {@return the weights of a part, to be closed} Taken is the first that exists of the plain
     * file, the index of several files, and the same of the variant {@code fp16}.
     *
     * @param stem of the file's name
     */
    public static WeightSource weights(Path part, String stem) {
        for (String variant : List.of(stem, stem + ".fp16")) {
            Path file = part.resolve(variant + ".safetensors");
            if (Files.exists(file)) {
                return SafetensorsFile.open(file);
            }
            Path shards =
                    part.resolve(
                            stem
                                    + ".safetensors.index"
                                    + variant.substring(stem.length())
                                    + ".json");
            if (Files.exists(shards)) {
                return ShardedWeights.open(shards);
            }
        }
        Path expected = part.resolve(stem + ".safetensors");
        throw pickle(part)
                .map(file ->
                        PickleFile.refused(
                                file, "; expected " + expected.getFileName() + " beside it"))
                .orElseGet(() -> new CheckpointException(expected + " is missing"));
    }

    private static CheckpointException notAFolder(Path file) {
        if (PickleFile.is(file)) {
            return PickleFile.refused(
                    file, "; convert it to safetensors in diffusers' folder layout");
        }
        return new CheckpointException(
                file + " is a file; expected a folder in diffusers' layout, with model_index.json");
    }

    private static Optional<Path> pickle(Path part) {
        try (var files = Files.list(part)) {
            return files.filter(PickleFile::is).sorted().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
