package dev.easel.server.job;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A job as people see it who look at it: what it is, where it stands, what comes.
 *
 * @param pictures that it has, in their order
 * @param position how many wait ahead of it, where it waits
 * @param secondsLeft until it is done, as far as the steps of jobs so far tell
 */
public record JobView(
        StoredJob stored,
        JobState state,
        List<PictureRef> pictures,
        OptionalInt position,
        OptionalDouble secondsLeft) {
    public JobView {
        pictures = List.copyOf(pictures);
    }
}
