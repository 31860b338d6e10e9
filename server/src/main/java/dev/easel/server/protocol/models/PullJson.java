package dev.easel.server.protocol.models;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A download as it is told. */
final class PullJson {
    private PullJson() {}

    static ObjectNode of(Pull pull) {
        return of(pull, pull.state());
    }

    /** {@return a download in a state that it had} */
    static ObjectNode of(Pull pull, Pull.State state) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("id", pull.id());
        json.put("status", state.status().wireName());
        json.put("bytes", state.bytes());
        json.put("total", state.total());
        state.error()
                .ifPresentOrElse(error -> json.put("error", error), () -> json.putNull("error"));
        return json;
    }
}
