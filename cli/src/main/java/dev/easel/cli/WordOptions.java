package dev.easel.cli;

import dev.easel.catalog.Style;
import dev.easel.pipeline.ParameterRange;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

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
            names = "--clip-skip",
            paramLabel = "LAYER",
            description =
                    "From which of the text encoder's last layers the words are read, 1 to 12 as"
                            + " A1111 counts: 2, diffusers' clip_skip 1, is the one before the"
                            + " usual one. Default: 1.")
    private Optional<Integer> clipSkip = Optional.empty();

    @Option(
            names = "--number",
            paramLabel = "COUNT",
            description = "How many pictures of each prompt, 1 to 10. Default: 1.")
    private int number = 1;

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description =
                    "Instead of PROMPT: a text file with a prompt a line, or - for standard input."
                            + " Empty lines and those that begin with # are skipped.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--like",
            paramLabel = "PICTURE",
            description =
                    "Draw as this picture was drawn: what its recipe says, one of Easel, A1111 or"
                            + " ComfyUI in a PNG, JPEG or WebP, and what no option says."
                            + " --seed 0 draws another one like it.")
    private Optional<String> like = Optional.empty();

    @ArgGroup(validate = false)
    private LoraOptions loras = new LoraOptions();

    private Optional<String> likePrompt = Optional.empty();

    /** {@return what the picture of --like tells, where there is one} */
    Optional<Likeness> likeness(StandardInput in) {
        return like.map(file -> Likeness.read(file, in));
    }

    /**
     * Takes over what no option says.
     *
     * @param isSdxl whether the model is one; asked where that makes a difference
     */
    void takeOver(Likeness other, BooleanSupplier isSdxl) {
        likePrompt = other.prompt();
        negative = negative.or(other::negative);
        clipSkip =
                clipSkip.or(() ->
                        other.clipSkip()
                                .flatMap(skip ->
                                        isSdxl.getAsBoolean()
                                                ? skip.ofSdxl()
                                                : Optional.of(skip.layer())));
    }

    void check() {
        Limits.require("--number", ParameterRange.NUMBER, number);
        clipSkip.ifPresent(given -> Limits.require("--clip-skip", ParameterRange.CLIP_SKIP, given));
        style.ifPresent(Choices::style);
    }

    /** {@return the layer that the words are read from, where it was chosen} */
    OptionalInt clipSkip() {
        return clipSkip.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /**
     * {@return the prompts, one at least}
     *
     * @param words of the one that was given as an argument, {@code -} for standard input
     * @throws CommandException where there is none
     */
    List<String> prompts(List<String> words, StandardInput in) {
        if (file.isPresent()) {
            if (!words.isEmpty()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--prompts excludes PROMPT, got " + String.join(" ", words));
            }
            return lines(file.get(), in);
        }
        if (words.isEmpty() && likePrompt.isPresent()) {
            return List.of(likePrompt.get());
        }
        if (words.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "PROMPT is missing, what to draw");
        }
        boolean given = words.equals(List.of(StandardInput.NAME));
        return List.of(given ? in.text("PROMPT").strip() : String.join(" ", words));
    }

    private static List<String> lines(String file, StandardInput in) {
        var prompts =
                text(file, in)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        if (prompts.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "--prompts has no prompt: " + file);
        }
        return prompts;
    }

    private static String text(String file, StandardInput in) {
        if (file.equals(StandardInput.NAME)) {
            return in.text("--prompts");
        }
        try {
            return Files.readString(InputPicture.path("--prompts", file));
        } catch (IOException e) {
            String reason =
                    e instanceof NoSuchFileException ? "there is no such file" : "not UTF-8 text";
            throw new CommandException(
                    ExitCode.USAGE, "cannot read %s: %s".formatted(file, reason), e);
        }
    }

    LoraOptions loras() {
        return loras;
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
