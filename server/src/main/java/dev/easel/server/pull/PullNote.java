package dev.easel.server.pull;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is written down of a download: {@code pulled.json} in a model's folder, {@code
 * NAME.pulled.json} beside a file.
 *
 * @param source where it is from
 * @param revision the commit, where there is one
 * @param licence as the source calls it
 * @param files by their path below the folder
 */
public record PullNote(
        String source,
        Optional<String> revision,
        Optional<String> licence,
        Map<String, Entry> files) {
    private static final String NAME = "pulled.json";

    public PullNote {
        files = new TreeMap<>(files);
    }

    /** A file as it was downloaded. */
    public record Entry(long bytes, String sha256) {}

    /** {@return where the note of a model's folder or of a file lies} */
    public static Path place(Path model) {
        return Files.isDirectory(model) ? model.resolve(NAME) : beside(model);
    }

    static Path beside(Path file) {
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        return file.resolveSibling(stem + "." + NAME);
    }

    /** {@return the note of a model's folder or of a file; absent where there is none to read} */
    public static Optional<PullNote> of(Path model) {
        try {
            var file = place(model);
            return Files.exists(file)
                    ? Optional.of(
                            JsonMapper.shared().readValue(Files.readString(file), PullNote.class))
                    : Optional.empty();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }

    /** {@return what is another than it was, a sentence each} */
    public List<String> differences(Path model) throws IOException {
        var differences = new ArrayList<String>();
        for (var noted : files.entrySet()) {
            RemoteFile.checked(noted.getKey());
            Path file =
                    Files.isDirectory(model)
                            ? model.resolve(noted.getKey())
                            : model.resolveSibling(noted.getKey());
            difference(file, noted.getValue())
                    .ifPresent(what -> differences.add(noted.getKey() + " " + what));
        }
        return differences;
    }

    private static Optional<String> difference(Path file, Entry noted) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.of("is missing");
        }
        long bytes = Files.size(file);
        if (bytes != noted.bytes()) {
            return Optional.of(
                    "has %d bytes; it was downloaded with %d".formatted(bytes, noted.bytes()));
        }
        return Checksum.of(file, Checksum.Kind.SHA256).equals(noted.sha256())
                ? Optional.empty()
                : Optional.of(
                        "has another content than it was downloaded with (its SHA-256 differs)");
    }
}
