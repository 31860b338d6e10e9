package dev.easel.server.models;

import dev.easel.catalog.EmbeddedModel;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the models that are here, read anew where one of their files has changed. */
@Component
final class KnownTraits {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTraits.class);

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** What was read of a model while its files were so; nothing of one that is broken. */
    private record Known(FileStamp stamp, Optional<ModelTraits> traits) {}

    /** {@return what a model's files say; absent where they cannot be read} */
    Optional<ModelTraits> of(ModelPlace place) {
        try {
            var path = place.location().orElseGet(EmbeddedModel::unpack);
            var stamp = FileStamp.of(path);
            return Objects.requireNonNull(
                            known.compute(
                                    path,
                                    (_, old) ->
                                            old != null && old.stamp().equals(stamp)
                                                    ? old
                                                    : new Known(stamp, read(place, path))))
                    .traits();
        } catch (CheckpointException | IllegalStateException e) {
            return Optional.empty(); // there is no cache to unpack into
        }
    }

    private static Optional<ModelTraits> read(ModelPlace place, Path path) {
        try {
            return Optional.of(ModelTraits.read(place, path));
        } catch (CheckpointException | IllegalStateException e) {
            LOG.warn("The model {} cannot be read: {}", place.ownName(), e.getMessage());
            return Optional.empty();
        }
    }
}
