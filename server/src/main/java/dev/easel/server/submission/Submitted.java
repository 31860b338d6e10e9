package dev.easel.server.submission;

import dev.easel.server.job.Job;
import dev.easel.server.job.Jobs;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.web.Shown;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.List;

/**
 * A job that a protocol's request has become. Close it.
 *
 * @param request with all that it left open, but the seed
 * @param model what makes the pictures, for people
 * @param notes what was adjusted, in words for people
 */
public record Submitted(
        Job job, GenerationRequest request, String model, List<String> notes, Jobs jobs)
        implements AutoCloseable {
    public Submitted {
        notes = List.copyOf(notes);
    }

    /** Says in the headers of the answer which model makes the picture, and what was adjusted. */
    public void describe(HttpServletResponse response) {
        response.setHeader("X-Easel-Model", Shown.inHeader(model));
        if (!notes.isEmpty()) {
            response.setHeader("X-Easel-Notes", Shown.inHeader(String.join("; ", notes)));
        }
    }

    /** Answers a request with its job, bit by bit or at its end. */
    @FunctionalInterface
    public interface Answer {
        void follow(Job job) throws IOException, InterruptedException;
    }

    /**
     * Answers. A client that leaves takes its job back, unless the job is one to be found again.
     *
     * @throws IOException where the client has gone
     * @throws InterruptedException where this thread is to end
     */
    public void answer(Answer answer) throws IOException, InterruptedException {
        try {
            answer.follow(job);
        } catch (IOException e) {
            if (!job.isResumable()) {
                jobs.cancel(job);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        job.close();
    }
}
