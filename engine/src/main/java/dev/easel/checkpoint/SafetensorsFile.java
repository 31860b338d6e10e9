package dev.easel.checkpoint;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, mapped into memory. Its header is checked when it is opened; tensors are
 * copied out of the mapping when they are read, so the file may be closed afterwards.
 */
public final class SafetensorsFile implements WeightSource {
    private final Path file;
    private final Arena arena;
    private final MemorySegment mapping;
    private final Map<String, SafetensorsHeader.Entry> entries;
    private final Map<String, String> metadata;

    private SafetensorsFile(
            Path file, Arena arena, MemorySegment mapping, SafetensorsHeader header) {
        this.file = file;
        this.arena = arena;
        this.mapping = mapping;
        this.entries = header.entries();
        this.metadata = Map.copyOf(header.metadata());
    }

    /**
     * {@return the file, to be closed}
     *
     * @throws CheckpointException where it is missing, unreadable, truncated or malformed
     */
    @SuppressWarnings("MustBeClosedChecker") // closed with the file, or below where opening fails
    public static SafetensorsFile open(Path file) {
        Arena arena = Arena.ofShared();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var header = SafetensorsHeader.read(channel, file);
            var mapping =
                    channel.map(
                            FileChannel.MapMode.READ_ONLY, header.start(), header.length(), arena);
            return new SafetensorsFile(file, arena, mapping, header);
        } catch (IOException e) {
            arena.close();
            throw new CheckpointException(file + " is missing or cannot be read", e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    /** {@return texts that the file has of itself, by name} */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Set<String> keys() {
        return entries.keySet();
    }

    @Override
    public boolean has(String key) {
        return entries.containsKey(key);
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
        MemorySegment stored = mapping.asSlice(entry.begin(), entry.end() - entry.begin());
        var tensor =
                Tensor.copyOf(bytes(stored, entry), entry.dtype(), entry.shape(), dtype, device);
        // What was read counts as this process's memory as long as it is mapped: beside the copies
        // the whole file would. The system's cache of files keeps it.
        stored.unload();
        return tensor;
    }

    @Override
    public void close() {
        arena.close();
    }

    private SafetensorsHeader.Entry entry(String key) {
        var entry = entries.get(key);
        if (entry == null) {
            throw new CheckpointException("%s: the tensor %s is missing".formatted(file, key));
        }
        return entry;
    }

    private static ByteBuffer bytes(MemorySegment bytes, SafetensorsHeader.Entry entry) {
        if (bytes.address() % entry.dtype().bytes() == 0) {
            return bytes.asByteBuffer();
        }
        // A header of odd length leaves the values unaligned, which native code may not read in
        // place.
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.toIntExact(bytes.byteSize()));
        return copy.put(bytes.asByteBuffer()).flip();
    }
}
