package dev.easel.server.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How models are downloaded.
 *
 * @param endpoint of Hugging Face or of a mirror
 * @param token that is sent there, and nowhere else
 * @param patience how long a server may be silent
 * @param attempts how often in a row nothing may come before a file is given up
 * @param delay before the second attempt; it doubles from one to the next
 * @param space tells how many bytes a folder's disk has left
 */
public record PullSettings(
        URI endpoint,
        Optional<String> token,
        Duration patience,
        int attempts,
        Duration delay,
        Space space) {
    private static final int USUAL_ATTEMPTS = 6;

    /** Tells how many bytes a folder's disk has left. */
    @FunctionalInterface
    public interface Space {
        /** {@return the bytes} */
        long left(Path folder) throws IOException;
    }

    /**
     * {@return what HF_ENDPOINT and HF_TOKEN say}
     *
     * @throws PullException where HF_ENDPOINT is no address
     */
    public static PullSettings of(Map<String, String> environment) {
        String endpoint =
                environment.getOrDefault("HF_ENDPOINT", "").strip().replaceFirst("/+$", "");
        return new PullSettings(
                endpoint.isEmpty() ? URI.create("https://huggingface.co") : endpoint(endpoint),
                Optional.of(environment.getOrDefault("HF_TOKEN", "").strip())
                        .filter(token -> !token.isEmpty()),
                Duration.ofSeconds(30),
                USUAL_ATTEMPTS,
                Duration.ofSeconds(1),
                folder -> Files.getFileStore(folder).getUsableSpace());
    }

    /** A mirror in one's own network may have no certificate. */
    private static URI endpoint(String text) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null && text.matches("(?i)https?://.*")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new PullException("HF_ENDPOINT must be an address such as https://..., got " + text);
    }

    @Override
    public String toString() {
        return "PullSettings[" + endpoint + "]"; // never the token
    }
}
