package dev.easel.server.models;

import dev.easel.catalog.KnownModel;
import dev.easel.checkpoint.CheckpointException;

import java.util.List;

/** A model was asked for that this server does not have; the message is for the client. */
public final class MissingModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MissingModelException(String sentence) {
        super(sentence);
    }

    static MissingModelException unknown(String id) {
        return new MissingModelException(
                "The specified engine (ID %s) was not found.".formatted(id));
    }

    static MissingModelException unknownUpscaler(String name, List<String> known) {
        return new MissingModelException(
                "There is no upscaler %s here; there are %s"
                        .formatted(name, String.join(", ", known)));
    }

    static MissingModelException refused(CheckpointException why) {
        return new MissingModelException(String.valueOf(why.getMessage()));
    }

    static MissingModelException notHere(KnownModel model) {
        return new MissingModelException(
                "The specified engine (ID %s) was not found: its weights are not on this server,"
                                .formatted(model.id())
                        + " whose operator can bring them with ./easel pull %s"
                                .formatted(model.id()));
    }

    /** {@return the sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
