package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.PictureStore;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.UUID;

/** How a request is answered: by a stream, by one JSON object, or by where to look later. */
sealed interface Reply {
    HttpServletResponse response();

    PictureStore pictures();

    /** Answers with what becomes of a job, once that is known or bit by bit. */
    void follow(Job job) throws IOException, InterruptedException;

    /** Answers that there will be no job; a stream says so in an event, whatever the status. */
    default void refuse(String sentence, int status) throws IOException {
        write(failed(sentence), status, response());
    }

    /** {@return a request that was refused before there was a job} */
    default ResultObject failed(String sentence) {
        return new ResultObject(
                UUID.randomUUID(),
                new JobState.Failed(JobState.Reason.INVALID, sentence),
                pictures());
    }

    /** Says when to try again. */
    default void retryAfter(OptionalInt seconds) {
        seconds.ifPresent(s -> response().setHeader("Retry-After", Integer.toString(s)));
    }

    /** Server-sent events. */
    record Stream(HttpServletResponse response, PictureStore pictures) implements Reply {
        @Override
        public void follow(Job job) throws IOException, InterruptedException {
            new EventStream(response, pictures).follow(job);
        }

        @Override
        public void refuse(String sentence, int status) throws IOException {
            new EventStream(response, pictures).send(failed(sentence));
        }
    }

    /** One JSON object at the end. */
    record Whole(HttpServletResponse response, PictureStore pictures) implements Reply {
        @Override
        public void follow(Job job) throws IOException, InterruptedException {
            var end = EventStream.told(job.awaitEnd());
            var object = new ResultObject(job.id(), end, pictures);
            write(object, object.httpStatus(), response);
        }
    }

    /** 202 and the job's address. */
    record Later(HttpServletResponse response, PictureStore pictures) implements Reply {
        @Override
        public void follow(Job job) throws IOException {
            response.setHeader("Location", "/jobs/" + job.id());
            response.setHeader("Preference-Applied", "respond-async");
            write(new ResultObject(job.id(), job.now().state(), pictures), 202, response);
        }
    }

    /** Writes an object as the whole answer, with a status. */
    static void write(ResultObject object, int status, HttpServletResponse response)
            throws IOException {
        var content = new ByteArrayOutputStream();
        object.writeWithSuccessTo(content);
        JsonAnswer.write(content.toByteArray(), status, response);
    }
}
