package dev.easel.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What prompts may be, so that a mistake is told before a model is used. */
final class PromptRules {
    private static final int LONGEST = 100_000;

    private PromptRules() {}

    static void require(String prompt, Optional<String> negativePrompt) {
        require("prompt", requireNonNull(prompt, "prompt is null"));
        requireNonNull(negativePrompt, "negative prompt is null")
                .ifPresent(negative -> require("negative prompt", negative));
    }

    private static void require(String name, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "%s must have at most %d characters, got %d"
                            .formatted(name, LONGEST, text.length()));
        }
        LaterSyntax.refuse(name, text);
    }
}
