package dev.easel.server.protocol;

import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** Descriptions that are written by hand. */
public final class OpenApiFile {
    private OpenApiFile() {}

    /**
     * {@return the {@code openapi.json} that lies beside a class, of this version}
     *
     * @throws IOException where there is none
     */
    public static ObjectNode read(Class<?> beside, String version) throws IOException {
        try (var in = new ClassPathResource("openapi.json", beside).getInputStream()) {
            var document = (ObjectNode) JsonMapper.shared().readTree(in);
            document.withObject("info").put("version", version);
            return document;
        }
    }
}
