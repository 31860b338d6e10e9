package dev.easel.server.protocol.a1111;

import dev.easel.pictures.PictureTexts;

/** The text in a picture that tells how it was made. */
final class Infotext {
    private Infotext() {}

    /** {@return the text of a picture's file; empty where it has none} */
    static String of(byte[] file) {
        return PictureTexts.of(file).getOrDefault(PictureTexts.PARAMETERS, "");
    }
}
