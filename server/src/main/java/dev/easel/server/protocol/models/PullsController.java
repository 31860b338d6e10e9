package dev.easel.server.protocol.models;

import dev.easel.server.error.ApiException;
import dev.easel.server.pull.PullException;
import dev.easel.server.pull.PullRequest;
import dev.easel.server.pull.PullSource;
import dev.easel.server.pull.PullableModel;
import dev.easel.server.web.RequestBody;
import dev.easel.server.web.ServerSentEvents;
import dev.easel.server.web.Shown;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Brings models to this server; an operator alone may. */
@RestController
final class PullsController {
    private static final String EVENTS = "/events";
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(10);

    private final Pulls pulls;
    private final Pullables pullables;
    private final RequestBody body;

    PullsController(Pulls pulls, Pullables pullables, RequestBody body) {
        this.pulls = pulls;
        this.pullables = pullables;
        this.body = body;
    }

    @PostMapping("/models")
    ResponseEntity<ObjectNode> pull(HttpServletRequest request) throws IOException {
        Operators.require(request);
        String id = Texts.required(body.read(request), "id");
        if (pullables.isHere(id)) {
            throw ApiException.of(409, "%s is here already".formatted(Shown.of(id)));
        }
        var pull = pulls.start(id, wanted(id));
        return ResponseEntity.accepted()
                .header("Location", "/models/pulls/" + id + EVENTS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(PullJson.of(pull));
    }

    /**
     * Any address of the web is for the command line: over HTTP it could be one of this network.
     */
    private static PullRequest wanted(String id) {
        try {
            var request = PullRequest.of(id);
            if (request.source() instanceof PullSource.Repository) {
                return request;
            }
        } catch (PullException _) {
            // told below
        }
        throw ApiException.of(
                400,
                "id must be one of %s, or a repository of Hugging Face, OWNER/NAME[@REVISION][:FILE], got %s"
                        .formatted(
                                PullableModel.ALL.stream()
                                        .map(PullableModel::id)
                                        .collect(Collectors.joining(", ")),
                                Shown.of(id)));
    }

    @GetMapping("/models/pulls/{*path}")
    void follow(@PathVariable("path") String path, HttpServletResponse response)
            throws IOException, InterruptedException {
        var pull = find(NamePath.of(path, EVENTS));
        var events = new ServerSentEvents(response);
        var state = pull.state();
        send(pull, state, events);
        while (!state.isFinal()) {
            state = pull.await(state.version(), AT_LEAST_EVERY);
            send(pull, state, events);
        }
    }

    private static void send(Pull pull, Pull.State state, ServerSentEvents events)
            throws IOException {
        byte[] json = JsonMapper.shared().writeValueAsBytes(PullJson.of(pull, state));
        events.send(OptionalLong.of(state.version()), out -> out.write(json));
    }

    @DeleteMapping("/models/pulls/{*path}")
    ResponseEntity<Void> stop(@PathVariable("path") String path, HttpServletRequest request) {
        Operators.require(request);
        pulls.stop(find(NamePath.of(path, "")).id());
        return ResponseEntity.noContent().build();
    }

    private Pull find(String id) {
        return pulls.find(id).orElseThrow(() -> ApiException.of(404, "Pull not found"));
    }
}
