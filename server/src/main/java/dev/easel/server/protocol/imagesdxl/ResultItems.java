package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.job.Json;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The pictures as the wire has them. */
final class ResultItems {
    private ResultItems() {}

    /** A picture, as a PNG file, and the seed that makes it again. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Item(byte[] png, long seed) {}

    /** {@return the items as a JSON array} */
    static Json of(List<Item> items) {
        var out = new ByteArrayOutputStream();
        try (var json = JsonMapper.shared().createGenerator(out)) {
            json.writeStartArray();
            for (var item : items) {
                json.writeStartObject();
                json.writeStringProperty("base64", Base64.getEncoder().encodeToString(item.png()));
                json.writeStringProperty("finishReason", "SUCCESS");
                json.writeNumberProperty("seed", item.seed());
                json.writeStringProperty("status", "success");
                json.writeStringProperty("id", UUID.randomUUID().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return Json.of(out.toByteArray());
    }
}
