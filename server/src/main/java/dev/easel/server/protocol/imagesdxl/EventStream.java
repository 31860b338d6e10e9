package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.NewPreviews;
import dev.easel.server.job.PictureStore;
import dev.easel.server.web.ServerSentEvents;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A stream of a job's states, by server-sent events: nothing but {@code data:} and one line of
 * JSON, for there are clients that end at anything else. A slow reader misses states between, never
 * the last.
 */
final class EventStream {
    private static final Duration WHILE_WORKING = Duration.ofSeconds(1);
    private static final Duration WHILE_WAITING = Duration.ofSeconds(15);

    private final ServerSentEvents events;
    private final PictureStore pictures;
    private final NewPreviews previews = new NewPreviews();

    /** Prepares a stream. */
    EventStream(HttpServletResponse response, PictureStore pictures) {
        this.events = new ServerSentEvents(response);
        this.pictures = pictures;
    }

    /**
     * Sends the states until the last one.
     *
     * @throws IOException where the client has gone
     */
    void follow(Job job) throws IOException, InterruptedException {
        var seen = job.now();
        send(job, seen.state());
        while (!seen.state().isFinal()) {
            boolean waiting = seen.state() instanceof JobState.Queued;
            seen = job.await(seen.version(), waiting ? WHILE_WAITING : WHILE_WORKING);
            send(job, seen.state());
        }
    }

    private void send(Job job, JobState state) throws IOException {
        // What was cancelled has failed on the stream of a request; its job says more.
        send(new ResultObject(job.id(), previews.of(told(state)), pictures));
    }

    /** {@return a state as those are told who wait for their pictures} */
    static JobState told(JobState state) {
        return state instanceof JobState.Cancelled
                ? new JobState.Failed(JobState.Reason.INTERNAL, "The job was cancelled")
                : state;
    }

    /** Sends an object, which may be all that there is. */
    void send(ResultObject object) throws IOException {
        events.send(OptionalLong.empty(), object::writeTo);
    }
}
