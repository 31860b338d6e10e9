package dev.easel.server.protocol.jobs;

import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Answers in JSON. */
final class JobReply {
    private JobReply() {}

    /** Answers with a job. */
    static void write(JobJson job, int status, HttpServletResponse response) throws IOException {
        var content = new ByteArrayOutputStream();
        job.writeWithSuccessTo(content);
        write(content, status, response);
    }

    /** Answers with what was written. */
    static void write(ByteArrayOutputStream content, int status, HttpServletResponse response)
            throws IOException {
        JsonAnswer.write(content.toByteArray(), status, response);
    }
}
