package dev.easel.checkpoint.layout;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The files beside a checkpoint that bear its name. */
final class Siblings {
    private static final Pattern EXTENSION =
            Pattern.compile("\\.(safetensors|gguf)$", Pattern.CASE_INSENSITIVE);

    private Siblings() {}

    /** {@return whether the name of a file is one of weights} */
    static boolean isWeights(Path file) {
        return EXTENSION.matcher(file.toString()).find();
    }

    /** {@return the name of a checkpoint without its extension} */
    static String stem(Path checkpoint) {
        return EXTENSION.matcher(String.valueOf(checkpoint.getFileName())).replaceFirst("");
    }

    /** {@return the file beside a checkpoint with its name and another extension} */
    static Path of(Path checkpoint, String extension) {
        return checkpoint.resolveSibling(stem(checkpoint) + extension);
    }
}
