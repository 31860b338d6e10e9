package dev.easel.tensor;

import org.bytedeco.pytorch.InferenceMode;

/** What LibTorch has set for one thread of the operating system. */
public final class ThreadSettings {
    private ThreadSettings() {}

    /**
     * {@return whether operations of this thread pass over what looks for gradients} A virtual
     * thread would lose this at its next wait, and leave it to the one that comes after it.
     */
    public static boolean skipGradients() {
        LibTorch.load();
        return InferenceMode.is_enabled() || TensorScope.skipsGradients();
    }
}
