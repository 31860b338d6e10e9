package dev.easel.cli;

import dev.easel.pipeline.TextToImage;
import dev.easel.style.Style;

import picocli.CommandLine.Option;

import java.util.Optional;

/** What is drawn. */
final class PictureOptions {
    @Option(
            names = {"-n", "--negative"},
            paramLabel = "WORDS",
            description = "What not to draw.")
    private Optional<String> negative = Optional.empty();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            completionCandidates = Choices.StyleNames.class,
            description = "A look, put around the prompt: ${COMPLETION-CANDIDATES}.")
    private Optional<String> style = Optional.empty();

    @Option(
            names = {"-W", "--width"},
            paramLabel = "PIXELS",
            description = "64 to 2048, a multiple of 8 (of 16 for easel-mini). Default: 512.")
    private int width = 512;

    @Option(
            names = {"-H", "--height"},
            paramLabel = "PIXELS",
            description = "As --width. Default: 512.")
    private int height = 512;

    @Option(
            names = "--number",
            paramLabel = "COUNT",
            description = "How many pictures, 1 to 10. Default: 1.")
    private int number = 1;

    void check() {
        Limits.requireSide("--width", width);
        Limits.requireSide("--height", height);
        Limits.requireBetween("--number", number, 1, TextToImage.MAX_NUMBER);
        style.ifPresent(Choices::style);
    }

    int number() {
        return number;
    }

    Optional<String> style() {
        return style.map(Choices::style).map(Style::id);
    }

    /** {@return a request for one picture of this prompt in the chosen style and size} */
    TextToImage request(String prompt) {
        var chosen = style.map(Choices::style);
        String styled = chosen.map(s -> s.applyTo(prompt)).orElse(prompt);
        var avoided = chosen.map(s -> s.appendTo(negative.orElse(""))).or(() -> negative);
        var request = TextToImage.of(styled).withSize(width, height);
        return avoided.map(request::withNegativePrompt).orElse(request);
    }
}
