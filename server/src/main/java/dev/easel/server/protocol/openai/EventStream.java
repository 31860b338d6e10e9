package dev.easel.server.protocol.openai;

import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.Resampling;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.submission.JobErrors;
import dev.easel.server.web.ServerSentEvents;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * An answer bit by bit: pictures of the way where they are wanted, then each picture that is done.
 * Between them are comments, by which it is noticed that the client has left.
 */
final class EventStream {
    private static final Duration WHILE_WORKING = Duration.ofSeconds(1);
    private static final Duration WHILE_WAITING = Duration.ofSeconds(15);

    private final HttpServletResponse response;
    private final ServerSentEvents events;
    private final PictureStore pictures;
    private final Clock clock;
    private final Reading reading;
    private final String kind;
    private int partialsSent;
    private int lastPreview;

    /**
     * Prepares a stream.
     *
     * @param kind of the request, with which the names of events begin
     */
    EventStream(
            HttpServletResponse response,
            PictureStore pictures,
            Clock clock,
            Reading reading,
            String kind) {
        this.response = response;
        this.pictures = pictures;
        this.clock = clock;
        this.reading = reading;
        this.kind = kind;
        this.events = new ServerSentEvents(response);
    }

    /**
     * Tells of a job until it ends.
     *
     * @throws IOException where the client has gone
     */
    void follow(Job job) throws IOException, InterruptedException {
        response.flushBuffer();
        var seen = job.now();
        while (!seen.state().isFinal()) {
            boolean waiting = seen.state() instanceof JobState.Queued;
            seen = job.await(seen.version(), waiting ? WHILE_WAITING : WHILE_WORKING);
            if (seen.state() instanceof Generating generating) {
                partial(generating);
            }
            events.keepAlive();
        }
        end(seen.state());
    }

    private void end(JobState state) throws IOException {
        switch (state) {
            case JobState.Done done -> {
                for (var picture : done.pictures()) {
                    completed(picture);
                }
            }
            case JobState.Failed failed -> error(JobErrors.of(failed));
            case JobState.Cancelled _ -> error(JobErrors.cancelled());
            case JobState.Queued _, Generating _ ->
                    throw new IllegalStateException("the job has not ended");
        }
    }

    /** They are spread over the work: of two the first is told at a third of it. */
    private void partial(Generating state) throws IOException {
        int wanted = reading.handover().partials();
        var preview = state.preview().filter(newest -> newest.number() > lastPreview);
        if (partialsSent == wanted
                || preview.isEmpty()
                || state.fraction() < (partialsSent + 1.0) / (wanted + 1)) {
            return;
        }
        lastPreview = preview.get().number();
        var event = event("partial_image", enlarged(preview.get().file()));
        event.put("partial_image_index", partialsSent++);
        send(event);
    }

    /** A preview in the size and the format of the picture. */
    private byte[] enlarged(byte[] jpeg) {
        var size = reading.size();
        var image = ImageCodec.decode(jpeg, ImageCodec.MAX_PIXELS).image();
        return ImageCodec.encode(
                Resampling.BICUBIC.resize(image, size.width(), size.height()),
                reading.handover().output().encoding());
    }

    private void completed(PictureRef picture) throws IOException {
        var file = pictures.file(picture);
        if (file.isPresent()) {
            var event = event("completed", reading.handover().output().of(file.get()));
            event.set("usage", reading.usage().json(1));
            event.put("seed", picture.seed());
            send(event);
        }
    }

    private ObjectNode event(String name, byte[] file) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", kind + "." + name)
                .put("b64_json", file)
                .put("created_at", clock.instant().getEpochSecond())
                .put("size", reading.size().toString())
                .put("quality", reading.drawn().quality())
                .put("background", "opaque")
                .put("output_format", reading.handover().output().name());
    }

    private void error(ApiException error) throws IOException {
        var event = JsonMapper.shared().createObjectNode().put("type", "error");
        event.set("error", ErrorObject.of(error).json());
        send(event);
    }

    private void send(ObjectNode event) throws IOException {
        events.send(
                event.path("type").stringValue(),
                out -> out.write(JsonMapper.shared().writeValueAsBytes(event)));
    }
}
