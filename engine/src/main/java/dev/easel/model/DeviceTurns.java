package dev.easel.model;

import dev.easel.tensor.ComputeThreads;
import dev.easel.tensor.Device;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who computes on a device, one at a time, in the order in which they ask: nobody waits for the
 * whole picture of another, and nobody slows another down by sharing the processor's caches.
 *
 * <p>Models that share a device share its turns. By default that is one object per device and
 * process ({@link #shared}), as the processor is one for all of them; who wants two services in one
 * process to compute side by side gives each its own ({@link #own}). Results are the same with any.
 */
public final class DeviceTurns {
    private final Device device;
    private final ReentrantLock turn = new ReentrantLock(true);

    private DeviceTurns(Device device) {
        this.device = device;
    }

    /** {@return turns that nobody else knows of} */
    public static DeviceTurns own(Device device) {
        return new DeviceTurns(device);
    }

    /**
     * {@return the turns of a device that this process shares}
     *
     * @throws IllegalArgumentException where this machine has no such device
     * @throws UnsupportedOperationException where LibTorch is missing
     */
    public static DeviceTurns shared(Device device) {
        Device.cudaDevices(); // tells where LibTorch is missing, which the map below could not
        var turns = Shared.BY_DEVICE.get(device);
        if (turns == null) {
            throw new IllegalArgumentException(
                    "there is no device %s on this machine, only %s"
                            .formatted(
                                    device,
                                    Shared.BY_DEVICE.keySet().stream()
                                            .map(Device::toString)
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        return turns;
    }

    /** The devices of a machine do not change, so neither does this map. */
    private static final class Shared {
        static final Map<Device, DeviceTurns> BY_DEVICE =
                Stream.concat(
                                Stream.of(Device.CPU),
                                IntStream.range(0, Device.cudaDevices()).mapToObj(Device::cuda))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Function.identity(), DeviceTurns::new));
    }

    public Device device() {
        return device;
    }

    /**
     * Checks that these are the turns of a device.
     *
     * @throws IllegalArgumentException where they are another's
     */
    public void requireOf(Device expected) {
        if (!device.equals(expected)) {
            throw new IllegalArgumentException(
                    "the turns are of the device %s; expected %s".formatted(device, expected));
        }
    }

    /**
     * {@return what the work gives} Waits until those who asked before are done. Work within work
     * of the same thread runs at once. The turn is not ended by an interrupt.
     */
    public <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            if (device.isCpu() && turn.getHoldCount() == 1) {
                ComputeThreads.letGo();
            }
            turn.unlock();
        }
    }
}
