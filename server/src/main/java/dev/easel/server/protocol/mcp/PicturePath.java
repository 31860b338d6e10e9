package dev.easel.server.protocol.mcp;

import java.util.Locale;

/** Tells paths of files from pictures that are text themselves. */
public final class PicturePath {
    private static final int LONGEST = 4096;

    private PicturePath() {}

    /** {@return whether a text is a path: base64 has no dot, and a picture's file has one} */
    public static boolean is(String text) {
        String start = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
        return start.startsWith("file:")
                || (text.length() <= LONGEST
                        && text.indexOf('.') >= 0
                        && !start.startsWith("data:")
                        && !start.startsWith(PictureUri.SCHEME));
    }
}
