package dev.easel.cli;

import dev.easel.catalog.Style;
import dev.easel.pipeline.ParameterRange;

import picocli.CommandLine.Option;

import java.util.Optional;

/** What is drawn, beside the prompt. */
final class WordOptions {
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
            names = "--number",
            paramLabel = "COUNT",
            description = "How many pictures, 1 to 10. Default: 1.")
    private int number = 1;

    void check() {
        Limits.require("--number", ParameterRange.NUMBER, number);
        style.ifPresent(Choices::style);
    }

    int number() {
        return number;
    }

    Optional<String> style() {
        return style.map(Choices::style).map(Style::id);
    }

    /** {@return the prompt in the chosen style} */
    String styled(String prompt) {
        return style.map(Choices::style).map(s -> s.applyTo(prompt)).orElse(prompt);
    }

    /** {@return what not to draw, with what the chosen style says of it} */
    Optional<String> avoided() {
        return style.map(Choices::style)
                .map(s -> s.appendTo(negative.orElse("")))
                .or(() -> negative);
    }
}
