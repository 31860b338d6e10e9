package dev.easel.server.protocol.openai;

import dev.easel.server.fields.Fields;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/**
 * What was sent, as JSON or as a form.
 *
 * @param body its fields without the pictures
 * @param images files, in their order
 */
record Sent(ObjectNode body, List<byte[]> images, Optional<byte[]> mask) {
    Sent {
        images = List.copyOf(images);
    }

    Fields fields() {
        return new Fields(body);
    }
}
