package dev.easel.tensor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What kernels are told of their surroundings.
 *
 * @param cache the folder that keeps what was measured; without one each process measures again
 * @param turn whose work on the device excludes all other's, so that nothing disturbs measurements
 */
public record KernelSettings(Optional<Path> cache, Turn turn) {

    /** Runs work while no other thread computes on the device. */
    public interface Turn {
        /** {@return what the work gives} */
        <T> T take(Supplier<T> work);
    }

    /** {@return no folder, for a thread that has the device for itself} */
    public static KernelSettings none() {
        return new KernelSettings(Optional.empty(), Supplier::get);
    }
}
