package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads bodies that are JSON, or forms of the web, as an object. */
@Component
public final class RequestBody {
    private static final int DEEPEST = 100;
    private static final int MOST_FIELDS = 1000;

    private final BodyBytes bytes;
    private final JsonMapper mapper;

    RequestBody(BodyBytes bytes, WebSettings settings) {
        this.bytes = bytes;
        var constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength((int) Math.min(Integer.MAX_VALUE, settings.bodyLimit()))
                        .build();
        this.mapper =
                JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
    }

    /**
     * {@return the object in a body, empty where there is none}
     *
     * @throws ApiException 400 where it is broken, 413 where it is too large, 415 where it is in a
     *     form that is not known, 503 where there is no memory for it now
     * @throws IOException where the client has gone
     */
    public ObjectNode read(HttpServletRequest request) throws IOException {
        var type = mediaType(request);
        if (type.filter(MediaType.APPLICATION_JSON::includes).isPresent()) {
            requireUtf8(type.get());
            return bytes.read(request, this::json);
        }
        if (type.filter(MediaType.APPLICATION_FORM_URLENCODED::includes).isPresent()) {
            requireUtf8(type.get());
            return bytes.read(request, this::form);
        }
        return mapper.createObjectNode();
    }

    /**
     * {@return the object in a body that is JSON whatever its type says, empty where there is none}
     * Programs forget to say it, and `curl -d` says that it is a form.
     *
     * @throws ApiException as {@link #read}
     * @throws IOException where the client has gone
     */
    public ObjectNode readJson(HttpServletRequest request) throws IOException {
        mediaType(request).ifPresent(RequestBody::requireUtf8);
        return bytes.read(request, this::json);
    }

    /**
     * {@return what is made of a body that is JSON}
     *
     * @param reader of the text, whose bytes are forgotten then
     * @throws ApiException 413 where it is too large, 415 where it is not JSON, 503 where there is
     *     no memory for it now
     * @throws IOException where the client has gone
     */
    public <T> T json(HttpServletRequest request, Function<byte[], T> reader) throws IOException {
        requireUtf8(
                mediaType(request)
                        .filter(MediaType.APPLICATION_JSON::includes)
                        .orElseThrow(() ->
                                ApiException.of(415, "Content-Type must be application/json")));
        return bytes.read(request, reader);
    }

    private static Optional<MediaType> mediaType(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getContentType()).map(MediaType::parseMediaType);
        } catch (InvalidMediaTypeException e) {
            if (e.getMediaType().toLowerCase(Locale.ROOT).contains("charset")) {
                throw ApiException.of(415, "The charset of the body must be utf-8");
            }
            return Optional.empty();
        }
    }

    private static void requireUtf8(MediaType type) {
        Optional.ofNullable(type.getCharset())
                .filter(charset -> !charset.equals(StandardCharsets.UTF_8))
                .ifPresent(charset -> {
                    throw ApiException.of(
                            415, "The charset of the body must be utf-8, got " + charset.name());
                });
    }

    private ObjectNode json(byte[] content) {
        if (content.length == 0) {
            return mapper.createObjectNode();
        }
        try {
            JsonNode node = mapper.readTree(content);
            if (node instanceof ObjectNode object) {
                return object;
            }
            if (node.isArray()) {
                return mapper.createObjectNode();
            }
        } catch (JacksonException e) {
            throw ApiException.of(400, "The body is not JSON that can be read" + place(e));
        }
        throw ApiException.of(400, "The body must be a JSON object");
    }

    private static String place(JacksonException e) {
        return Optional.ofNullable(e.getLocation())
                .filter(where -> where.getLineNr() > 0)
                .map(where ->
                        ": line %d, column %d".formatted(where.getLineNr(), where.getColumnNr()))
                .orElse("");
    }

    private ObjectNode form(byte[] content) {
        var fields = mapper.createObjectNode();
        String text = new String(content, StandardCharsets.UTF_8);
        for (String pair : text.split("&", MOST_FIELDS)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                fields.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(400, "The form in the body has a broken % sequence");
        }
    }
}
