package dev.easel.cli;

import dev.easel.pictures.ImageFormat;

import picocli.CommandLine.Option;

import java.util.Optional;

/** Where pictures go and what is told about them. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description =
                    "A file, which is overwritten (several pictures get -1, -2, ...), or a folder,"
                            + " where names are made up and nothing is overwritten."
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

    /** {@return where the pictures of a prompt go} */
    PictureFiles files(String prompt, int number) {
        Optional<ImageFormat> chosen = format.map(Choices::format);
        return PictureFiles.of(output, chosen, prompt, number);
    }

    /** {@return where one picture goes, in a folder by the name {@code stem}} */
    PictureFiles file(String stem) {
        return PictureFiles.named(output, format.map(Choices::format), stem);
    }
}
