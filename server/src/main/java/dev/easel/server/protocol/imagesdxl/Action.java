package dev.easel.server.protocol.imagesdxl;

import java.util.Locale;

/** What is to be done. */
enum Action {
    GENERATE,
    IMG2IMG,
    UPSCALE;

    /** {@return the action of a name on the wire} */
    static Action named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** {@return the name on the wire} */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
