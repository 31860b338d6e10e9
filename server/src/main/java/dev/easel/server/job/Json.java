package dev.easel.server.job;

import java.io.IOException;
import java.io.OutputStream;

/** JSON text that is passed on as it is, for pictures make it megabytes long. */
public final class Json {
    /** A list of nothing. */
    public static final Json EMPTY_LIST = Json.of(new byte[] {'[', ']'});

    private final byte[] utf8;

    private Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** {@return the text in these bytes, which are not copied} */
    public static Json of(byte[] utf8) {
        return new Json(utf8);
    }

    /** {@return the bytes, which are not copied} */
    public byte[] utf8() {
        return utf8;
    }

    /** Writes the text, in UTF-8. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(utf8);
    }
}
