package dev.easel.server.protocol.stability;

import dev.easel.server.fields.Fields;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.SentImage;
import dev.easel.server.request.SentImages;
import dev.easel.server.web.Multipart;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A form with pictures.
 *
 * @param body its fields as JSON has them, the prompts as one list
 */
record SentForm(ObjectNode body, Multipart parts, SentImages images) {
    private static final Set<String> FILES = Set.of("init_image", "mask_image", "image");
    private static final Pattern PROMPT =
            Pattern.compile("text_prompts\\[(\\d{1,4})]\\[(text|weight)]");

    /** {@return the form of these parts} */
    static SentForm of(Multipart parts, SentImages images) {
        var sent = parts.fields(FILES);
        var body = JsonMapper.shared().createObjectNode();
        var prompts = new TreeMap<Integer, ObjectNode>();
        sent.properties()
                .forEach(field -> {
                    var name = PROMPT.matcher(field.getKey());
                    if (name.matches()) {
                        prompts.computeIfAbsent(
                                        Integer.valueOf(name.group(1)),
                                        _ -> JsonMapper.shared().createObjectNode())
                                .set(name.group(2), field.getValue());
                    } else {
                        body.set(field.getKey(), field.getValue());
                    }
                });
        if (!prompts.isEmpty()) {
            body.putArray("text_prompts").addAll(prompts.values());
        }
        return new SentForm(body, parts, images);
    }

    Fields fields() {
        return new Fields(body);
    }

    /**
     * {@return a picture}
     *
     * @throws InvalidRequestException where it is missing, or none
     */
    SentImage image(String name) {
        return find(name).orElseThrow(() -> new InvalidRequestException(name + ": is required"));
    }

    private Optional<SentImage> find(String name) {
        return parts.named(name).stream()
                .reduce((_, last) -> last)
                .map(Multipart.Part::content)
                .filter(content -> content.length > 0)
                .map(images::of);
    }
}
