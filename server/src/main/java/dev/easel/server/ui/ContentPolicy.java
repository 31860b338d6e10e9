package dev.easel.server.ui;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What the studio may load and run: its own files, and the import map that stands in its page, by
 * its hash. Pictures are fetched with the key and shown as blobs.
 */
final class ContentPolicy {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private ContentPolicy() {}

    /** {@return the header for a page} */
    static String of(String page) {
        var scripts = new StringBuilder("'self'");
        var map = IMPORT_MAP.matcher(page);
        while (map.find()) {
            scripts.append(" 'sha256-").append(hash(map.group(1))).append('\'');
        }
        return String.join(
                ";",
                "default-src 'none'",
                "script-src " + scripts,
                "style-src 'self'",
                "img-src 'self' blob: data:",
                "connect-src 'self'",
                "font-src 'self'",
                "manifest-src 'self'",
                "worker-src 'none'",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'self'");
    }

    /** A browser hashes the text between the tags, with lines that end as HTML's do. */
    private static String hash(String text) {
        byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(StudioFile.sha256(bytes));
    }
}
