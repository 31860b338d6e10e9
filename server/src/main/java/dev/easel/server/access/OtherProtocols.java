package dev.easel.server.access;

import java.util.List;

/** Paths of the protocols beside the page's own: they ask for a key, and for no captcha token. */
final class OtherProtocols {
    private static final List<String> ROOTS = List.of("/v1", "/sdapi", "/internal", "/mcp");

    /** Those whose programs present a key as the password of HTTP Basic. */
    private static final List<String> WITH_BASIC = List.of("/sdapi", "/internal");

    private OtherProtocols() {}

    /**
     * {@return whether a path is one of theirs}
     *
     * @param path in lower case
     */
    static boolean have(String path) {
        return ROOTS.stream().anyMatch(root -> isBelow(root, path));
    }

    /** {@return whether a key may be the password of HTTP Basic} */
    static boolean takeBasic(String path) {
        return WITH_BASIC.stream().anyMatch(root -> isBelow(root, path));
    }

    static boolean isBelow(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
