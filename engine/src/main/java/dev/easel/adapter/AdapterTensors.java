package dev.easel.adapter;

import dev.easel.adapter.LayerTensors.Stored;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/** Reads the tensors of an adapter's open file. */
record AdapterTensors(SafetensorsFile file) implements AutoCloseable {
    /**
     * {@return a tensor in float32, in the innermost scope}
     *
     * @throws AdapterException where it holds NaN or infinity, or the file is another by now
     */
    Tensor read(Stored tensor, Device device) {
        if (!file.shape(tensor.key()).equals(tensor.shape())) {
            throw new AdapterException(file.name() + " was replaced while it was in use");
        }
        Tensor read = file.read(tensor.key(), tensor.shape(), DType.F32, device);
        if (!read.isFinite()) {
            throw new AdapterException(
                    "%s: the tensor %s holds NaN or infinity".formatted(file.name(), tensor.key()));
        }
        return read;
    }

    /** {@return alpha divided by the rank; without an alpha it is 1} */
    double factor(Optional<Stored> alpha, long rank) {
        return alpha.map(stored -> read(stored, Device.CPU).item() / rank).orElse(1.0);
    }

    @Override
    public void close() {
        file.close();
    }
}
