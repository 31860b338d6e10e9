package dev.easel.server.pull;

import dev.easel.catalog.Shelf;

import java.util.Map;
import java.util.Optional;

/**
 * What is downloaded, and as what it is kept.
 *
 * @param name it is kept under; absent for the id, or what it is called where it is published
 * @param shelf that a single file is put on; absent where its tensors tell
 * @param sha256 that a single file must have
 * @param full whether float32 is downloaded where there is a smaller precision too
 * @param settings that are written into {@code easel.json}
 */
public record PullRequest(
        PullSource source,
        Optional<String> name,
        Optional<Shelf> shelf,
        Optional<String> sha256,
        boolean full,
        Map<String, Object> settings) {
    /**
     * Asks for a download.
     *
     * @throws PullException where the name is none, or the hash is none or has no single file
     */
    public PullRequest {
        name.ifPresent(PullRequest::check);
        sha256.ifPresent(Checksum::sha256);
        settings = Map.copyOf(settings);
    }

    /**
     * {@return the request for what a text names, see {@link PullSource#parse}}
     *
     * @throws PullException where it names nothing
     */
    public static PullRequest of(String text) {
        var known = PullableModel.of(text);
        return new PullRequest(
                PullSource.parse(text),
                known.map(PullableModel::id),
                Optional.empty(),
                Optional.empty(),
                false,
                known.map(PullableModel::settings).orElse(Map.of()));
    }

    /** {@return the same kept under a name} */
    public PullRequest withName(String other) {
        return new PullRequest(source, Optional.of(other), shelf, sha256, full, settings);
    }

    /** {@return the same put on a shelf} */
    public PullRequest withShelf(Shelf other) {
        return new PullRequest(source, name, Optional.of(other), sha256, full, settings);
    }

    /** {@return the same with the hash that its file must have} */
    public PullRequest withSha256(String hex) {
        return new PullRequest(source, name, shelf, Optional.of(hex), full, settings);
    }

    /** {@return the same in float32} */
    public PullRequest withFull() {
        return new PullRequest(source, name, shelf, sha256, true, settings);
    }

    private static void check(String name) {
        if (name.startsWith(".") || name.contains("/")) {
            throw new PullException("a name must be one of a file, got " + name);
        }
        RemoteFile.checked(name);
    }
}
