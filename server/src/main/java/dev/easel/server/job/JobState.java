package dev.easel.server.job;

import dev.easel.server.billing.Usd;

import java.util.List;
import java.util.Optional;

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
     * @param fraction of the work that is done, 0 to 1
     * @param step how many steps of the present picture are made
     * @param steps how many it will have; 0 while that is not known
     * @param preview the newest, where the job asked for previews
     */
    record Generating(double fraction, int step, int steps, Optional<Preview> preview)
            implements JobState {
        /** Without a preview. */
        public Generating(double fraction, int step, int steps) {
            this(fraction, step, steps, Optional.empty());
        }

        /** {@return the same without its preview} */
        public Generating withoutPreview() {
            return new Generating(fraction, step, steps);
        }
    }

    /**
     * What a picture will be like.
     *
     * @param number of this one among the job's, from 1
     * @param file a JPEG
     */
    @SuppressWarnings("ArrayRecordComponent") // they are told apart by their numbers
    record Preview(int number, byte[] file) {}

    /**
     * It has its pictures.
     *
     * @param cost without the fee
     * @param pictures by reference: their files are in the {@link PictureStore}
     */
    record Done(Usd cost, List<PictureRef> pictures) implements JobState {
        public Done {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * It ended without pictures.
     *
     * @param sentence for the client
     */
    record Failed(Reason reason, String sentence) implements JobState {}

    /** Its client took it back, or has left. */
    record Cancelled() implements JobState {}

    /** Why a job failed, for those who have to decide what to do next. */
    enum Reason {
        /** The request cannot be carried out: sent again, it fails again. */
        INVALID,
        /** The server could not do it at that time: sent again, it may succeed. */
        UNAVAILABLE,
        /** Something went wrong on the server. */
        INTERNAL
    }
}
