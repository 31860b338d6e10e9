package dev.easel.checkpoint;

/**
 * A model's file is missing, broken or not what the model needs; the message says which and why.
 */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
