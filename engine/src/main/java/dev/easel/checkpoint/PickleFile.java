package dev.easel.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Refuses checkpoints that are programs. */
public final class PickleFile {
    private static final List<String> EXTENSIONS = List.of(".ckpt", ".bin", ".pt", ".pth");

    private PickleFile() {}

    /** {@return whether the name of a file is a pickle's} */
    public static boolean is(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    /**
     * {@return why the file is not loaded, and what to do}
     *
     * @param remedy the end of the sentence, such as "; convert it to safetensors"
     */
    public static CheckpointException refused(Path file, String remedy) {
        return new CheckpointException(
                file
                        + " is a pickle file, which can run any program when it is read, so Easel"
                        + " does not load it"
                        + remedy);
    }
}
