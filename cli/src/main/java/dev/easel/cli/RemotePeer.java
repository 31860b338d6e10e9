package dev.easel.cli;

import dev.easel.server.protocol.mcp.Message;
import dev.easel.server.protocol.mcp.Outlet;
import dev.easel.server.protocol.mcp.Peer;
import dev.easel.server.protocol.mcp.PicturePath;
import dev.easel.server.request.InvalidRequestException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands an assistant's messages on to a running service, and its answers back. */
final class RemotePeer implements Peer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemotePeer.class);

    /** Of JSON-RPC, for what its own codes do not say. */
    private static final int SERVER_ERROR = -32000;

    private static final int INVALID_PARAMS = -32602;
    private static final int UNAUTHORIZED = 401;
    private static final List<String> PICTURES = List.of("image", "mask");

    private final RemoteService service;
    private final JsonMapper mapper = Message.mapper(Integer.MAX_VALUE);
    private final Set<Object> cancelled = ConcurrentHashMap.newKeySet();

    RemotePeer(RemoteService service) {
        this.service = service;
    }

    @Override
    public void answer(Message.Request request, byte[] text, Outlet outlet) throws IOException {
        try {
            byte[] sent = withFiles(request, text);
            handBack(
                    request.method().equals("initialize")
                            ? service.begin(sent)
                            : service.send(sent),
                    request.id(),
                    outlet);
        } catch (RemoteService.UnreachableException e) {
            refuse(request.id(), SERVER_ERROR, String.valueOf(e.getMessage()), outlet);
        } catch (InvalidRequestException e) {
            refuse(request.id(), INVALID_PARAMS, e.sentence(), outlet);
        } finally {
            cancelled.remove(request.id());
        }
    }

    /** {@return the request with the files of this machine that it names in it} */
    private byte[] withFiles(Message.Request request, byte[] text) {
        if (!request.method().equals("tools/call")
                || !(request.params().path("arguments") instanceof ObjectNode arguments)) {
            return text;
        }
        boolean changed = false;
        for (String name : PICTURES) {
            String value = arguments.path(name).asString("");
            if (PicturePath.is(value)) {
                byte[] file = PictureFile.content(name, value);
                arguments.put(name, Base64.getEncoder().encodeToString(file));
                changed = true;
            }
        }
        return changed ? mapper.writeValueAsBytes(Message.json(request)) : text;
    }

    private void handBack(HttpResponse<InputStream> response, Object id, Outlet outlet)
            throws IOException {
        try (var body = response.body()) {
            String type = response.headers().firstValue("Content-Type").orElse("");
            if (!type.startsWith("text/event-stream")) {
                handBackWhole(response.statusCode(), body.readAllBytes(), id, outlet);
            } else if (!handBackEvents(body, outlet) && !cancelled.contains(id)) {
                refuse(id, SERVER_ERROR, "The service has ended without an answer", outlet);
            }
        }
    }

    /** {@return whether one of the messages was an answer} */
    private boolean handBackEvents(InputStream body, Outlet outlet) throws IOException {
        boolean answered = false;
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            // the service writes each message in one line
            for (var line = next(lines); line.isPresent(); line = next(lines)) {
                if (line.get().startsWith("data:")) {
                    byte[] message =
                            line.get().substring(5).strip().getBytes(StandardCharsets.UTF_8);
                    outlet.tell(message);
                    answered |= Message.of(message, mapper) instanceof Message.Answer;
                }
            }
        }
        return answered;
    }

    private static Optional<String> next(BufferedReader lines) throws IOException {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            LOG.debug("The service has ended a stream", e);
            return Optional.empty();
        }
    }

    private void handBackWhole(int status, byte[] body, Object id, Outlet outlet)
            throws IOException {
        var answer = json(body);
        if (answer.path("jsonrpc").isString()
                && answer.path("id").isValueNode()
                && !answer.path("id").isNull()) {
            outlet.answer(mapper.writeValueAsBytes(answer)); // in one line
        } else if (status == UNAUTHORIZED) {
            refuse(
                    id,
                    SERVER_ERROR,
                    "The service does not let this key in; EASEL_KEY must be one that `easel keys"
                            + " create` has made there",
                    outlet);
        } else {
            var error = answer.path("error");
            String sentence =
                    error.isObject() ? error.path("message").asString("") : error.asString("");
            refuse(
                    id,
                    SERVER_ERROR,
                    sentence.isEmpty() ? "The service answers " + status : sentence,
                    outlet);
        }
    }

    private JsonNode json(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException e) {
            return mapper.missingNode();
        }
    }

    private void refuse(Object id, int code, String sentence, Outlet outlet) throws IOException {
        outlet.answer(mapper.writeValueAsBytes(Message.error(Optional.of(id), code, sentence)));
    }

    @Override
    public void take(Message.Notification notification, byte[] text) {
        if (notification.method().equals("notifications/cancelled")) {
            Message.id(notification.params().path("requestId")).ifPresent(cancelled::add);
        }
        try {
            service.send(text).body().close();
        } catch (IOException e) {
            LOG.debug("A notification does not reach the service", e); // a request will say so
        }
    }

    @Override
    public void end() {
        service.close();
    }

    @Override
    public void close() {
        service.close();
    }
}
