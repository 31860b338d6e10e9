package dev.easel.server.protocol.a1111;

import dev.easel.catalog.FileDigests;
import dev.easel.catalog.ModelPlace;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model as A1111's lists have it.
 *
 * @param file its name as a file's, for a single file with the extension
 * @param sha256 of its single file, where it was computed before
 */
record Checkpoint(String name, String file, Optional<String> sha256) {
    private static final int SHORT = 10;

    /** {@return a model that lies there; its file is not read, which could take minutes} */
    static Checkpoint of(String name, Optional<ModelPlace> place, FileDigests digests) {
        return place.filter(ModelPlace.File.class::isInstance)
                .flatMap(ModelPlace::location)
                .map(file -> new Checkpoint(name, name + extension(file), digests.known(file)))
                .orElseGet(() -> new Checkpoint(name, name, Optional.empty()));
    }

    private static String extension(Path file) {
        String path = file.toString();
        return path.substring(path.lastIndexOf('.'));
    }

    /** {@return what programs show, and send back} */
    String title() {
        return hash().map(digits -> "%s [%s]".formatted(file, digits)).orElse(file);
    }

    /** {@return the digits of a title} */
    Optional<String> hash() {
        return sha256.map(digits -> digits.substring(0, SHORT));
    }

    /** {@return whether it is what is meant by a hash alone, the short or the whole one} */
    boolean hasHash(String digits) {
        return sha256.filter(digits::equals).or(() -> hash().filter(digits::equals)).isPresent();
    }
}
