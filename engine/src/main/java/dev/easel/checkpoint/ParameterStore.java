package dev.easel.checkpoint;

import dev.easel.tensor.Device;
import dev.easel.tensor.OwnedTensors;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Owns the tensors of a model's part until it is closed, and the files that more of them will be
 * made from. Thread-safe; nobody may use its tensors while it is closed.
 */
public final class ParameterStore implements AutoCloseable {
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Runnable> files = new ArrayList<>();
    private long bytes;
    private boolean closed;

    /**
     * Takes a tensor over from its scope.
     *
     * @return the same tensor
     */
    public synchronized Tensor own(Tensor tensor) {
        tensors.add(tensor.keep());
        bytes += tensor.shape().count() * tensor.dtype().bytes();
        return tensor;
    }

    /**
     * Takes over all that a layer keeps of a tensor.
     *
     * @return the same
     */
    public synchronized <T extends OwnedTensors> T own(T packed) {
        packed.tensors().forEach(this::own);
        return packed;
    }

    /**
     * Takes over the weights that are read later: they are closed with this.
     *
     * @return the same
     */
    public synchronized WeightSource own(WeightSource source) {
        files.add(source::close);
        return source;
    }

    /**
     * Takes over the changes that are made later: they are closed with this.
     *
     * @return the same
     */
    public synchronized WeightChanges own(WeightChanges changes) {
        files.add(changes::close);
        return changes;
    }

    /**
     * {@return what is made now, in a scope of its own}
     *
     * @throws IllegalStateException where this is closed, and what it is made from is gone
     */
    <T extends OwnedTensors> T made(Supplier<T> maker) {
        requireOpen();
        try (var _ = TensorScope.open()) {
            return own(maker.get());
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the weights were freed before they were used");
        }
    }

    /** Counts bytes that will be taken later; negative ones are no longer expected. */
    synchronized void expect(long more) {
        bytes += more;
    }

    /** {@return the bytes that the tensors take, with those that are expected} */
    public synchronized long bytes() {
        return bytes;
    }

    /** Frees the tensors, and gives their memory back to the system where a CPU had them. */
    @Override
    public synchronized void close() {
        closed = true;
        var devices = tensors.stream().map(Tensor::device).distinct().toList();
        tensors.reversed().forEach(Tensor::close);
        tensors.clear();
        files.forEach(Runnable::run);
        files.clear();
        bytes = 0;
        devices.forEach(Device::returnFreeMemory);
    }
}
