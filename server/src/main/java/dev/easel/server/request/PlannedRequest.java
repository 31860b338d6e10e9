package dev.easel.server.request;

import dev.easel.server.job.Task;

import java.util.List;

/**
 * How a request will be carried out.
 *
 * @param request with all that it left open, but the seed, as its model has it
 * @param notes what was adjusted, in words for people
 */
public record PlannedRequest(Task task, GenerationRequest request, List<String> notes) {
    public PlannedRequest {
        notes = List.copyOf(notes);
    }

    /** {@return what makes the pictures, for people} */
    public String model() {
        return task.summary().model();
    }
}
