package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** How a request is answered: by a stream, by one JSON object, or by where to look later. */
sealed interface Reply {
    /** {@return the reply that a client wants} */
    static Reply of(
            RequestReader requests, ObjectNode body, Wishes wishes, HttpServletResponse response) {
        if (wishes.asynchronous()) {
            return new Later(response);
        }
        return requests.wantsStream(body) ? new Stream(response) : new Whole(response);
    }

    HttpServletResponse response();

    /** Answers with what becomes of a job, once that is known or bit by bit. */
    void follow(Job job) throws IOException, InterruptedException;

    /** Answers that there will be no job. */
    void refuse(String sentence, int status) throws IOException;

    /** Answers that there will be no job. */
    default void refuse(ApiException e) throws IOException {
        e.retryAfter()
                .ifPresent(
                        seconds -> response().setHeader("Retry-After", Integer.toString(seconds)));
        refuse(e.sentence(), e.status());
    }

    /** Says which model makes the picture, and what was adjusted. */
    default void describe(Plan plan) {
        response().setHeader("X-Easel-Model", plan.model());
        if (!plan.notes().isEmpty()) {
            response().setHeader("X-Easel-Notes", String.join("; ", plan.notes()));
        }
    }

    /** Server-sent events. */
    record Stream(HttpServletResponse response) implements Reply {
        @Override
        public void follow(Job job) throws IOException, InterruptedException {
            new EventStream(response, false).follow(job);
        }

        @Override
        public void refuse(String sentence, int status) throws IOException {
            new EventStream(response, false).send(0, ResultObject.failed(sentence, status));
        }
    }

    /** One JSON object at the end. */
    record Whole(HttpServletResponse response) implements Reply {
        @Override
        public void follow(Job job) throws IOException, InterruptedException {
            JobState end = job.awaitEnd();
            var told =
                    end instanceof JobState.Cancelled
                            ? new JobState.Failed("The job was cancelled", 500)
                            : end;
            write(new ResultObject(job.id(), told), response);
        }

        @Override
        public void refuse(String sentence, int status) throws IOException {
            write(ResultObject.failed(sentence, status), response);
        }
    }

    /** 202 and the job's address. */
    record Later(HttpServletResponse response) implements Reply {
        @Override
        public void follow(Job job) throws IOException {
            response.setHeader("Location", "/jobs/" + job.id());
            response.setHeader("Preference-Applied", "respond-async");
            write(ResultObject.of(job), 202, response);
        }

        @Override
        public void refuse(String sentence, int status) throws IOException {
            write(ResultObject.failed(sentence, status), response);
        }
    }

    /** Writes an object as the whole answer. */
    static void write(ResultObject object, HttpServletResponse response) throws IOException {
        write(object, object.httpStatus(), response);
    }

    /** Writes an object as the whole answer, with a status. */
    static void write(ResultObject object, int status, HttpServletResponse response)
            throws IOException {
        var content = new ByteArrayOutputStream();
        object.writeWithSuccessTo(content);
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.setContentLength(content.size());
        content.writeTo(response.getOutputStream());
    }
}
