package dev.easel.server.protocol.jobs;

import dev.easel.server.fields.Fields;
import dev.easel.server.fields.ImageText;
import dev.easel.server.request.InvalidRequestException;

import java.util.Optional;

/** Reads pictures that are sent as text. */
final class ImageFields {
    private ImageFields() {}

    /** {@return the file of a picture, where there is one} */
    static Optional<byte[]> find(String name, Fields fields) {
        return fields.name(name).map(text -> ImageText.file(name, text));
    }

    /** {@return the file of a picture that must be there} */
    static byte[] required(String name, Fields fields) {
        return find(name, fields)
                .orElseThrow(() -> new InvalidRequestException(name + ": is required"));
    }
}
