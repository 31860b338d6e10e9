package dev.easel.server.models;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.ModelPlace;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageUpscaler;

import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the model for an id. Folders are looked for at each request: one that is added is seen. */
@Component
public final class Catalog {
    /** The id that the API takes where none is given. */
    public static final String DEFAULT = "sdxl";

    private static final String EMBEDDED_UPSCALER = "easel-mini x2";

    private static final KnownModel MINI = KnownModel.of(KnownModel.EMBEDDED).orElseThrow();

    private final ModelFolders folders;
    private final ModelSettings settings;
    private final AdapterCatalog adapters;
    private final KnownTraits traits;
    private final GeneratorOptions options;

    Catalog(ModelSettings settings, KnownTraits traits) {
        this.folders = settings.folders();
        this.settings = settings;
        this.traits = traits;
        this.adapters = new AdapterCatalog(folders);
        this.options =
                GeneratorOptions.defaults()
                        .withPrecision(settings.precision())
                        .withOffload(settings.lowMemory() ? Offload.PER_COMPONENT : Offload.NONE)
                        .withPreviewDecoders(name -> folders.file(Shelf.PREVIEW_DECODERS, name));
        // What this machine cannot compute is told at the start, not by every job.
        var _ = options.placement();
    }

    /**
     * {@return the model for an id, or for the name of a folder or single file of the operator's}
     *
     * @throws MissingModelException where its weights are not here; the sentence says what to do
     */
    public Choice choose(String id) {
        var known = KnownModel.of(id);
        if (known.isEmpty()) {
            return named(id)
                    .map(place -> choice(place, Optional.empty()))
                    .orElseThrow(() -> MissingModelException.unknown(id));
        }
        return folders.find(known.get())
                .map(place -> choice(place, noteOf(id, place)))
                .or(() -> fallback(id))
                .orElseThrow(() -> MissingModelException.notHere(known.get()));
    }

    /** {@return what can be put on models} */
    public AdapterCatalog adapters() {
        return adapters;
    }

    private Optional<ModelPlace> named(String id) {
        try {
            return folders.named(id);
        } catch (CheckpointException e) {
            throw MissingModelException.refused(e);
        }
    }

    /** {@return the ids whose weights are here, with the fallback's} */
    public List<String> ready() {
        return KnownModel.ALL.stream()
                .map(KnownModel::id)
                .filter(id -> folders.find(KnownModel.of(id).orElseThrow()).isPresent())
                .toList();
    }

