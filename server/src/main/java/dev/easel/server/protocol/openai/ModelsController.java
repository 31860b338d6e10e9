package dev.easel.server.protocol.openai;

import dev.easel.server.protocol.Served;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Clock;

/** {@code GET /v1/models}: what can draw. */
@RestController
@Served(Protocol.NAME)
final class ModelsController {
    private final ModelNames models;
    private final long created;

    /** Models are told as if they were as old as this run of the server. */
    ModelsController(ModelNames models, Clock clock) {
        this.models = models;
        this.created = clock.instant().getEpochSecond();
    }

    @GetMapping("/v1/models")
    void list(HttpServletResponse response) throws IOException {
        var body = JsonMapper.shared().createObjectNode().put("object", "list");
        var data = body.putArray("data");
        models.all().forEach(name -> data.add(model(name)));
        JsonAnswer.write(body, 200, response);
    }

    /** A name may have folders in it. */
    @GetMapping("/v1/models/{*name}")
    void show(@PathVariable("name") String path, HttpServletResponse response) throws IOException {
        String name = path.substring(1);
        if (models.have(name)) {
            JsonAnswer.write(model(name), 200, response);
        } else {
            ErrorObject.noModel(ModelNames.unknown(name)).write(response);
        }
    }

    private ObjectNode model(String name) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "easel");
    }
}
