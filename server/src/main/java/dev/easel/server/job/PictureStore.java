package dev.easel.server.job;

import java.util.List;
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

    /** {@return the file of a picture; absent where it was deleted} */
    Optional<byte[]> file(PictureRef picture);

    /** Deletes the pictures of a job, if there are any. */
    void delete(UUID job);
}
