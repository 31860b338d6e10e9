package dev.easel.server.protocol.mcp;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.RequestBody;
import dev.easel.server.web.RequestHeaders;
import dev.easel.server.web.WebSettings;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code /mcp}: MCP's streamable HTTP. A message is posted and answered; a tool's call by
 * server-sent events where the client takes them, all else by one JSON object.
 */
@RestController
@Served(Protocol.NAME)
final class McpController {
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";

    private final RequestBody bodies;
    private final Sessions sessions;
    private final Methods methods;
    private final StudioParts parts;
    private final JsonMapper mapper;

    McpController(
            RequestBody bodies,
            Sessions sessions,
            Methods methods,
            StudioParts parts,
            WebSettings settings) {
        this.bodies = bodies;
        this.sessions = sessions;
        this.methods = methods;
        this.parts = parts;
        this.mapper = Message.mapper(settings.bodyLimit());
    }

    @PostMapping({Protocol.PATH, Protocol.PATH + "/"})
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireKnownVersion(request);
        var message = bodies.json(request, text -> Message.of(text, mapper));
        switch (message) {
            case Message.Broken broken -> McpErrors.write(400, broken.answer(), response);
            case Message.Answer _ -> response.setStatus(HttpServletResponse.SC_ACCEPTED);
            case Message.Notification notification -> {
                session(request).take(notification);
                response.setStatus(HttpServletResponse.SC_ACCEPTED);
            }
            case Message.Request begins when begins.method().equals(Methods.INITIALIZE) ->
                    begin(begins, request, response);
            case Message.Request wanted -> answer(session(request), wanted, request, response);
        }
    }

    private static void requireKnownVersion(HttpServletRequest request) {
        Optional.ofNullable(request.getHeader(VERSION))
                .filter(version -> !Methods.VERSIONS.contains(version))
                .ifPresent(_ -> {
                    throw ApiException.of(
                            400,
                            "%s must be one of %s"
                                    .formatted(VERSION, String.join(", ", Methods.VERSIONS)));
                });
    }

    private void begin(
            Message.Request begins, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var conversation = new Conversation(UUID.randomUUID().toString(), methods);
        var whole = new HttpOutlet.Whole(response);
        conversation.answer(begins, studio(request), whole);
        if (conversation.hasBegun()) {
            sessions.add(Caller.of(request).owner(), conversation);
            response.setHeader(SESSION, conversation.id());
        }
        whole.end();
    }

    private void answer(
            Conversation conversation,
            Message.Request wanted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean events = wanted.method().equals(Methods.CALL_TOOL) && takesEvents(request);
        var outlet = events ? new HttpOutlet.Events(response) : new HttpOutlet.Whole(response);
        try {
            conversation.answer(wanted, studio(request), outlet);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        outlet.end();
    }

    private static boolean takesEvents(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Accept")).stream()
                .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/event-stream"));
    }

    private JobStudio studio(HttpServletRequest request) {
        return new JobStudio(
                parts, Caller.of(request), RequestHeaders.of(request).idempotencyKey());
    }

    /** The server says nothing that it was not asked. */
    @GetMapping({Protocol.PATH, Protocol.PATH + "/"})
    void listen(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "POST, DELETE");
        McpErrors.write(
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                Message.error(
                        Optional.empty(),
                        ErrorCodes.INVALID_REQUEST,
                        "There is no stream to listen to; messages are posted"),
                response);
    }

    @DeleteMapping({Protocol.PATH, Protocol.PATH + "/"})
    void end(HttpServletRequest request, HttpServletResponse response) {
        var conversation = session(request);
        sessions.remove(conversation);
        conversation.end();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private Conversation session(HttpServletRequest request) {
        String id =
                Optional.ofNullable(request.getHeader(SESSION))
                        .orElseThrow(() ->
                                ApiException.of(
                                        400,
                                        "%s is required; initialize begins a session"
                                                .formatted(SESSION)));
        return sessions.find(id, Caller.of(request).owner())
                .orElseThrow(() ->
                        ApiException.of(404, "Session not found; initialize begins a new one"));
    }
}
