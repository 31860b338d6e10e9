package dev.easel.server.protocol.openai;

import dev.easel.pipeline.ImageSize;
import dev.easel.server.protocol.openai.DrawingReader.Drawn;
import dev.easel.server.protocol.openai.OutputReader.Handover;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.submission.Submissions.Wish;

import java.util.List;
import java.util.Optional;

/**
 * A request as it was understood.
 *
 * @param size of its pictures
 * @param usage what it counts as
 * @param notes what was not taken as it was sent, in words for people
 */
record Reading(
        GenerationRequest request,
        Drawn drawn,
        ImageSize size,
        Handover handover,
        Usage usage,
        List<String> notes) {
    Reading {
        notes = List.copyOf(notes);
    }

    Wish wish() {
        return new Wish(
                        request,
                        Protocol.NAME,
                        Optional.empty(),
                        notes,
                        Optional.of(drawn.written()))
                .withModel(drawn.model());
    }
}