    /**
     * {@return all names by which a request can have a model now: known ids whose weights are here,
     * sdxl where easel-mini stands in for it, and the names of the operator's folders and files}
     */
    public List<String> names() {
        var standIn = standsIn() ? Stream.of(DEFAULT) : Stream.<String>empty();
        return Stream.of(standIn, ready().stream(), folders.others().stream())
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /**
     * {@return the models that are here, each by one name} The first is for whoever names none:
     * sdxl, else another large one, at last the embedded one.
     */
    public List<String> models() {
        var own =
                Stream.concat(ready().stream().filter(this::isOwnName), folders.others().stream())
                        .toList();
        return Stream.of(
                        own.stream().filter(DEFAULT::equals),
                        own.stream().filter(name -> !name.equals(KnownModel.EMBEDDED)),
                        Stream.of(KnownModel.EMBEDDED))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /** Ids of the same weights share a folder. */
    private boolean isOwnName(String id) {
        return KnownModel.of(id)
                .flatMap(folders::find)
                .filter(place -> place.ownName().equals(id))
                .isPresent();
    }

    /** {@return whether requests can have a model by this name; no file of it is read} */
    public boolean has(String id) {
        if (id.equals(DEFAULT) && settings.miniFallback()) {
            return true;
        }
        try {
            return KnownModel.of(id).map(folders::find).orElseGet(() -> named(id)).isPresent();
        } catch (MissingModelException e) {
            return false;
        }
    }

    /** {@return whether easel-mini stands in for sdxl now} */
    public boolean standsIn() {
        return settings.miniFallback() && !ready().contains(DEFAULT);
    }

    /** {@return what makes pictures larger: the setting's network, else the embedded one} */
    public ModelSource<ImageUpscaler> upscaler() {
        return settings.upscaler()
                .map(this::upscaler)
                .orElseGet(() ->
                        new ModelSource<>(
                                EMBEDDED_UPSCALER,
                                ImageUpscaler.class,
                                () -> 0,
                                () -> ImageUpscaler.embedded(upscaling()),
                                _ -> 0));
    }

    /**
     * {@return what makes pictures larger by the network of this name, or that of {@link
     * #upscaler()} where none is named}
     *
     * @throws MissingModelException where there is no such network
     */
    public ModelSource<ImageUpscaler> upscaler(Optional<String> name) {
        return name.filter(n -> !n.equals(upscaler().name()))
                .map(this::upscalerNamed)
                .map(this::upscaler)
                .orElseGet(this::upscaler);
    }

    /**
     * {@return the file of a network that makes pictures larger; absent for the embedded one}
     *
     * @throws MissingModelException where there is no such network
     */
    public Optional<Path> upscalerFile(Optional<String> name) {
        return name.filter(n -> !n.equals(upscaler().name()))
                .map(this::upscalerNamed)
                .or(settings::upscaler);
    }

    /** {@return the names of the networks that make pictures larger, the usual one first} */
    public List<String> upscalers() {
        return Stream.concat(Stream.of(upscaler().name()), folders.names(Shelf.UPSCALERS).stream())
                .distinct()
                .toList();
    }

    private Path upscalerNamed(String name) {
        return folders.file(Shelf.UPSCALERS, name)
                .orElseThrow(() -> MissingModelException.unknownUpscaler(name, upscalers()));
    }

    private ModelSource<ImageUpscaler> upscaler(Path file) {
        return new ModelSource<>(
                new ModelPlace.File(file).name(),
                ImageUpscaler.class,
                () -> WeightFiles.bytes(file),
                () -> ImageUpscaler.open(file, upscaling()),
                _ -> WeightFiles.bytes(file));
    }

    /** int8 is for models that draw: upscalers do not compute in it. */
    private GeneratorOptions upscaling() {
        return options.precision() == Precision.INT8
                ? options.withPrecision(Precision.AUTO)
                : options;
    }

    private Optional<Choice> fallback(String id) {
        if (!id.equals(DEFAULT) || !settings.miniFallback()) {
            return Optional.empty();
        }
        var note =
                "sdxl is not on this server: the embedded easel-mini, a small model of drawn"
                        + " objects, made this picture";
        return folders.find(MINI).map(place -> choice(place, Optional.of(note)));
    }

    private Choice choice(ModelPlace place, Optional<String> note) {
        return new Choice(
                source(place),
                SingletonSupplier.of(() -> traits.of(place).orElse(ModelTraits.OF_ANY)),
                note);
    }

    private static Optional<String> noteOf(String id, ModelPlace place) {
        return place.ownName().equals(id)
                ? Optional.empty()
                : Optional.of("%s is served by %s".formatted(id, place.ownName()));
    }

    private ModelSource<ImageGenerator> source(ModelPlace place) {
        return switch (place) {
            case ModelPlace.Embedded _ ->
                    new ModelSource<>(
                            KnownModel.EMBEDDED,
                            ImageGenerator.class,
                            () -> 0,
                            () -> ImageGenerator.open(place, options),
                            ImageGenerator::modelBytes);
            case ModelPlace.Folder here -> source(place, here.path());
            case ModelPlace.File here -> source(place, here.path());
        };
    }

    private ModelSource<ImageGenerator> source(ModelPlace place, Path path) {
        return new ModelSource<>(
                place.ownName(),
                ImageGenerator.class,
                () -> WeightFiles.bytes(path),
                () -> ImageGenerator.open(place, options),
                generator -> bytes(generator, path));
    }

    /** Between two pictures a model in parts takes nothing: what it may take by and by counts. */
    private long bytes(ImageGenerator generator, Path folder) {
        return settings.lowMemory() ? WeightFiles.bytes(folder) : generator.modelBytes();
    }
}
