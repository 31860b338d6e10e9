package dev.easel.cli;

import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.PickleFile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the networks that make pictures larger: by their path, or by their name. */
record UpscalerFiles(ModelFolders folders) {
    private static final String EXTENSION = ".safetensors";

    /**
     * {@return the file of a network}
     *
     * @param option that names it
     * @param given a path, or a name in {@code upscale_models} or {@code ESRGAN}
     * @throws CommandException where there is none
     * @throws dev.easel.checkpoint.CheckpointException where only a pickle has that name
     */
    Path find(String option, String given) {
        Path path = InputPicture.path(option, given);
        // What a pickle is told is said where it is opened.
        return Files.exists(path) || PickleFile.is(path)
                ? path
                : named(given).orElseThrow(() -> missing(option, given));
    }

    /** {@return the file of a name, which is no path} */
    Optional<Path> named(String name) {
        return folders.file(
                Shelf.UPSCALERS,
                name.endsWith(EXTENSION)
                        ? name.substring(0, name.length() - EXTENSION.length())
                        : name);
    }

    private CommandException missing(String option, String given) {
        var names = folders.names(Shelf.UPSCALERS);
        return new CommandException(
                ExitCode.MODEL,
                "%s must be a file, or the name of one in upscale_models or ESRGAN of %s (%s), got %s"
                        .formatted(
                                option,
                                folders.text(),
                                names.isEmpty() ? "there is none" : String.join(", ", names),
                                given));
    }
}
