package dev.easel.server.models;

import java.util.List;

/** A LoRA was asked for that this server cannot use; the message is for the client. */
public final class MissingAdapterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** More would be of no use in a message, and the operator may have thousands. */
    private static final int SHOWN = 5;

    private MissingAdapterException(String sentence) {
        super(sentence);
    }

    static MissingAdapterException unknown(String name, List<String> names) {
        return new MissingAdapterException(
                "loras must name LoRAs of this server, %s, got %s".formatted(some(names), name));
    }

    static MissingAdapterException broken(String name) {
        return new MissingAdapterException(
                "loras must name LoRAs that can be read; %s cannot, and the server's log says why"
                        .formatted(name));
    }

    private static String some(List<String> names) {
        if (names.isEmpty()) {
            return "which has none";
        }
        return "such as " + String.join(", ", names.stream().limit(SHOWN).toList());
    }

    /** {@return the sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
