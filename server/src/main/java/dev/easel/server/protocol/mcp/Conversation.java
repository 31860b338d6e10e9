package dev.easel.server.protocol.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client's session: it knows the requests that are worked on, for the client to take them back.
 * Thread-safe.
 */
final class Conversation {
    /** What the server would wait for answers of the client; it asks for none. */
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private static final String CALL = "call";

    private final McpStreamableServerSession session;
    private final McpJsonMapper mapper;
    private final Map<Object, Call> calls = new ConcurrentHashMap<>();
    private volatile Optional<String> version = Optional.empty();

    /**
     * Begins.
     *
     * @param id that tells it from others
     */
    Conversation(String id, Methods methods) {
        this.mapper = methods.mapper();
        this.session =
                new McpStreamableServerSession(
                        id,
                        McpSchema.ClientCapabilities.builder().build(),
                        McpSchema.Implementation.builder("unknown", "0").build(),
                        UNUSED,
                        methods.handlers(),
                        Map.of());
    }

    String id() {
        return session.getId();
    }

    /** Takes note of the version that the client and the server agree on. */
    void agreeOn(String chosen) {
        version = Optional.of(chosen);
    }

    /** {@return whether they have agreed on one, and other requests may follow} */
    boolean hasBegun() {
        return version.isPresent();
    }

    /** {@return whether the client knows links to resources in the results of tools} */
    boolean knowsLinks() {
        return version.filter(it -> it.compareTo(Methods.FIRST_WITH_LINKS) >= 0).isPresent();
    }

    /**
     * Does what a request asks for and sends the answer, unless the client has taken it back.
     *
     * @throws UncheckedIOException where the client has gone
     */
    void answer(Message.Request request, Studio studio, Outlet outlet) {
        var call = new Call(this, studio, outlet);
        if (calls.putIfAbsent(request.id(), call) != null) {
            send(
                    outlet,
                    McpSchema.JSONRPCResponse.error(
                            request.id(),
                            new McpSchema.JSONRPCResponse.JSONRPCError(
                                    McpSchema.ErrorCodes.INVALID_REQUEST,
                                    "The id is that of a request that is worked on; take another",
                                    null)));
            return;
        }
        try {
            session.responseStream(new Answering(call, outlet))
                    .handle(
                            new McpSchema.JSONRPCRequest(
                                    request.method(), request.id(), request.params()))
                    .contextWrite(context ->
                            context.put(
                                    McpTransportContext.KEY,
                                    McpTransportContext.create(Map.of(CALL, call))))
                    .block();
        } finally {
            calls.remove(request.id(), call);
        }
    }

    /** Takes a notification; of those that a client may send only one matters here. */
    void take(Message.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            Message.id(notification.params().path("requestId"))
                    .flatMap(id -> Optional.ofNullable(calls.get(id)))
                    .ifPresent(Call::cancel);
        }
    }

    /** Takes back all that is worked on. */
    void end() {
        List.copyOf(calls.values()).forEach(Call::cancel);
    }

    /** {@return the request that is worked on} */
    static Call call(McpAsyncServerExchange exchange) {
        return (Call) exchange.transportContext().get(CALL);
    }

    /**
     * Sends a message.
     *
     * @throws UncheckedIOException where the client has gone
     */
    void send(Outlet outlet, McpSchema.JSONRPCMessage message) {
        try {
            byte[] text = mapper.writeValueAsBytes(message);
            if (message instanceof McpSchema.JSONRPCResponse) {
                outlet.answer(text);
            } else {
                outlet.tell(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what belongs to one request. */
    private final class Answering implements McpStreamableServerTransport {
        private final Call call;
        private final Outlet outlet;

        Answering(Call call, Outlet outlet) {
            this.call = call;
            this.outlet = outlet;
        }

        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, String messageId) {
            return sendMessage(message);
        }

        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                if (!call.isCancelled()) {
                    send(outlet, message);
                }
            });
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return mapper.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
