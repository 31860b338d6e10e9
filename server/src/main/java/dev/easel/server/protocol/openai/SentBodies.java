package dev.easel.server.protocol.openai;

import dev.easel.server.fields.Fields;
import dev.easel.server.fields.ImageText;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.web.Multipart;
import dev.easel.server.web.MultipartBody;
import dev.easel.server.web.RequestBody;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads bodies: JSON, with pictures as data URLs, or forms, with pictures as files. */
@Component
final class SentBodies {
    private static final int MOST_IMAGES = 16;
    private static final String MASK = "mask";

    /** One picture is {@code image}; of several each is {@code image[]}. */
    private static final Pattern IMAGE = Pattern.compile("image(\\[\\d{0,3}])?");

    private static final Pattern WEB = Pattern.compile("(?i)\\s*[a-z][a-z0-9+.-]{0,20}://");
    private static final byte[] DATA_URL = "data:".getBytes(StandardCharsets.US_ASCII);

    private final RequestBody bodies;
    private final MultipartBody forms;

    SentBodies(RequestBody bodies, MultipartBody forms) {
        this.bodies = bodies;
        this.forms = forms;
    }

    /**
     * {@return what a request has}
     *
     * @throws InvalidRequestException where a picture is none
     * @throws IOException where the client has gone
     */
    Sent read(HttpServletRequest request) throws IOException {
        var sent =
                MultipartBody.isIn(request)
                        ? ofForm(forms.read(request))
                        : ofJson(bodies.readJson(request));
        if (sent.images().size() > MOST_IMAGES) {
            throw new InvalidRequestException(
                    "images must be at most %d, got %d"
                            .formatted(MOST_IMAGES, sent.images().size()));
        }
        return sent;
    }

    private static Sent ofForm(Multipart form) {
        Set<String> files = new HashSet<>(Set.of(MASK));
        form.parts().stream()
                .map(Multipart.Part::name)
                .filter(name -> IMAGE.matcher(name).matches())
                .forEach(files::add);
        var images =
                form.parts().stream()
                        .filter(part -> IMAGE.matcher(part.name()).matches())
                        .map(Multipart.Part::content)
                        .filter(content -> content.length > 0)
                        .map(content -> file("image", content))
                        .toList();
        var mask =
                form.named(MASK).stream()
                        .map(Multipart.Part::content)
                        .filter(content -> content.length > 0)
                        .findFirst()
                        .map(content -> file(MASK, content));
        return new Sent(FormLoras.in(form.fields(files), form), images, mask);
    }

    /** Some programs send the text of a data URL where the file should be. */
    private static byte[] file(String name, byte[] content) {
        return content.length > DATA_URL.length
                        && Arrays.equals(content, 0, DATA_URL.length, DATA_URL, 0, DATA_URL.length)
                ? decoded(name, new String(content, StandardCharsets.ISO_8859_1))
                : content;
    }

    private static Sent ofJson(ObjectNode body) {
        var images =
                Stream.of("image", "images")
                        .map(body::path)
                        .flatMap(node -> node.isArray() ? node.valueStream() : Stream.of(node))
                        .limit(MOST_IMAGES + 1)
                        .flatMap(node -> picture("image", node).stream())
                        .toList();
        var mask = picture(MASK, body.path(MASK));
        body.remove(List.of("image", "images", MASK));
        return new Sent(body, images, mask);
    }

    /** Absent and null are none. */
    private static Optional<byte[]> picture(String name, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.has("file_id") && !node.path("file_id").isNull()) {
            throw new InvalidRequestException(
                    name + " must be sent as image_url with a data URL: no files are kept here");
        }
        var url = node.isObject() ? node.path("image_url") : node;
        var text = url.isObject() ? url.path("url") : url;
        if (!text.isString()) {
            throw Fields.wrong(name, "an object with an image_url that is a data URL", node);
        }
        return Optional.of(decoded(name, text.stringValue()));
    }

    private static byte[] decoded(String name, String text) {
        if (WEB.matcher(text).lookingAt()) {
            throw Fields.wrong(name, "a data URL: this server fetches no pictures", text);
        }
        return ImageText.file(name, text);
    }
}
