package dev.easel.server.fields;

import java.util.Base64;
import java.util.regex.Pattern;

/** A picture as text: base64, standard or URL-safe, with or without {@code data:} in front. */
public final class ImageText {
    private static final Pattern DATA_URL =
            Pattern.compile("data:[^,]{0,200},", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private ImageText() {}

    /**
     * {@return the file in the text of {@code image}}
     *
     * @throws dev.easel.server.request.InvalidRequestException where it is none
     */
    public static byte[] file(String text) {
        return file("image", text);
    }

    /**
     * {@return the file in a text}
     *
     * @param name of the field, for the message
     * @throws dev.easel.server.request.InvalidRequestException where it is none
     */
    public static byte[] file(String name, String text) {
        var prefix = DATA_URL.matcher(text);
        String bare = prefix.lookingAt() ? text.substring(prefix.end()) : text;
        String standard = SPACE.matcher(bare).replaceAll("").replace('-', '+').replace('_', '/');
        try {
            byte[] file = Base64.getDecoder().decode(standard);
            if (file.length > 0) {
                return file;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw Fields.wrong(name, "base64 of a PNG, JPEG or WebP file", text);
    }
}
