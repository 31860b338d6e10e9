package dev.easel.server.models;

import dev.easel.catalog.EmbeddedModel;
import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.ModelPlace;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ModelDefaults;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The models that are here, each once, by its own name. Folders are looked at each time; what is
 * read from a model's files is kept until one of them changes.
 */
@Component
public final class ModelInventory {
    private static final Logger LOG = LoggerFactory.getLogger(ModelInventory.class);

    private final ModelFolders folders;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    ModelInventory(ModelSettings settings) {
        this.folders = settings.folders();
    }

    /**
     * A model that can be loaded.
     *
     * @param bytes of its weights in files
     * @param traits what its files say
     */
    public record Here(ModelPlace place, long bytes, Traits traits) {
        /** {@return what its folder or file is called} */
        public String name() {
            return place.ownName();
        }
    }

    /**
     * What a model's files say of it, without its weights.
     *
     * @param defaults what its pictures are made with where a request leaves it open
     * @param multiple of which both sides of its pictures must be
     * @param family SD 1.x, SD 2.x or SDXL; absent for others
     */
    public record Traits(ModelDefaults defaults, int multiple, Optional<String> family) {
        /** {@return whether it takes a negative prompt: without guidance none is looked at} */
        public boolean isGuided() {
            return defaults.guidanceScale() > 1;
        }
    }

    /** What was read of a model, while its files were so; nothing of one that is broken. */
    private record Known(FileStamp stamp, Optional<Traits> traits) {}

    /** {@return the folders that models lie in; the first is where new ones are put} */
    public ModelFolders folders() {
        return folders;
    }

    /** {@return the models that can be loaded, the embedded one last} */
    public List<Here> all() {
        var seen = new HashSet<Path>();
        var published = KnownModel.ALL.stream().flatMap(model -> folders.find(model).stream());
        var others = folders.others().stream().flatMap(name -> folders.named(name).stream());
        var places =
                Stream.concat(published, others)
                        .filter(place -> place.location().filter(seen::add).isPresent());
        return Stream.concat(places, Stream.of(new ModelPlace.Embedded()))
                .flatMap(place -> read(place).stream())
                .toList();
    }

    /** {@return the model of a name or an id} */
    public Optional<ModelPlace> find(String name) {
        try {
            return KnownModel.of(name).map(folders::find).orElseGet(() -> folders.named(name));
        } catch (CheckpointException e) {
            return Optional.empty(); // a pickle
        }
    }

    /** {@return the names of the files of a kind} */
    public List<String> names(Shelf shelf) {
        return folders.names(shelf);
    }

    private Optional<Here> read(ModelPlace place) {
        try {
            Path path = place.location().orElseGet(EmbeddedModel::unpack);
            var stamp = FileStamp.of(path);
            var entry =
                    Objects.requireNonNull(
                            known.compute(
                                    path,
                                    (_, old) ->
                                            old != null && old.stamp().equals(stamp)
                                                    ? old
                                                    : new Known(stamp, traits(place))));
            return entry.traits().map(it -> new Here(place, WeightFiles.bytes(path), it));
        } catch (CheckpointException | IllegalStateException e) {
            return Optional.empty(); // there is no cache to unpack into
        }
    }

    private static Optional<Traits> traits(ModelPlace place) {
        try {
            return Optional.of(
                    new Traits(
                            ModelDefaults.of(place),
                            ImageSize.multipleFor(place),
                            place.files().family()));
        } catch (CheckpointException | IllegalStateException e) {
            LOG.warn("The model {} cannot be read: {}", place.ownName(), e.getMessage());
            return Optional.empty();
        }
    }
}
