package dev.easel.server.job;

import java.util.Optional;

/**
 * A request for a job.
 *
 * @param owner the id of a key, empty while no key is asked for
 * @param user who pays
 * @param idempotencyKey under which the owner finds the same job again
 * @param resumable whether it goes on when its client has left, or the server starts again
 * @param request what the task can be made again from
 */
public record Order(
        String owner,
        Optional<String> user,
        Optional<String> idempotencyKey,
        boolean resumable,
        Json request) {}
