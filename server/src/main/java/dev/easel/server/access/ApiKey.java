package dev.easel.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A key, without its tokens, of which only hashes are kept.
 *
 * @param user whose it is
 * @param allowedPaths patterns with {@code *} for anything
 * @param ips addresses that may use it; none for all
 * @param operator whether it may pull and delete models
 * @param createdAt in whole seconds
 */
public record ApiKey(
        UUID id,
        String user,
        String name,
        List<String> allowedPaths,
        List<String> ips,
        boolean operator,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        long uses) {
    /** What a key may call unless it is made for something else. */
    public static final List<String> USUAL_PATHS =
            List.of("/text/*", "/image/*", "/video/*", "/audio/*");

    public ApiKey {
        allowedPaths = List.copyOf(allowedPaths);
        ips = List.copyOf(ips);
    }

    /**
     * {@return whether the key may be used for a path of another protocol than the page's} A key
     * that was made for nothing else may use all of them, and whoever may use {@code /image/sdxl}
     * may send jobs.
     */
    boolean allowsProtocol(String path) {
        return allowedPaths.equals(USUAL_PATHS)
                || allows(path)
                || (path.equalsIgnoreCase("/jobs") && allows("/image/sdxl"));
    }

    /** {@return whether the key may be used for a path, as a whole and in any case of letters} */
    boolean allows(String path) {
        return allowedPaths.stream().anyMatch(pattern -> PathPattern.matches(pattern, path));
    }
}
