package dev.easel.server.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the pictures of jobs are. An implementation may be a table of the database, or a store of
 * objects that several servers share. Thread-safe.
 */
public interface PictureStore {
    /**
     * Takes the pictures of a job, in place of any that it had.
     *
     * @param lasting whether they are there until they are deleted, also after a restart; else they
     *     may be lost as soon as nobody watches the job any more
     * @return how they are found again, in the order in which they were given
     */
    List<PictureRef> put(UUID job, List<MadePicture> pictures, boolean lasting);

    /** {@return the pictures of a job in their order; empty where there are none} */
    List<PictureRef> of(UUID job);

    /** {@return the pictures of several jobs in their order, by job; of those that have any} */
    Map<UUID, List<PictureRef>> of(Collection<UUID> jobs);

    /** {@return the bytes of each job's files, of those that last} */
    Map<UUID, Long> lastingBytes();

    /** {@return the file of a picture; absent where it was deleted} */
    Optional<byte[]> file(PictureRef picture);

    /** Deletes the pictures of a job, if there are any. */
    void delete(UUID job);

    /** {@return whether a job had a picture of this number, which is deleted now} */
    boolean delete(UUID job, int number);
}
