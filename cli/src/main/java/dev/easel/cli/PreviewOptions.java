package dev.easel.cli;

import dev.easel.pictures.ImageFiles;
import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.PreviewMethod;
import dev.easel.pipeline.StepListener;

import picocli.CommandLine.Option;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Where a picture can be seen while it is drawn. */
final class PreviewOptions {
    @Option(
            names = "--preview",
            paramLabel = "FILE",
            description =
                    "A .png, .jpg or .webp file that shows what the picture will be like: written"
                            + " anew while it is drawn, at most twice a second.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--preview-by",
            paramLabel = "METHOD",
            completionCandidates = Choices.PreviewMethodNames.class,
            description =
                    "${COMPLETION-CANDIDATES}. linear is blurred and takes no time; taesd is sharp"
                            + " and needs its weights; full takes as long as decoding the"
                            + " picture. Default: auto, which is taesd where a GPU draws and the"
                            + " weights are there, else linear.")
    private Optional<String> method = Optional.empty();

    /** Checks the values. */
    void check() {
        var _ = method();
        file.map(PreviewOptions::path)
                .ifPresent(path -> {
                    var _ = format(path);
                    writing(() -> ImageFiles.requireWritable(path));
                });
        if (method.isPresent() && file.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE, "--preview-by needs --preview FILE, where previews go");
        }
    }

    /**
     * {@return what keeps the file up to date, or does nothing where none was asked for}
     *
     * @param clock nanoseconds from any time on
     */
    StepListener listener(ImageGenerator generator, LongSupplier clock) {
        if (file.isEmpty()) {
            return StepListener.NONE;
        }
        generator.preparePreviews(method());
        Path path = path(file.get());
        return new PreviewFile(path, format(path), method(), clock);
    }

    private PreviewMethod method() {
        return method.map(Choices::previewMethod).orElse(PreviewMethod.AUTO);
    }

    private static Path path(String given) {
        return InputPicture.path("--preview", given);
    }

    private static ImageFormat format(Path path) {
        try {
            return ImageFormat.ofFile(path);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--preview must end in .png, .jpg, .jpeg or .webp, got " + path,
                    e);
        }
    }

    /** Writes to the file of previews. */
    static void writing(Runnable work) {
        try {
            work.run();
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.OUTPUT, String.valueOf(e.getMessage()), e);
        }
    }
}
