package dev.easel.catalog;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.layout.ModelFiles;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders that hold models on this machine, Easel's own or those of A1111 and ComfyUI: in each
 * a folder in diffusers' layout for a model, files of whole models, and a {@link Shelf} of files
 * for each kind. All is looked for at each call, so that what is put there is seen.
 *
 * <p>A file is called as it is without its extension, and where two are alike, with folders before
 * it: {@code anime/fox}. Names are looked for among what is there; they are never paths.
 *
 * @param roots the first is where new models are put; none need exist
 */
public record ModelFolders(List<Path> roots) {
    private static final String REMEDY =
            "; look for the same as .safetensors, or convert it (docs/models.md says how)";

    /**
     * Names the folders.
     *
     * @throws IllegalArgumentException where there are none
     */
    public ModelFolders {
        roots = List.copyOf(roots);
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("there must be a folder for models, got none");
        }
    }

    /**
     * {@return the folders that EASEL_MODELS names, else {@code models} in the user's folder of
     * data}
     *
     * @throws IllegalStateException where nothing names one and the user has no home folder
     */
    public static ModelFolders of(Map<String, String> environment) {
        String chosen = environment.getOrDefault("EASEL_MODELS", "");
        return chosen.isEmpty()
                ? new ModelFolders(List.of(UserFolders.of(environment).data().resolve("models")))
                : parse(chosen);
    }

    /**
     * {@return the folders in a text, which the system's path separator separates}
     *
     * @throws IllegalArgumentException where there are none, or one can be no path
     */
    public static ModelFolders parse(String paths) {
        return new ModelFolders(
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(paths)
                        .filter(path -> !path.isBlank())
                        .map(Path::of)
                        .toList());
    }

    /** {@return the folders as {@link #parse} reads them} */
    public String text() {
        return roots.stream()
                .map(root -> root.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** {@return the folder where new models are put} */
    public Path first() {
        return roots.getFirst();
    }

    /**
     * {@return where a model is}
     *
     * @param model the id of a known model, a name that {@link #named} takes, or the path of any
     *     folder or single file
     * @throws CheckpointException where there is none, or it is a pickle
     */
    public ModelPlace find(String model) {
        var known = KnownModel.of(model);
        if (known.isPresent()) {
            return find(known.get())
                    .or(() -> refusePickle(Shelf.CHECKPOINTS, model))
                    .orElseThrow(() -> notHere(known.get()));
        }
        Path given = Path.of(model);
        if (!model.isEmpty() && Files.exists(given)) {
            return ModelFiles.isSingleFile(given)
                    ? new ModelPlace.File(model, given)
                    : new ModelPlace.Folder(model, given);
        }
        return named(model)
                .or(() -> file(Shelf.UNETS, model).map(unet -> new ModelPlace.File(model, unet)))
                .orElseThrow(() ->
                        new CheckpointException(
                                "the model must be a folder or an id that ./easel models lists, or"
                                        + " a .safetensors or .gguf file, got "
                                        + model));
    }

    /**
     * {@return the folder or single file of a name, called as {@link #others} calls it}
     *
     * @throws CheckpointException where only a pickle has that name
     */
    public Optional<ModelPlace> named(String name) {
        return models().called(name)
                .filter(ModelFolders::isModel)
                .findFirst()
                .map(model -> place(model.name(), model.path()))
                .or(() -> refusePickle(Shelf.CHECKPOINTS, name));
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
        var models = models();
        return Stream.concat(Stream.of(model), others)
                .flatMap(k -> models.called(k.id()))
                .filter(ModelFolders::isModel)
                .findFirst()
                .map(found -> place(model.id(), found.path()));
    }

    /** {@return the names of the folders and single files that are models but not known ones} */
    public List<String> others() {
        return models().all().stream()
                .filter(model -> KnownModel.of(model.name()).isEmpty())
                .filter(ModelFolders::isModel)
                .map(ShelvedNames.Named::name)
                .sorted()
                .toList();
    }

    /**
     * {@return the files of a kind that are wanted, those that are pickles too}
     *
     * @param wanted is asked for each file before anything but its name is looked at: there may be
     *     thousands
     */
    public List<Path> filesNamed(Shelf shelf, Predicate<Path> wanted) {
        Predicate<Path> isFile = file -> ModelFiles.isSingleFile(file) || PickleFile.is(file);
        return files(shelf, wanted.and(isFile)).stream().map(ShelvedItem::path).toList();
    }

    /** {@return the names of the files of a kind} */
    public List<String> names(Shelf shelf) {
        return on(shelf).all().stream()
                .filter(file -> isOn(shelf, file))
                .map(ShelvedNames.Named::name)
                .sorted()
                .toList();
    }

    /**
     * {@return the file of a name}
     *
     * @throws CheckpointException where only a pickle has that name
     */
    public Optional<Path> file(Shelf shelf, String name) {
        return on(shelf)
                .called(name)
                .filter(file -> isOn(shelf, file))
                .map(ShelvedNames.Named::path)
                .findFirst()
                .or(() -> refusePickle(shelf, name));
    }

    private <T> Optional<T> refusePickle(Shelf shelf, String name) {
        var pickles = new ShelvedNames(files(shelf, PickleFile::is));
        pickles.called(name)
                .findFirst()
                .ifPresent(pickle -> {
                    // Without the folder: names come from clients of the service too.
                    throw PickleFile.refused(
                            Optional.ofNullable(pickle.path().getFileName()).orElse(pickle.path()),
                            REMEDY);
                });
        return Optional.empty();
    }

    /** {@return the names on a shelf; models in folders have a part in those of whole models} */
    private ShelvedNames on(Shelf shelf) {
        return shelf == Shelf.CHECKPOINTS
                ? models()
                : new ShelvedNames(files(shelf, ModelFiles::isSingleFile));
    }

    private ShelvedNames models() {
        var folders =
                roots.stream()
                        .flatMap(root -> new ModelRoot(root).models().stream())
                        .map(ShelvedItem::folder);
        var files = files(Shelf.CHECKPOINTS, ModelFiles::isSingleFile);
        return new ShelvedNames(Stream.concat(folders, files.stream()).toList());
    }

    private List<ShelvedItem> files(Shelf shelf, Predicate<Path> wanted) {
        var items = new ArrayList<ShelvedItem>();
        // Some systems see one folder in vae and VAE, and a root may be given twice.
        var seen = new HashSet<Path>();
        for (var root : roots.stream().map(ModelRoot::new).toList()) {
            if (shelf == Shelf.CHECKPOINTS) {
                root.bases()
                        .filter(base -> seen.add(VisibleFiles.real(base)))
                        .forEach(base -> items.addAll(loose(base, wanted)));
            }
            root.shelves(shelf)
                    .filter(folder -> seen.add(VisibleFiles.real(folder)))
                    .forEach(folder -> items.addAll(shelved(folder, wanted)));
        }
        return items;
    }

    private static List<ShelvedItem> loose(Path base, Predicate<Path> wanted) {
        return VisibleFiles.in(base, wanted).stream()
                .map(file -> ShelvedItem.file(file, base))
                .toList();
    }

    private static List<ShelvedItem> shelved(Path shelf, Predicate<Path> wanted) {
        Path above = Optional.ofNullable(shelf.getParent()).orElse(shelf);
        return VisibleFiles.below(shelf, wanted).stream()
                .map(file -> ShelvedItem.file(file, above))
                .toList();
    }

    private static boolean isModel(ShelvedNames.Named item) {
        return Files.isDirectory(item.path()) || ModelFiles.isCheckpoint(item.path());
    }

    private static boolean isOn(Shelf shelf, ShelvedNames.Named item) {
        return shelf != Shelf.CHECKPOINTS || ModelFiles.isCheckpoint(item.path());
    }

    private static ModelPlace place(String name, Path path) {
        return Files.isDirectory(path)
                ? new ModelPlace.Folder(name, path)
                : new ModelPlace.File(name, path);
    }

    private CheckpointException notHere(KnownModel model) {
        return new CheckpointException(
                "the model %s is not on this machine, no files of %s are in %s; ./easel pull %s brings them"
                        .formatted(
                                model.id(),
                                model.repository(),
                                first().resolve(model.id()),
                                model.id()));
    }
}
