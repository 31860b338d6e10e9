package dev.easel.server.job;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where jobs stood that have been deleted a while ago, so that whoever goes through jobs page by
 * page finds the next one although the last job of this one is gone. Thread-safe.
 */
final class JobPlaces {
    private static final int MOST = 1000;

    private final Map<UUID, Place> places =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Place> eldest) {
                    return size() > MOST;
                }
            };

    /** Where a job stands among those of its owner. */
    record Place(UUID id, String owner, Instant createdAt) {
        static Place of(StoredJob job) {
            return new Place(job.id(), job.owner(), job.createdAt());
        }
    }

    synchronized void remember(StoredJob job) {
        places.put(job.id(), Place.of(job));
    }

    synchronized Optional<Place> find(UUID job) {
        return Optional.ofNullable(places.get(job));
    }
}
