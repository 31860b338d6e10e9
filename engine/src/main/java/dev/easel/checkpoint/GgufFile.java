package dev.easel.checkpoint;

import dev.easel.quant.Blocks;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A GGUF file, as stable-diffusion.cpp and ComfyUI-GGUF write them, mapped into memory. Its header
 * is checked when it is opened. Tensors in blocks are read as numbers, or as they are.
 */
final class GgufFile implements WeightSource {
    private final MappedFile file;
    private final GgufHeader header;

    private GgufFile(MappedFile file, GgufHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * {@return the file, to be closed}
     *
     * @throws CheckpointException where it is missing, unreadable, truncated or malformed
     */
    static GgufFile open(Path path) {
        return MappedFile.open(path, file -> new GgufFile(file, GgufHeader.read(file)));
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof GgufValue.Text)
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey,
                                entry -> ((GgufValue.Text) entry.getValue()).text()));
    }

    /** {@return all metadata but long lists} */
    Map<String, GgufValue> values() {
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

    /**
     * {@inheritDoc} Files have no leading sizes of 1: those that are expected are taken as there.
     */
    @Override
    public Shape shape(String key, Shape expected) {
        Shape stored = entry(key).shape();
        return withoutLeadingOnes(stored).equals(withoutLeadingOnes(expected)) ? expected : stored;
    }

    private static List<Long> withoutLeadingOnes(Shape shape) {
        return shape.sizes().stream().dropWhile(size -> size == 1).toList();
    }

    @Override
    public Tensor read(String key, Shape shape, DType dtype, Device device) {
        var entry = entry(key);
        MemorySegment stored = file.bytes(entry.begin(), entry.bytes());
        Shape found = shape(key, shape);
        var tensor =
                switch (entry.type()) {
                    case GgufType.Plain plain ->
                            StoredBytes.tensor(stored, plain.dtype(), found, dtype, device);
                    case GgufType.InBlocks inBlocks ->
                            TensorScope.returning(() ->
                                    new Blocks(inBlocks.blocks(), stored)
                                            .decoded(found, dtype)
                                            .to(device));
                };
        stored.unload();
        return tensor;
    }

    @Override
    public Optional<Blocks> blocks(String key) {
        var entry = entry(key);
        return switch (entry.type()) {
            case GgufType.Plain _ -> Optional.empty();
            case GgufType.InBlocks inBlocks ->
                    Optional.of(
                            new Blocks(
                                    inBlocks.blocks(), file.bytes(entry.begin(), entry.bytes())));
        };
    }

    /** {@return how the file has a tensor's values} */
    GgufType type(String key) {
        return entry(key).type();
    }

    @Override
    public void close() {
        file.close();
    }

    private GgufHeader.Entry entry(String key) {
        var entry = header.entries().get(key);
        if (entry == null) {
            throw new CheckpointException("%s: the tensor %s is missing".formatted(file, key));
        }
        return entry;
    }
}
