package dev.easel.cli;

import dev.easel.pictures.ImageFormat;

import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.util.Optional;

/** Where pictures go and what is told about them. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description =
                    "A file, which is overwritten (several pictures get -1, -2, ...), a folder,"
                            + " where names are made up and nothing is overwritten, or - for"
                            + " standard output (all text then goes to standard error)."
                            + " Default: the current folder.")
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Choices.FormatNames.class,
            description = "${COMPLETION-CANDIDATES}. Default: what the file's name says, else png.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--json",
            description = "Print one JSON object on standard output: pictures, settings, timings.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the pictures' paths and nothing else.")
    private boolean quiet;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** {@return whether the picture goes to standard output} */
    private boolean toStandardOutput() {
        return output.filter(StandardInput.NAME::equals).isPresent();
    }

    /** {@return where results are told: not in the midst of a picture} */
    PrintStream text(Terminal terminal) {
        return toStandardOutput() ? terminal.err() : terminal.out();
    }

    /** Says where a picture was written, and more of it unless that is not wanted. */
    void tell(Terminal terminal, PictureOutput.Written written, String more) {
        if (json || (quiet && toStandardOutput())) {
            return;
        }
        text(terminal).println(quiet ? written.shown() : written.shown() + "  " + more);
    }

    /**
     * {@return where so many pictures go}
     *
     * @throws CommandException where they cannot go there
     */
    PictureOutput pictures(Terminal terminal, int number) {
        var chosen = format.map(Choices::format);
        if (!toStandardOutput()) {
            return PictureFiles.of(output, chosen, number);
        }
        if (number > 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--output - takes one picture, got %d; name a folder".formatted(number));
        }
        return new PictureStream(chosen.orElse(ImageFormat.PNG), terminal.out());
    }
}
