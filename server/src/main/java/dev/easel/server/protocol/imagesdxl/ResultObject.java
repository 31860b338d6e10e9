package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.Json;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What clients are told of a job, always with the same keys in the same order: cost, results,
 * status, progress, id, error.
 */
record ResultObject(UUID id, JobState state) {

    static ResultObject of(Job job) {
        return new ResultObject(job.id(), job.now().state());
    }

    /** {@return a request that was refused before there was a job} */
    static ResultObject failed(String sentence, int status) {
        return new ResultObject(UUID.randomUUID(), new JobState.Failed(sentence, status));
    }

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
            case JobState.Failed failed -> failed.status();
            case JobState.Queued _, JobState.Generating _, JobState.Done _ -> 200;
            case JobState.Cancelled _ -> 500;
        };
    }

    private void writeMembersTo(OutputStream out) throws IOException {
        var results = state instanceof JobState.Done done ? done.results() : Json.EMPTY_LIST;
        String cost = state instanceof JobState.Done done ? plain(done) : "null";
        out.write(utf8("\"cost\":" + cost + ",\"results\":"));
        results.writeTo(out);
        out.write(utf8(",\"status\":\"" + status() + "\",\"progress\":" + progress()));
        out.write(utf8(",\"id\":\"" + id + "\",\"error\":" + error() + "}"));
    }

    private static String plain(JobState.Done done) {
        return done.cost().amount().stripTrailingZeros().toPlainString();
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
            case JobState.Generating generating -> Double.toString(generating.progress());
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
