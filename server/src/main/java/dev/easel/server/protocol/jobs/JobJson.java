package dev.easel.server.protocol.jobs;

import dev.easel.server.job.JobState;
import dev.easel.server.job.JobView;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as JSON in one line: the keys that {@code POST /image/sdxl} has, and behind them all else
 * that is known of it. Files of pictures are written one after the other.
 */
record JobJson(JobView view, PictureStore pictures, boolean withResults) {
    private static final ObjectWriter WRITER =
            JsonMapper.shared()
                    .writer()
                    .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    /** Writes it as an event has it. */
    void writeTo(OutputStream out) {
        try (var json = WRITER.createGenerator(out)) {
            json.writeStartObject();
            write(json);
            json.writeEndObject();
        }
    }

    /** Writes it as an answer of its own: with success in front. */
    void writeWithSuccessTo(OutputStream out) {
        try (var json = WRITER.createGenerator(out)) {
            json.writeStartObject();
            json.writeBooleanProperty("success", succeeded());
            write(json);
            json.writeEndObject();
        }
    }

    /** Writes several, and from which on there are more. */
    static void writeAll(
            List<JobView> views, Optional<String> next, PictureStore pictures, OutputStream out) {
        try (var json = WRITER.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("jobs");
            for (var view : views) {
                json.writeStartObject();
                new JobJson(view, pictures, false).write(json);
                json.writeEndObject();
            }
            json.writeEndArray();
            text(json, "next", next);
            json.writeEndObject();
        }
    }

    private boolean succeeded() {
        return switch (view.state()) {
            case JobState.Queued _, JobState.Generating _, JobState.Done _ -> true;
            case JobState.Failed _, JobState.Cancelled _ -> false;
        };
    }

    private void write(JsonGenerator json) {
        var state = view.state();
        var stored = view.stored();
        if (state instanceof JobState.Done done) {
            json.writeNumberProperty("cost", done.cost().amount().stripTrailingZeros());
        } else {
            json.writeNullProperty("cost");
        }
        json.writeArrayPropertyStart("results");
        if (withResults) {
            view.pictures().forEach(picture -> writeResult(picture, json));
        }
        json.writeEndArray();
        json.writeStringProperty("status", status(state));
        writeProgress(json);
        json.writeStringProperty("id", stored.id().toString());
        text(json, "error", error(state));
        json.writeStringProperty("protocol", stored.protocol());
        json.writeStringProperty("model", stored.model());
        json.writeName("request");
        json.writeTree(RequestKeys.of(stored.kept()));
        writeSteps(json);
        json.writeArrayPropertyStart("notes");
        stored.kept().notes().forEach(json::writeString);
        json.writeEndArray();
        text(json, "created", Optional.of(stored.createdAt()).map(Instant::toString));
        text(json, "started", stored.startedAt().map(Instant::toString));
        text(json, "finished", stored.finishedAt().map(Instant::toString));
        writePictures(json);
        if (state instanceof JobState.Generating generating) {
            generating.preview().ifPresent(p -> json.writeBinaryProperty("preview", p.file()));
        }
    }

    private void writeResult(PictureRef picture, JsonGenerator json) {
        pictures.file(picture)
                .ifPresent(file -> {
                    json.writeStartObject();
                    json.writeBinaryProperty("base64", file);
                    json.writeStringProperty("finishReason", "SUCCESS");
                    json.writeNumberProperty("seed", picture.seed());
                    json.writeStringProperty("status", "success");
                    json.writeStringProperty("id", picture.id().toString());
                    json.writeEndObject();
                });
    }

    private void writeProgress(JsonGenerator json) {
        switch (view.state()) {
            case JobState.Queued _ -> json.writeNumberProperty("progress", 0);
            case JobState.Generating generating ->
                    json.writeNumberProperty("progress", generating.fraction());
            case JobState.Done _, JobState.Failed _, JobState.Cancelled _ ->
                    json.writeNullProperty("progress");
        }
    }

    private void writeSteps(JsonGenerator json) {
        int all = RequestKeys.steps(view.stored().kept());
        switch (view.state()) {
            case JobState.Generating(_, int step, int steps, _) -> {
                json.writeNumberProperty("step", step);
                json.writeNumberProperty("steps", steps > 0 ? steps : all);
            }
            case JobState.Done _ -> {
                json.writeNumberProperty("step", all);
                json.writeNumberProperty("steps", all);
            }
            case JobState.Queued _, JobState.Failed _, JobState.Cancelled _ -> {
                json.writeNumberProperty("step", 0);
                json.writeNumberProperty("steps", all);
            }
        }
        if (view.position().isPresent()) {
            json.writeNumberProperty("position", view.position().getAsInt());
        } else {
            json.writeNullProperty("position");
        }
        if (view.secondsLeft().isPresent()) {
            var seconds = BigDecimal.valueOf(view.secondsLeft().getAsDouble());
            json.writeNumberProperty("seconds_left", seconds.setScale(1, RoundingMode.HALF_UP));
        } else {
            json.writeNullProperty("seconds_left");
        }
    }

    /** Pictures are numbered from 1 for people. */
    private void writePictures(JsonGenerator json) {
        json.writeArrayPropertyStart("pictures");
        for (var picture : view.pictures()) {
            json.writeStartObject();
            json.writeNumberProperty("n", picture.number() + 1);
            json.writeNumberProperty("width", picture.width());
            json.writeNumberProperty("height", picture.height());
            json.writeNumberProperty("seed", picture.seed());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) {
        if (value.isPresent()) {
            json.writeStringProperty(name, value.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    private static String status(JobState state) {
        return switch (state) {
            case JobState.Queued _ -> "queued";
            case JobState.Generating _ -> "generating";
            case JobState.Done _ -> "done";
            case JobState.Failed _ -> "failed";
            case JobState.Cancelled _ -> "cancelled";
        };
    }

    private static Optional<String> error(JobState state) {
        return switch (state) {
            case JobState.Failed failed -> Optional.of(failed.sentence());
            case JobState.Cancelled _ -> Optional.of("The job was cancelled");
            case JobState.Queued _, JobState.Generating _, JobState.Done _ -> Optional.empty();
        };
    }
}
