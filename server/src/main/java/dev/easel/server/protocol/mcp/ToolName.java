package dev.easel.server.protocol.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tools. */
enum ToolName {
    GENERATE_IMAGE(
            "Draw a picture",
            "Draws pictures from a text with Stable Diffusion on the user's own hardware, and"
                + " returns them with their seeds and URIs. It takes seconds to minutes. Only"
                + " prompt is needed: leave the other arguments out unless the user wants something"
                + " of them, for then the model's own best values are taken. To vary a picture,"
                + " repeat its seed with another prompt, or its prompt without a seed.",
            List.of("prompt")),
    EDIT_IMAGE(
            "Change a picture",
            "Makes new pictures that begin from a given one (image to image), all of it or only"
                + " where a mask is white (inpainting). The result has the size of the image. Say"
                + " in prompt what the finished picture shows.",
            List.of("image", "prompt")),
    UPSCALE_IMAGE(
            "Make a picture larger",
            "Makes a picture larger with a network that keeps edges sharp; without width, height"
                    + " and scale twice as large.",
            List.of("image")),
    LIST_MODELS(
            "List the models",
            "Says which models can draw, the usual one first, with their own sizes and steps, and"
                    + " what a small model knows. Ask it before a model is named, or where a"
                    + " picture's notes say that a word is not known.",
            List.of());

    private final String title;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
    private final List<String> required;

    ToolName(String title, String description, List<String> required) {
        this.title = title;
        this.description = description;
        this.required = List.copyOf(required);
    }

    /** {@return the tool that a client calls so} */
    static Optional<ToolName> of(String wireName) {
        return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    List<String> required() {
        return required;
    }

    boolean reads() {
        return this == LIST_MODELS;
    }
}
