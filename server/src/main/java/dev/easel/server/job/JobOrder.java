package dev.easel.server.job;

import java.util.Optional;

/**
 * A request for a job.
 *
 * @param owner the id of a key, empty while no key is asked for
 * @param user who pays
 * @param idempotencyKey under which the owner finds the same job again
 * @param resumable whether it goes on when its client has left, or the server starts again
 * @param body what was sent
 */
public record JobOrder(
        String owner,
        Optional<String> user,
        Optional<String> idempotencyKey,
        boolean resumable,
        Body body) {
    /** What was sent; each form of it is made when it is asked for, as it may be long. */
    public interface Body {
        /** {@return what tells different requests apart, at most 64 characters} */
        String digest();

        /** {@return what a {@link TaskReader} makes the task from again} */
        byte[] stored();

        /** {@return what stays of it when the job has ended} */
        KeptRequest kept();
    }
}
