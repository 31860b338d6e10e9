package dev.easel.cli;

import dev.easel.pictures.ImageFiles;
import dev.easel.pictures.ImageFormat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Gives pictures their names and writes them. */
final class PictureFiles implements PictureOutput {
    private static final int LONGEST_NAME = 40;
    private static final String UNNAMED = "picture";

    private final ImageFormat format;
    private final Naming naming;

    /** How the file of a picture is called. */
    private sealed interface Naming {
        /** {@return the file of picture {@code index}, counted from 0} */
        Path file(int index, String stem);
    }

    /** The file that was asked for, numbered where there are several pictures. */
    private record Given(Path file, int number) implements Naming {
        @Override
        public Path file(int index, String stem) {
            if (number == 1) {
                return file;
            }
            String name = String.valueOf(file.getFileName());
            int dot = name.lastIndexOf('.') <= 0 ? name.length() : name.lastIndexOf('.');
            return file.resolveSibling(
                    name.substring(0, dot) + "-" + (index + 1) + name.substring(dot));
        }
    }

    /** A name that is free in a folder. */
    private record Made(Path folder, ImageFormat format) implements Naming {
        @Override
        public Path file(int index, String stem) {
            IntFunction<Path> candidate =
                    i ->
                            folder.resolve(
                                    "%s%s.%s"
                                            .formatted(
                                                    stem,
                                                    i == 0 ? "" : "-" + i,
                                                    format.extension()));
            return IntStream.iterate(0, i -> i + 1)
                    .mapToObj(candidate)
                    .filter(Files::notExists)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private PictureFiles(ImageFormat format, Naming naming) {
        this.format = format;
        this.naming = naming;
    }

    /**
     * {@return the files for some pictures}
     *
     * @throws CommandException where nothing could be written there; it is better told before the
     *     work than after it
     */
    static PictureFiles of(Optional<String> output, Optional<ImageFormat> format, int number) {
        String given = output.orElse("");
        PictureFiles files;
        if (isFolder(given)) {
            var chosen = format.orElse(ImageFormat.PNG);
            files = new PictureFiles(chosen, new Made(folder(given), chosen));
        } else {
            Path file = path(given);
            files = new PictureFiles(format.orElseGet(() -> format(file)), new Given(file, number));
        }
        writing(() -> ImageFiles.requireWritable(files.naming.file(0, UNNAMED)));
        return files;
    }

    /** {@return what the file of a prompt's picture is called where no name was given} */
    static String stem(String prompt, long seed) {
        return words(prompt) + "-" + seed;
    }

    @Override
    public ImageFormat format() {
        return format;
    }

    @Override
    public Written write(int index, String stem, byte[] content) {
        Path file = naming.file(index, stem);
        writing(() -> ImageFiles.write(file, content));
        return Written.to(file);
    }

    private static void writing(Runnable work) {
        try {
            work.run();
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.OUTPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isFolder(String given) {
        return given.isEmpty()
                || given.endsWith("/")
                || given.endsWith(File.separator)
                || Files.isDirectory(path(given));
    }

    /** {@return the folder, which is made if it was named as one by a slash at its end} */
    private static Path folder(String given) {
        Path folder = path(given);
        try {
            return given.isEmpty() || Files.isDirectory(folder)
                    ? folder
                    : Files.createDirectories(folder);
        } catch (IOException e) {
            String reason = e instanceof FileAlreadyExistsException ? "it is a file" : reason(e);
            throw new CommandException(
                    ExitCode.OUTPUT, "cannot make the folder " + folder + ": " + reason, e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : "no permission, or a file in its way";
    }

    private static Path path(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--output must be a path, got %s (%s)".formatted(given, e.getReason()),
                    e);
        }
    }

    private static ImageFormat format(Path file) {
        boolean named = String.valueOf(file.getFileName()).lastIndexOf('.') > 0;
        try {
            return named ? ImageFormat.ofFile(file) : ImageFormat.PNG;
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--output must end in .png, .jpg, .jpeg or .webp, or --format must say what it"
                            + " is, got "
                            + file,
                    e);
        }
    }

    /** {@return the prompt as part of a file's name: ASCII, since not every disk takes more} */
    private static String words(String prompt) {
        String plain =
                Normalizer.normalize(prompt, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        if (plain.length() > LONGEST_NAME) {
            int end = plain.lastIndexOf('-', LONGEST_NAME);
            plain = plain.substring(0, end > 0 ? end : LONGEST_NAME);
        }
        return plain.isEmpty() ? UNNAMED : plain;
    }
}
