package dev.easel.server.protocol.openai;

import dev.easel.pipeline.ImageSize;
import dev.easel.server.request.SentImage;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request counts as in tokens, which OpenAI bills by and Easel does not: of a text its words
 * and marks, of a picture its squares of 16x16 pixels.
 *
 * @param text tokens of the prompt
 * @param image tokens of the picture that was sent
 * @param output tokens of one picture that is made
 */
record Usage(long text, long image, long output) {
    private static final Pattern WORD = Pattern.compile("\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+");
    private static final int SQUARE = 16;

    static Usage of(String prompt, Optional<SentImage> image, ImageSize size) {
        return new Usage(
                WORD.matcher(prompt).results().count(),
                image.map(sent -> squares(sent.width(), sent.height())).orElse(0L),
                squares(size.width(), size.height()));
    }

    private static long squares(int width, int height) {
        return (long) Math.ceilDiv(width, SQUARE) * Math.ceilDiv(height, SQUARE);
    }

    /** {@return the object for an answer with so many pictures} */
    ObjectNode json(int pictures) {
        var object =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("total_tokens", text + image + output * pictures)
                        .put("input_tokens", text + image)
                        .put("output_tokens", output * pictures);
        object.putObject("input_tokens_details")
                .put("text_tokens", text)
                .put("image_tokens", image);
        object.putObject("output_tokens_details")
                .put("text_tokens", 0)
                .put("image_tokens", output * pictures);
        return object;
    }
}
