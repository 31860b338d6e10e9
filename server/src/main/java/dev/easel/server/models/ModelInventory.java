package dev.easel.server.models;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.ModelPlace;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.CheckpointException;

import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The models that are here, each once, by its own name. Folders are looked at each time. */
@Component
public final class ModelInventory {
    private final ModelFolders folders;
    private final KnownTraits traits;

    ModelInventory(ModelSettings settings, KnownTraits traits) {
        this.folders = settings.folders();
        this.traits = traits;
    }

    /**
     * A model that can be loaded.
     *
     * @param traits what its files say
     */
    public record Here(ModelPlace place, ModelTraits traits) {
        /** {@return what its folder or file is called} */
        public String name() {
            return place.ownName();
        }
    }

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
                .flatMap(place -> here(place).stream())
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

    private Optional<Here> here(ModelPlace place) {
        return traits.of(place).map(it -> new Here(place, it));
    }
}
