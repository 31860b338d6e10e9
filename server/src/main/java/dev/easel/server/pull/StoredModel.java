package dev.easel.server.pull;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model or another file of weights in the folders of models.
 *
 * @param path its folder or file
 */
public record StoredModel(String name, Path path) {
    /** {@return all: known models, others, and the files on all shelves} */
    public static List<StoredModel> all(ModelFolders folders) {
        var known =
                KnownModel.ALL.stream()
                        .flatMap(model ->
                                folders.find(model).flatMap(place -> place.location()).stream()
                                        .map(path -> new StoredModel(model.id(), path)));
        var others =
                folders.others().stream()
                        .flatMap(name ->
                                folders.named(name).flatMap(place -> place.location()).stream()
                                        .map(path -> new StoredModel(name, path)));
        var files =
                shelves()
                        .flatMap(shelf ->
                                folders.names(shelf).stream()
                                        .flatMap(name ->
                                                folders.file(shelf, name).stream()
                                                        .map(path -> new StoredModel(name, path))));
        return Stream.of(known, others, files)
                .flatMap(models -> models)
                .filter(new Once()::isFirst)
                .toList();
    }

    /** Ids of the same weights share a folder, which counts once. */
    private static final class Once {
        private final Set<Path> seen = new HashSet<>();

        boolean isFirst(StoredModel model) {
            return seen.add(model.path());
        }
    }

    /**
     * {@return what is called so}
     *
     * @throws CheckpointException where nothing is, or only a pickle
     */
    public static StoredModel find(ModelFolders folders, String name) {
        var model =
                KnownModel.of(name)
                        .map(folders::find)
                        .orElseGet(() -> folders.named(name))
                        .flatMap(place -> place.location());
        return model.or(() -> file(folders, name))
                .map(path -> new StoredModel(name, path))
                .orElseThrow(() ->
                        new CheckpointException(
                                "there is no model or file called %s in %s; ./easel models lists the models"
                                        .formatted(name, folders.text())));
    }

    /** {@return a file that is no whole model} */
    public static Optional<Path> file(ModelFolders folders, String name) {
        return shelves().flatMap(shelf -> folders.file(shelf, name).stream()).findFirst();
    }

    private static Stream<Shelf> shelves() {
        return Arrays.stream(Shelf.values()).filter(shelf -> shelf != Shelf.CHECKPOINTS);
    }

    /** {@return bytes of the file, or of all below the folder} */
    public long bytes() throws IOException {
        try (var files = Files.walk(path)) {
            long bytes = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** {@return whether it lies in a folder; what a link leads to does not} */
    public boolean isIn(Path root) throws IOException {
        Path own = path.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(own.getParent()).orElse(own);
        return Files.isDirectory(root) && parent.toRealPath().startsWith(root.toRealPath());
    }

    /** Deletes it, with what was noted of it; what a link leads to stays. */
    public void delete() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.deleteIfExists(PullNote.place(path));
            Files.deleteIfExists(path.resolveSibling(ModelFiles.nameOf(path) + ".easel.json"));
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
