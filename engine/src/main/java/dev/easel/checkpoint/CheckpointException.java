package dev.easel.checkpoint;

/**
 * A model's file is missing, broken or not what the model needs; the message says which and why, in
 * one line: names that come from a broken file may be anything.
 */
public class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    public CheckpointException(String message) {
        super(line(message));
    }

    public CheckpointException(String message, Throwable cause) {
        super(line(message), cause);
    }

    private static String line(String message) {
        String shown = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
