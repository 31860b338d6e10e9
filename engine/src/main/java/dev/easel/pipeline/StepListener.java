package dev.easel.pipeline;

/** Sees every step of every picture. */
@FunctionalInterface
public interface StepListener {
    /** Sees nothing. */
    StepListener NONE = progress -> {};

    /**
     * Called after each step, on the thread that makes the picture.
     *
     * @throws java.util.concurrent.CancellationException to end the work here; the caller of {@code
     *     generate} gets it
     */
    void onStep(StepProgress progress);
}
