package dev.easel.server.protocol.jobs;

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
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.setContentLength(content.size());
        content.writeTo(response.getOutputStream());
    }
}
