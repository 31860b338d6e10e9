package dev.easel.server.web;

/** Texts of clients as messages and headers may show them. */
public final class Shown {
    private static final int MOST = 60;

    private Shown() {}

    /** {@return a text, short and printable} */
    public static String of(String text) {
        String printable = text.replaceAll("\\p{C}", "\uFFFD");
        int count = printable.codePointCount(0, printable.length());
        return count <= MOST
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, MOST)) + "...";
    }

    /** {@return a text that a header may hold: printable ASCII alone} */
    public static String inHeader(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
