package dev.easel.tensor;

import java.util.Locale;

/** The device has not enough memory for a computation. */
public final class DeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DeviceMemoryException(Throwable cause) {
        super(
                "there is not enough memory for this computation; use a smaller picture, fewer"
                        + " pictures at a time or a smaller model",
                cause);
    }

    /**
     * {@return {@code failure} itself, or where it says that memory ran out, that in a sentence}
     */
    public static RuntimeException explain(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean memory =
                message.contains("can't allocate memory")
                        || message.contains("out of memory")
                        || message.contains("bad_alloc");
        return memory ? new DeviceMemoryException(failure) : failure;
    }
}
