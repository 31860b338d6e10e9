package dev.easel.catalog;

import dev.easel.checkpoint.layout.ModelFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The single files in a folder of models, also in its folders {@code checkpoints} (ComfyUI's name)
 * and {@code Stable-diffusion} (A1111's). A file is called as it is without its extension.
 */
record CheckpointFiles(Path root) {
    /** Folders of files. */
    static final List<String> SHELVES = List.of("checkpoints", "Stable-diffusion");

    /**
     * {@return a file, the first where there are several}
     *
     * @param file its name without extension, never a path
     * @param name what the model is called
     */
    Optional<ModelPlace> find(String file, String name) {
        return in(path -> ModelFiles.nameOf(path).equals(file))
                .findFirst()
                .map(path -> new ModelPlace.File(name, path));
    }

    /** {@return the names of all} */
    List<String> names() {
        return in(_ -> true).map(ModelFiles::nameOf).distinct().toList();
    }

    private Stream<Path> in(Predicate<Path> wanted) {
        return Stream.concat(Stream.of(root), SHELVES.stream().map(root::resolve))
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder).stream())
                .filter(wanted)
                .filter(ModelFiles::isCheckpoint);
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }
}
