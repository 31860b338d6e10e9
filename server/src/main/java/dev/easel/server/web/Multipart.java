package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was sent as {@code multipart/form-data}.
 *
 * @param parts in the order in which they came
 */
public record Multipart(List<Part> parts) {
    private static final Set<Charset> CHARSETS =
            Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    public Multipart {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param fileName of a file, as its sender calls it: never a path to write to
     * @param type what its sender says that it is
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Part(
            String name, Optional<String> fileName, Optional<String> type, byte[] content) {
        /**
         * {@return the content as text}
         *
         * @throws ApiException 400 where it is none, 415 where it is in another charset than utf-8
         */
        public String text() {
            charset()
                    .filter(charset -> !CHARSETS.contains(charset))
                    .ifPresent(charset -> {
                        throw ApiException.of(
                                415,
                                "The charset of the part %s must be utf-8, got %s"
                                        .formatted(name, charset.name()));
                    });
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .toString();
            } catch (CharacterCodingException e) {
                throw ApiException.of(400, "The part %s must be text in utf-8".formatted(name));
            }
        }

        private Optional<Charset> charset() {
            try {
                return type.map(MediaType::parseMediaType).map(MediaType::getCharset);
            } catch (InvalidMediaTypeException e) {
                throw ApiException.of(
                        415, "The Content-Type of the part %s cannot be read".formatted(name));
            }
        }
    }

    /** {@return the parts of a name, whether they say that they are files or not} */
    public List<Part> named(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).toList();
    }

    /**
     * {@return the fields as an object of strings; of several of one name it has the last}
     *
     * @param files names of parts that are none, even where their senders forgot to say so
     * @throws ApiException 400 or 415 where one of them is no text
     */
    public ObjectNode fields(Set<String> files) {
        var fields = JsonMapper.shared().createObjectNode();
        parts.stream()
                .filter(part -> part.fileName().isEmpty() && !files.contains(part.name()))
                .forEach(part -> fields.put(part.name(), part.text()));
        return fields;
    }
}
