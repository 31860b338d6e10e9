package dev.easel.pipeline;

import dev.easel.catalog.UserFolders;
import dev.easel.model.DeviceTurns;
import dev.easel.tensor.Device;
import dev.easel.tensor.KernelSettings;
import dev.easel.tensor.LayerKernels;

/** The kernels that a model is loaded with if its caller chooses none. */
public final class DeviceKernels {
    private DeviceKernels() {}

    /**
     * {@return new kernels, the fastest on the class path for a device} What they measure is kept
     * in this user's cache folder, if there is one.
     */
    public static LayerKernels best(Device device) {
        return best(DeviceTurns.shared(device));
    }

    /** {@return the same, which measure in these turns} */
    public static LayerKernels best(DeviceTurns turns) {
        return LayerKernels.best(
                turns.device(),
                new KernelSettings(UserFolders.ofProcess().findCache(), turns::inTurn));
    }
}
