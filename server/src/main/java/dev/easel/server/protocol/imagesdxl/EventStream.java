package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.PictureStore;

import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A stream of a job's states, by server-sent events: nothing but {@code data:} and one line of
 * JSON, for there are clients that end at anything else. A slow reader misses states between, never
 * the last.
 */
final class EventStream {
    private static final Duration WHILE_WORKING = Duration.ofSeconds(1);
    private static final Duration WHILE_WAITING = Duration.ofSeconds(15);

    private final HttpServletResponse response;
    private final PictureStore pictures;
    private final boolean numbered;
    private int previewsSent;

    /**
     * Prepares a stream.
     *
     * @param numbered whether events have {@code id:} lines
     */
    EventStream(HttpServletResponse response, PictureStore pictures, boolean numbered) {
        this.response = response;
        this.pictures = pictures;
        this.numbered = numbered;
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events back
    }

    /**
     * Sends the states until the last one.
     *
     * @throws IOException where the client has gone
     */
    void follow(Job job) throws IOException, InterruptedException {
        var seen = job.now();
        send(seen.version(), job, seen.state());
        while (!seen.state().isFinal()) {
            boolean waiting = seen.state() instanceof JobState.Queued;
            seen = job.await(seen.version(), waiting ? WHILE_WAITING : WHILE_WORKING);
            send(seen.version(), job, seen.state());
        }
    }

    private void send(long version, Job job, JobState state) throws IOException {
        // On the stream of a request, what was cancelled has failed; its jobs' page says more.
        var told = withNewPreview(numbered ? state : told(state));
        send(version, new ResultObject(job.id(), told, pictures));
    }

    /** Each preview is sent once, however many states have it. */
    private JobState withNewPreview(JobState state) {
        if (!(state instanceof JobState.Generating generating)) {
            return state;
        }
        int number = generating.preview().map(JobState.Preview::number).orElse(0);
        boolean isNew = number > previewsSent;
        previewsSent = Math.max(number, previewsSent);
        return isNew ? state : generating.withoutPreview();
    }

    /** {@return a state as those are told who wait for their pictures} */
    static JobState told(JobState state) {
        return state instanceof JobState.Cancelled
                ? new JobState.Failed(JobState.Reason.INTERNAL, "The job was cancelled")
                : state;
    }

    /** Sends an object, which may be all that there is. */
    void send(long version, ResultObject object) throws IOException {
        var event = new ByteArrayOutputStream();
        if (numbered) {
            event.writeBytes(utf8("id: " + version + "\n"));
        }
        OutputStream out = response.getOutputStream();
        event.writeBytes(utf8("data: "));
        event.writeTo(out);
        // That the other end has gone is told by the second write that follows, not by the first.
        out.flush();
        event.reset();
        object.writeTo(event);
        event.writeBytes(utf8("\n\n"));
        event.writeTo(out);
        out.flush();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
