package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;

/**
 * An adapter's file is broken, or it does not fit the model: the model's own files may be whole.
 */
public final class AdapterException extends CheckpointException {
    private static final long serialVersionUID = 1L;

    /** With the sentence of what was found. */
    AdapterException(CheckpointException found) {
        super(String.valueOf(found.getMessage()), found);
    }

    AdapterException(String message) {
        super(message);
    }
}
