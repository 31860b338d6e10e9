package dev.easel.catalog;

import dev.easel.checkpoint.CheckpointException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folder that holds a folder for each model on this machine, named after its id. */
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
     * @param model the id of a known model, the name of a folder in here, or any folder's path
     * @throws CheckpointException where there is none
     */
    public ModelPlace find(String model) {
        var known = KnownModel.of(model);
        if (known.isPresent()) {
            return find(known.get()).orElseThrow(() -> notHere(known.get()));
        }
        Path given = Path.of(model);
        Path named = path.resolve(given);
        if (!model.isEmpty() && Files.exists(given)) {
            return new ModelPlace.Folder(model, given);
        }
        if (!model.isEmpty() && given.getNameCount() == 1 && Files.isDirectory(named)) {
            return new ModelPlace.Folder(model, named);
        }
        throw new CheckpointException(
                "the model must be a folder or an id that ./easel models lists, got " + model);
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
                .map(k -> path.resolve(k.id()))
                .filter(ModelsFolder::isModel)
                .<ModelPlace>map(folder -> new ModelPlace.Folder(model.id(), folder))
                .findFirst();
    }

    /** {@return the names of the folders that are models but not known ones} */
    public List<String> others() {
        Predicate<String> known = name -> KnownModel.of(name).isPresent();
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var folders = Files.list(path)) {
            return folders.filter(ModelsFolder::isModel)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(known.negate())
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
