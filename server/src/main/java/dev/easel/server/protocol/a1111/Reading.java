package dev.easel.server.protocol.a1111;

import dev.easel.server.protocol.a1111.DrawingReader.Drawn;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.WrittenWords;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/**
 * A request as it was understood.
 *
 * @param drawn what of it both kinds have
 * @param fields all of them as A1111 tells them again, without pictures unless these are asked for
 * @param notes what was not understood or not taken as it was sent, in words for people
 */
record Reading(GenerationRequest request, Drawn drawn, ObjectNode fields, List<String> notes) {
    Reading {
        notes = List.copyOf(notes);
    }

    /** {@return whether the answer has the pictures} */
    boolean wantsPictures() {
        return new Values(fields).truth("send_images", true);
    }

    /** {@return the id of the task that the client chose} */
    Optional<String> taskId() {
        return new Values(fields).name("force_task_id");
    }

    /** {@return the words as they were sent} */
    WrittenWords written() {
        var values = new Values(fields);
        return new WrittenWords(
                values.name("prompt").orElse(""),
                values.name("negative_prompt"),
                drawn.styles().size() == 1
                        ? Optional.of(drawn.styles().getFirst())
                        : Optional.empty(),
                List.of());
    }
}
