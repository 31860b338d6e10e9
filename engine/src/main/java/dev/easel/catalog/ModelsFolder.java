package dev.easel.catalog;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder that holds the models on this machine: a folder for each, named after its id, or a
 * single file, here or in {@code checkpoints} or {@code Stable-diffusion}.
 */
public record ModelsFolder(Path path) {
    /**
     * {@return the folder that EASEL_MODELS names, else {@code models} in the user's folder of
     * data}
     *
     * @throws IllegalStateException where nothing names one and the user has no home folder
     */
    public static ModelsFolder of(Map<String, String> environment) {
        String chosen = environment.getOrDefault("EASEL_MODELS", "");
        return new ModelsFolder(
                chosen.isEmpty()
                        ? UserFolders.of(environment).data().resolve("models")
                        : Path.of(chosen));
    }

    /**
     * {@return where a model is}
     *
     * @param model the id of a known model, the name of a folder or single file in here, or the
     *     path of any folder or single file
     * @throws CheckpointException where there is none
     */
    public ModelPlace find(String model) {
        var known = KnownModel.of(model);
        if (known.isPresent()) {
            return find(known.get()).orElseThrow(() -> notHere(known.get()));
        }
        Path given = Path.of(model);
        if (!model.isEmpty() && Files.exists(given)) {
            return ModelFiles.isSingleFile(given)
                    ? new ModelPlace.File(model, given)
                    : new ModelPlace.Folder(model, given);
        }
        return named(model)
                .orElseThrow(() ->
                        new CheckpointException(
                                "the model must be a folder or an id that ./easel models lists, or"
                                        + " a .safetensors file, got "
                                        + model));
    }

    /** {@return the folder or single file of a name in here; a name is never a path} */
    public Optional<ModelPlace> named(String name) {
        if (!isName(name)) {
            return Optional.empty();
        }
        Path folder = path.resolve(name);
        return Files.isDirectory(folder) && !isShelf(folder)
                ? Optional.of(new ModelPlace.Folder(name, folder))
                : new CheckpointFiles(path).find(name, name);
    }

    private static boolean isName(String text) {
        try {
            return !text.isBlank()
                    && !text.startsWith(".")
                    && Path.of(text).equals(Path.of(text).getFileName());
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /** Whether a folder is one of files, not of a model. */
    private static boolean isShelf(Path folder) {
        return CheckpointFiles.SHELVES.contains(String.valueOf(folder.getFileName()))
                && !isModel(folder);
    }

    /**
     * {@return where a known model is} Ids of the same weights share a folder: any that bears the
     * name of one of them will do.
     */
    public Optional<ModelPlace> find(KnownModel model) {
        if (model.isEmbedded()) {
            return Optional.of(new ModelPlace.Embedded());
        }
        var others = KnownModel.ALL.stream().filter(k -> k.repository().equals(model.repository()));
        return Stream.concat(Stream.of(model), others)
                .flatMap(k -> at(k.id(), model.id()).stream())
                .findFirst();
    }

    /** {@return the folder or single file of an id, for a model that is called by another one} */
    private Optional<ModelPlace> at(String id, String name) {
        Path folder = path.resolve(id);
        return isModel(folder)
                ? Optional.of(new ModelPlace.Folder(name, folder))
                : new CheckpointFiles(path).find(id, name);
    }

    /** {@return the names of the folders and single files that are models but not known ones} */
    public List<String> others() {
        Predicate<String> known = name -> KnownModel.of(name).isPresent();
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var folders = Files.list(path)) {
            var names =
                    folders.filter(ModelsFolder::isModel)
                            .map(folder -> String.valueOf(folder.getFileName()));
            return Stream.concat(names, new CheckpointFiles(path).names().stream())
                    .filter(known.negate())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private static boolean isModel(Path folder) {
        return Files.exists(folder.resolve("model_index.json"));
    }

    private CheckpointException notHere(KnownModel model) {
        return new CheckpointException(
                "the model %s is not on this machine; expected the files of %s in %s"
                        .formatted(model.id(), model.repository(), path.resolve(model.id())));
    }
}
