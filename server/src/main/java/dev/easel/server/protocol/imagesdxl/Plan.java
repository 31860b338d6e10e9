package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.Task;

import java.util.List;

/**
 * How a request will be carried out.
 *
 * @param model what makes the picture, for people
 * @param notes what was adjusted, in words for people
 */
record Plan(Task<?> task, String model, List<String> notes) {
    Plan {
        notes = List.copyOf(notes);
    }
}
