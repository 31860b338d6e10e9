package dev.easel.server.protocol.openai;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.submission.JobErrors;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * An answer of one JSON object at the end.
 *
 * @param link the address of a picture
 */
record WholeAnswer(
        HttpServletResponse response,
        PictureStore pictures,
        Clock clock,
        Reading reading,
        Function<PictureRef, String> link) {
    /**
     * Waits for the end of a job, and answers with its pictures.
     *
     * @throws dev.easel.server.error.ApiException where it has none
     */
    void follow(Job job) throws IOException, InterruptedException {
        switch (job.awaitEnd()) {
            case JobState.Done done -> JsonAnswer.write(body(done.pictures()), 200, response);
            case JobState.Failed failed -> throw JobErrors.of(failed);
            case JobState.Cancelled _ -> throw JobErrors.cancelled();
            case JobState.Queued _, JobState.Generating _ ->
                    throw new IllegalStateException("the job has not ended");
        }
    }

    private ObjectNode body(List<PictureRef> made) {
        var body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("created", clock.instant().getEpochSecond())
                        .put("background", "opaque")
                        .put("output_format", reading.handover().output().name())
                        .put("quality", reading.drawn().quality())
                        .put("size", reading.size().toString());
        body.set("usage", reading.usage().json(made.size()));
        var data = body.putArray("data");
        made.forEach(picture -> describe(picture, data.addObject()));
        return body;
    }

    private void describe(PictureRef picture, ObjectNode item) {
        if (reading.handover().links()) {
            item.put("url", link.apply(picture));
        }
        if (reading.handover().files()) {
            pictures.file(picture)
                    .map(reading.handover().output()::of)
                    .ifPresent(file -> item.put("b64_json", file));
        }
        item.put("seed", picture.seed());
        reading.drawn().revised().ifPresent(prompt -> item.put("revised_prompt", prompt));
    }
}
