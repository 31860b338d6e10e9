package dev.easel.server.job;

import dev.easel.server.billing.Usd;

/** Where a job stands. */
public sealed interface JobState {
    /** {@return whether nothing will change any more} */
    default boolean isFinal() {
        return switch (this) {
            case Queued _, Generating _ -> false;
            case Done _, Failed _, Cancelled _ -> true;
        };
    }

    /** It waits. */
    record Queued() implements JobState {}

    /**
     * It is worked on.
     *
     * @param progress 0 to 1
     */
    record Generating(double progress) implements JobState {}

    /**
     * It has its pictures.
     *
     * @param cost without the fee
     * @param results a JSON array
     */
    record Done(Usd cost, Json results) implements JobState {}

    /**
     * It ended without pictures.
     *
     * @param sentence for the client
     * @param status of an HTTP answer that says it
     */
    record Failed(String sentence, int status) implements JobState {}

    /** Its client took it back, or has left. */
    record Cancelled() implements JobState {}
}
