package dev.easel.server.request;

import java.util.Optional;

/**
 * A picture that came with a request. It is kept as the file that it is.
 *
 * @param file a PNG, JPEG or WebP
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param turned how it is turned upright, in words for people
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record SentImage(byte[] file, int width, int height, Optional<String> turned) {
    /** {@return the same without its file, for what only tells of it} */
    SentImage withoutFile() {
        return new SentImage(new byte[0], width, height, turned);
    }
}
