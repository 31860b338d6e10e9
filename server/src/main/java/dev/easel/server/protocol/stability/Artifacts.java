package dev.easel.server.protocol.stability;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.submission.JobErrors;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Answers with the pictures of a job: as JSON, or the first as the file that it is.
 *
 * @param asFile whether a PNG is wanted
 */
record Artifacts(HttpServletResponse response, PictureStore pictures, boolean asFile) {
    private static final String SUCCESS = "SUCCESS";

    /**
     * Answers when the job has ended.
     *
     * @throws dev.easel.server.error.ApiException where it has no pictures
     */
    void follow(Job job) throws IOException, InterruptedException {
        switch (job.awaitEnd()) {
            case JobState.Done done -> write(done.pictures());
            case JobState.Failed failed -> throw JobErrors.of(failed);
            case JobState.Cancelled _, JobState.Queued _, JobState.Generating _ ->
                    throw JobErrors.cancelled();
        }
    }

    private void write(List<PictureRef> references) throws IOException {
        if (asFile) {
            var first = references.getFirst();
            byte[] file = pictures.file(first).orElseThrow();
            response.setContentType("image/png");
            response.setHeader("Finish-Reason", SUCCESS);
            response.setHeader("Seed", Long.toString(first.seed()));
            response.setContentLength(file.length);
            response.getOutputStream().write(file);
            return;
        }
        var body = new ByteArrayOutputStream();
        body.writeBytes(utf8("{\"artifacts\":["));
        String comma = "";
        for (var picture : references) {
            body.writeBytes(utf8(comma + "{\"base64\":\""));
            body.writeBytes(Base64.getEncoder().encode(pictures.file(picture).orElseThrow()));
            body.writeBytes(
                    utf8(
                            "\",\"seed\":%d,\"finishReason\":\"%s\"}"
                                    .formatted(picture.seed(), SUCCESS)));
            comma = ",";
        }
        body.writeBytes(utf8("]}"));
        JsonAnswer.write(body.toByteArray(), HttpServletResponse.SC_OK, response);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
