package dev.easel.server.protocol.jobs;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobEvents.Event;
import dev.easel.server.job.JobState;
import dev.easel.server.job.JobView;
import dev.easel.server.job.JobViews;
import dev.easel.server.job.NewPreviews;
import dev.easel.server.job.PictureStore;
import dev.easel.server.job.StoredJob;
import dev.easel.server.web.ServerSentEvents;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The events of a job for one who follows it, the newest state first, at most ten a second. States
 * between are missed, never the last. For one thread.
 */
final class JobStream {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Nobody reads faster, and each event takes time from the steps that it tells of. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** What is told of a job that waits, also where nothing has changed. */
    private static final Duration WHILE_WAITING = Duration.ofSeconds(15);

    private final ServerSentEvents events;
    private final JobViews views;
    private final PictureStore pictures;
    private final boolean withResults;
    private final NewPreviews previews = new NewPreviews();

    JobStream(ServerSentEvents events, JobViews views, PictureStore pictures, boolean withResults) {
        this.events = events;
        this.views = views;
        this.pictures = pictures;
        this.withResults = withResults;
    }

    /**
     * Sends the states until the last one.
     *
     * @param after the event that the reader has seen last
     * @throws IOException where the reader has gone
     */
    void follow(Job job, OptionalLong after) throws IOException, InterruptedException {
        var event = job.now();
        var shown = look(event, views.stored(job.id()).orElseThrow(OwnJobs::notFound));
        boolean seen = after.equals(OptionalLong.of(shown.event().version()));
        if (seen && !shown.isLast()) {
            shown = next(job, shown);
        }
        send(shown);
        while (!shown.isLast()) {
            shown = next(job, shown);
            send(shown);
        }
    }

    /** A state with all that is told of it. */
    private record Shown(Event event, JobView view) {
        boolean isLast() {
            return event.state().isFinal();
        }

        OptionalInt position() {
            return view.position();
        }
    }

    private Shown next(Job job, Shown last) throws InterruptedException {
        long begin = System.nanoTime();
        var shown = last;
        while (true) {
            var event = newest(job, job.await(shown.event().version(), LOOK), begin);
            boolean changed = event.version() != last.event().version();
            shown = look(event, row(event, last));
            boolean waiting = event.state() instanceof JobState.Queued;
            boolean silent = System.nanoTime() - begin > WHILE_WAITING.toNanos();
            if (changed || !waiting || silent || !shown.position().equals(last.position())) {
                return shown;
            }
        }
    }

    /** {@return the state that holds once it may be told} */
    private static Event newest(Job job, Event event, long begin) throws InterruptedException {
        var left = BETWEEN.minusNanos(System.nanoTime() - begin);
        return event.state() instanceof JobState.Generating && left.isPositive()
                ? job.awaitEnd(left)
                : event;
    }

    private Shown look(Event event, StoredJob stored) {
        return new Shown(event, views.view(stored, event.state()));
    }

    /** The row is written before a state is told, and only where it is of another kind. */
    private StoredJob row(Event event, Shown last) {
        var known = last.view().stored();
        return event.state().getClass().equals(last.event().state().getClass())
                ? known
                : views.stored(known.id()).orElse(known);
    }

    private void send(Shown shown) throws IOException {
        var view = shown.view();
        var told = previews.of(view.state());
        var object =
                new JobJson(
                        new JobView(
                                view.stored(),
                                told,
                                view.pictures(),
                                view.position(),
                                view.secondsLeft()),
                        pictures,
                        withResults);
        events.send(OptionalLong.of(shown.event().version()), object::writeTo);
    }
}
