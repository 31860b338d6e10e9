package dev.easel.checkpoint;

import dev.easel.tensor.Device;
import dev.easel.tensor.OwnedTensors;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/** Owns the tensors of a model's part until it is closed. Filled by one thread, read by any. */
public final class ParameterStore implements AutoCloseable {
    private final List<Tensor> tensors = new ArrayList<>();
    private long bytes;

    /**
     * Takes a tensor over from its scope.
     *
     * @return the same tensor
     */
    public Tensor own(Tensor tensor) {
        tensors.add(tensor.keep());
        bytes += tensor.shape().count() * tensor.dtype().bytes();
        return tensor;
    }

    /**
     * Takes over all that a layer keeps of a tensor.
     *
     * @return the same
     */
    public <T extends OwnedTensors> T own(T packed) {
        packed.tensors().forEach(this::own);
        return packed;
    }

    /** {@return the bytes that the tensors take} */
    public long bytes() {
        return bytes;
    }

    /** Frees the tensors, and gives their memory back to the system where a CPU had them. */
    @Override
    public void close() {
        var devices = tensors.stream().map(Tensor::device).distinct().toList();
        tensors.reversed().forEach(Tensor::close);
        tensors.clear();
        bytes = 0;
        devices.forEach(Device::returnFreeMemory);
    }
}
