package dev.easel.server.fields;

import dev.easel.server.request.WrittenWords;

import java.util.List;

/** Reads the words of a request as they were sent. */
public final class WrittenFields {
    private WrittenFields() {}

    /**
     * {@return the words, for people to use again}
     *
     * @param loras whether the request may list LoRAs
     * @throws dev.easel.server.request.InvalidRequestException where a value is wrong
     */
    public static WrittenWords read(Fields fields, boolean loras) {
        return new WrittenWords(
                fields.text("prompt").orElse(""),
                fields.name("negative_prompt"),
                fields.name("style"),
                loras ? LoraFields.of(fields.body()) : List.of());
    }
}
