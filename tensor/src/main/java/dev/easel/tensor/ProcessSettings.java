package dev.easel.tensor;

import java.util.Locale;

/**
 * Settings of the whole process that make LibTorch faster: how OpenMP's threads wait, and what
 * glibc's allocator keeps. Both change what other code in the process sees, so a library leaves
 * them alone unless the property {@code easel.process} is {@code tuned}. Easel's command line and
 * service have a process of their own, and set it.
 *
 * <p>No setting changes the numbers that are computed.
 */
final class ProcessSettings {
    private static final String PROPERTY = "easel.process";

    private ProcessSettings() {}

    /** Must be called before LibTorch is loaded, which reads the environment then. */
    static void apply() {
        if (isTuned(System.getProperty(PROPERTY, ""))) {
            // OpenMP's threads spin for long while they wait unless told otherwise: two processes
            // that compute at once then slow each other by more than an order of magnitude. For the
            // next operation of a network, which comes within a fraction of a millisecond, they
            // spin: to be woken takes longer.
            Glibc.setVariable("OMP_WAIT_POLICY", "passive");
            Glibc.setVariable("GOMP_SPINCOUNT", "10000");
            Glibc.keepFreedMemory();
        }
    }

    static boolean isTuned(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "tuned" -> true;
            case "", "untouched" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "the property %s must be tuned or untouched, got %s"
                                    .formatted(PROPERTY, value));
        };
    }
}
