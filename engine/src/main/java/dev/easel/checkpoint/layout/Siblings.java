package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.JsonConfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files beside a checkpoint. */
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

    /** {@return what the makers recommend, where it lies beside a checkpoint} */
    static Optional<JsonConfig> preferred(Path checkpoint) {
        return Optional.of(of(checkpoint, ".easel.json"))
                .filter(Files::exists)
                .map(JsonConfig::read);
    }

    /** {@return the file of a name of its own beside a checkpoint, where there is one} */
    static Optional<Path> companion(Path checkpoint, String name) {
        return Optional.of(checkpoint.resolveSibling(name)).filter(Files::isRegularFile);
    }
}
