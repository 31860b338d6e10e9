package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The formats that are written and read. */
public enum ImageFormat {
    /** Lossless; any size. */
    PNG("image/png", "png", 100, Integer.MAX_VALUE),
    /** Lossy, full colour resolution; at most 65500 pixels a side (libjpeg's limit). */
    JPEG("image/jpeg", "jpg", 95, 65_500),
    /** Lossy, or lossless at quality 100; at most 16383 pixels a side (the format's limit). */
    WEBP("image/webp", "webp", 90, 16_383);

    private final String mediaType;
    private final String extension;
    private final int defaultQuality;
    private final int longestSide;

    ImageFormat(String mediaType, String extension, int defaultQuality, int longestSide) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.defaultQuality = defaultQuality;
        this.longestSide = longestSide;
    }

    /**
     * The format of this name: {@code png}, {@code jpg}, {@code jpeg} or {@code webp} in any case.
     *
     * @throws IllegalArgumentException if there is no such format
     */
    public static ImageFormat of(String name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown image format \""
                                        + name
                                        + "\", expected png, jpg, jpeg or webp"));
    }

    /**
     * The format that the extension of a file's name says.
     *
     * @throws IllegalArgumentException if the name has no extension or an unknown one
     */
    public static ImageFormat ofFile(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        var format = dot < 0 ? Optional.<ImageFormat>empty() : find(name.substring(dot + 1));
        return format.orElseThrow(() ->
                new IllegalArgumentException(
                        "the name of a picture ends in .png, .jpg, .jpeg or .webp, got " + file));
    }

    /** {@return the format that a file's first bytes say, if any} */
    static Optional<ImageFormat> ofContent(byte[] content) {
        var beginning = new String(content, 0, Math.min(content.length, 12), ISO_8859_1);
        if (beginning.startsWith("\u0089PNG")) {
            return Optional.of(PNG);
        }
        if (beginning.startsWith("\u00FF\u00D8")) {
            return Optional.of(JPEG);
        }
        boolean webp = beginning.startsWith("RIFF") && beginning.endsWith("WEBP");
        return webp ? Optional.of(WEBP) : Optional.empty();
    }

    private static Optional<ImageFormat> find(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "png" -> Optional.of(PNG);
            case "jpg", "jpeg" -> Optional.of(JPEG);
            case "webp" -> Optional.of(WEBP);
            default -> Optional.empty();
        };
    }

    /** {@return the media type, such as {@code image/png}} */
    public String mediaType() {
        return mediaType;
    }

    /** {@return the usual extension of a file's name, without the dot} */
    public String extension() {
        return extension;
    }

    int defaultQuality() {
        return defaultQuality;
    }

    int longestSide() {
        return longestSide;
    }
}
