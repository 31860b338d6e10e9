package dev.easel.checkpoint;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, mapped into memory. Its header is checked when it is opened; tensors are
 * copied out of the mapping when they are read, so the file may be closed afterwards.
 */
public final class SafetensorsFile implements WeightSource {
    private final MappedFile file;
    private final SafetensorsHeader header;

    private SafetensorsFile(MappedFile file, SafetensorsHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * {@return the file, to be closed}
     *
     * @throws CheckpointException where it is missing, unreadable, truncated or malformed
     */
    public static SafetensorsFile open(Path path) {
        return MappedFile.open(
                path, file -> new SafetensorsFile(file, SafetensorsHeader.read(file)));
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Set<String> keys() {
        return header.entries().keySet();
    }

    @Override
    public boolean has(String key) {
        return header.entries().containsKey(key);
    }

    @Override
    public Shape shape(String key, Shape expected) {
        return entry(key).shape();
    }

    /** {@return the shape of a tensor} */
    public Shape shape(String key) {
        return entry(key).shape();
    }

    /** {@return the type that a tensor's values have in the file} */
    public DType dtype(String key) {
        return entry(key).dtype();
    }

    @Override
    public Tensor read(String key, Shape shape, DType dtype, Device device) {
        var entry = entry(key);
        MemorySegment stored =
                file.bytes(header.start() + entry.begin(), entry.end() - entry.begin());
        var tensor = StoredBytes.tensor(stored, entry.dtype(), entry.shape(), dtype, device);
        // What was read counts as this process's memory as long as it is mapped: beside the copies
        // the whole file would. The system's cache of files keeps it.
        stored.unload();
        return tensor;
    }

    @Override
    public void close() {
        file.close();
    }

    private SafetensorsHeader.Entry entry(String key) {
        var entry = header.entries().get(key);
        if (entry == null) {
            throw new CheckpointException("%s: the tensor %s is missing".formatted(file, key));
        }
        return entry;
    }
}
