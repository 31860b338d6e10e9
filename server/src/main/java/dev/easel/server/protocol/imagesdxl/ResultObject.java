package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.JobState;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.submission.JobErrors;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * What clients are told of a job, always with the same keys in the same order: cost, results,
 * status, progress, id, error. A preview comes behind them, where there is one.
 */
record ResultObject(UUID id, JobState state, PictureStore pictures) {
    /** Writes it in one line. */
    void writeTo(OutputStream out) throws IOException {
        out.write('{');
        writeMembersTo(out);
    }

    /** Writes it as the answer to a request that wants JSON: with success in front. */
    void writeWithSuccessTo(OutputStream out) throws IOException {
        out.write(utf8("{\"success\":" + succeeded() + ","));
        writeMembersTo(out);
    }

    private boolean succeeded() {
        return switch (state) {
            case JobState.Queued _, JobState.Generating _, JobState.Done _ -> true;
            case JobState.Failed _, JobState.Cancelled _ -> false;
        };
    }

    /** {@return the status of an HTTP answer that has nothing but this object} */
    int httpStatus() {
        return switch (state) {
            case JobState.Failed failed -> JobErrors.status(failed.reason());
            case JobState.Queued _, JobState.Generating _, JobState.Done _ -> 200;
            case JobState.Cancelled _ -> 500;
        };
    }

    private void writeMembersTo(OutputStream out) throws IOException {
        out.write(utf8("\"cost\":" + cost() + ",\"results\":["));
        if (state instanceof JobState.Done done) {
            writeItems(done.pictures(), out);
        }
        out.write(utf8("],\"status\":\"" + status() + "\",\"progress\":" + progress()));
        out.write(utf8(",\"id\":\"" + id + "\",\"error\":" + error()));
        if (state instanceof JobState.Generating generating && generating.preview().isPresent()) {
            out.write(utf8(",\"preview\":\""));
            out.write(Base64.getEncoder().encode(generating.preview().get().file()));
            out.write('"');
        }
        out.write('}');
    }

    private String cost() {
        return state instanceof JobState.Done done
                ? done.cost().amount().stripTrailingZeros().toPlainString()
                : "null";
    }

    private void writeItems(List<PictureRef> references, OutputStream out) throws IOException {
        String comma = "";
        for (var picture : references) {
            var file = pictures.file(picture);
            if (file.isPresent()) {
                out.write(utf8(comma + "{\"base64\":\""));
                out.write(Base64.getEncoder().encode(file.get()));
                out.write(utf8("\",\"finishReason\":\"SUCCESS\",\"seed\":" + picture.seed()));
                out.write(utf8(",\"status\":\"success\",\"id\":\"" + picture.id() + "\"}"));
                comma = ",";
            }
        }
    }

    private String status() {
        return switch (state) {
            case JobState.Queued _ -> "queued";
            case JobState.Generating _ -> "generating";
            case JobState.Done _ -> "done";
            case JobState.Failed _ -> "failed";
            case JobState.Cancelled _ -> "cancelled";
        };
    }

    /** Null at the end: clients that draw a bar at each number would come to the end too late. */
    private String progress() {
        return switch (state) {
            case JobState.Queued _ -> "0";
            case JobState.Generating generating -> Double.toString(generating.fraction());
            case JobState.Done _, JobState.Failed _, JobState.Cancelled _ -> "null";
        };
    }

    private String error() {
        return switch (state) {
            case JobState.Failed failed ->
                    JsonMapper.shared().writeValueAsString(failed.sentence());
            case JobState.Cancelled _ -> "\"The job was cancelled\"";
            case JobState.Queued _, JobState.Generating _, JobState.Done _ -> "null";
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
