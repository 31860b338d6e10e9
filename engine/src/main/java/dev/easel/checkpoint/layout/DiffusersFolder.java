package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.WeightSource;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A model in diffusers' folder layout: {@code model_index.json} and a folder for each part. */
final class DiffusersFolder implements ModelFiles {
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
    static DiffusersFolder open(Path path) {
        @Nullable Path last = path.toAbsolutePath().normalize().getFileName();
        return open(path, last == null ? path.toString() : last.toString()); // null: a root
    }

    /**
     * {@return the folder of a model that people call by another name than the folder's}
     *
     * @throws CheckpointException where it is missing, is a file, or has no {@code
     *     model_index.json}
     */
    static DiffusersFolder open(Path path, String name) {
        if (Files.isRegularFile(path)) {
            throw notAFolder(path);
        }
        if (!Files.isDirectory(path)) {
            throw new CheckpointException(
                    "there is no model at " + path + "; expected a folder in diffusers' layout");
        }
        return new DiffusersFolder(name, path, JsonConfig.read(path.resolve("model_index.json")));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Path> companion(String file) {
        return Optional.of(path.resolve(file)).filter(Files::isRegularFile);
    }

    @Override
    public JsonConfig index() {
        return index;
    }

    @Override
    public Optional<JsonConfig> preferred() {
        return Optional.of(path.resolve("easel.json")).filter(Files::exists).map(JsonConfig::read);
    }

    @Override
    public boolean has(String part) {
        return index.findStrings(part).orElse(List.of()).stream().anyMatch(name -> !name.isEmpty());
    }

    @Override
    public JsonConfig settings(String part, String file, String... classes) {
        requireClass(part, classes);
        return JsonConfig.read(path.resolve(part).resolve(file));
    }

    @Override
    public TokenizerPlace tokenizer(String part, String... classes) {
        requireClass(part, classes);
        return new TokenizerPlace.Folder(path.resolve(part));
    }

    private void requireClass(String part, String... classes) {
        if (classes.length == 0) {
            return;
        }
        List<String> entry = index.strings(part);
        if (entry.size() != 2 || !List.of(classes).contains(entry.getLast())) {
            throw index.mismatch(part, "the class " + String.join(" or ", classes));
        }
    }

    @Override
    public WeightSource weights(String part) {
        Path folder = path.resolve(part);
        boolean transformers = index.strings(part).getFirst().equals("transformers");
        return (transformers ? PartFolder.ofTransformers(folder) : PartFolder.ofDiffusers(folder))
                .open();
    }

    private static CheckpointException notAFolder(Path file) {
        if (PickleFile.is(file)) {
            return PickleFile.refused(
                    file, "; convert it to safetensors, in one file or in diffusers' layout");
        }
        return new CheckpointException(
                file
                        + " is a file; expected a folder in diffusers' layout, with"
                        + " model_index.json, or a .safetensors or .gguf file");
    }
}
