package dev.easel.server.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says which parts a body has; every server of the tests has it. */
@RestController
final class PartsEcho {
    static final String PATH = "/parts-echo";

    private final MultipartBody bodies;

    PartsEcho(MultipartBody bodies) {
        this.bodies = bodies;
    }

    @PostMapping(PATH)
    Map<String, Object> tell(HttpServletRequest request) throws IOException {
        var body = bodies.read(request);
        return Map.of(
                "fields",
                body.fields(Set.of("image")),
                "parts",
                body.parts().stream()
                        .map(part ->
                                List.of(
                                        part.name(),
                                        part.fileName().orElse(""),
                                        part.content().length,
                                        Arrays.hashCode(part.content())))
                        .toList());
    }
}
