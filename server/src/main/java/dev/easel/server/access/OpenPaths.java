package dev.easel.server.access;

import java.util.Set;
import java.util.regex.Pattern;

/** What may be read without a key: what the service is, and whether it runs. */
final class OpenPaths {
    private static final Set<String> READABLE =
            Set.of("/", "/list", "/openapi.json", "/docs", "/health/live", "/health/ready");

    /**
     * The parts of the page at {@code /docs}, of the studio, the protocols' descriptions, and
     * pictures by links, which are signed.
     */
    private static final Pattern PARTS =
            Pattern.compile("/docs/[^/]+|/ui/.+|/openapi/[^/]+|/pictures/[^/]+/[^/]+");

    private OpenPaths() {}

    /**
     * {@return whether anybody may read a path}
     *
     * @param path in lower case, as routing takes it: decoded, without dots, parameters and a
     *     trailing slash
     */
    static boolean contains(String path) {
        return READABLE.contains(path) || PARTS.matcher(path).matches();
    }
}
