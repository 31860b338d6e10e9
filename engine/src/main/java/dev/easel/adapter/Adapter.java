package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.layout.ModelFiles;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A small file that changes a model's weights: LoRA and its relatives LoCon, LoHa, LoKr and DoRA,
 * or whole differences, in the layout of kohya's scripts, of LyCORIS, of peft or of diffusers. What
 * it has is known when it is opened; its numbers are read when it is put on a model. Immutable;
 * nothing is to be closed.
 */
public final class Adapter {
    /** With which the keys of embeddings begin (A1111's {@code networks.py}). */
    private static final String BUNDLED = "bundle_emb.";

    private final String name;
    private final FileVersion version;
    private final Contents contents;
    private final AdapterHash hash;

    /**
     * What a file has.
     *
     * @param others keys of tensors that are no adapter's, nor of an embedding beside it
     * @param embeddings whether there are some
     */
    private record Contents(List<LayerTensors> layers, List<String> others, boolean embeddings) {}

    private Adapter(String name, FileVersion version, Contents contents, AdapterHash hash) {
        this.name = name;
        this.version = version;
        this.contents = contents;
        this.hash = hash;
    }

    /**
     * {@return the adapter in a file, called as it is without its extension}
     *
     * @throws CheckpointException where it is missing or broken, or no adapter that Easel knows
     */
    public static Adapter open(Path path) {
        return open(path, ModelFiles.nameOf(path));
    }

    /**
     * {@return the adapter in a file that people call by another name}
     *
     * @throws CheckpointException as {@link #open(Path)}
     */
    public static Adapter open(Path path, String name) {
        if (PickleFile.is(path)) {
            throw PickleFile.refused(path, "; look for the same as .safetensors, or convert it");
        }
        var version = FileVersion.of(path);
        try (var file = SafetensorsFile.open(path)) {
            var layers = LayerTensors.of(file);
            if (layers.stream().noneMatch(LayerTensors::changes)) {
                throw NoAdapter.refused(file.name(), file.keys());
            }
            var rest =
                    file.keys().stream()
                            .filter(key -> Role.split(key).isEmpty())
                            .collect(Collectors.partitioningBy(key -> key.startsWith(BUNDLED)));
            var others = rest.getOrDefault(false, List.of()).stream().sorted().toList();
            boolean embeddings = !rest.getOrDefault(true, List.of()).isEmpty();
            var stated = Optional.ofNullable(file.metadata().get(AdapterHash.KEY));
            return new Adapter(
                    name,
                    version,
                    new Contents(layers, others, embeddings),
                    new AdapterHash(path, stated));
        }
    }

    /** {@return what people call it} */
    public String name() {
        return name;
    }

    /**
     * {@return the first twelve digits of the SHA-256 of its numbers, by which A1111 knows it} They
     * are read at the first call.
     *
     * @throws CheckpointException where the file cannot be read
     */
    public String hash() {
        return hash.get();
    }

    /** {@return whether its file brings embeddings of textual inversion along} */
    public boolean bundlesEmbeddings() {
        return contents.embeddings();
    }

    /** {@return where its file is} */
    public Path path() {
        return version.path();
    }

    /** {@return the adapter with a weight for all that it changes} */
    public WeightedAdapter weighing(double weight) {
        return new WeightedAdapter(this, weight, weight);
    }

    List<LayerTensors> layers() {
        return contents.layers();
    }

    List<String> others() {
        return contents.others();
    }

    /**
     * {@return its tensors, to be closed}
     *
     * @throws CheckpointException where the file is missing or broken by now
     */
    AdapterTensors tensors() {
        return new AdapterTensors(SafetensorsFile.open(version.path()));
    }

    /** Whether both are of the same file, unchanged. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Adapter adapter
                && adapter.version.equals(version)
                && adapter.name.equals(name);
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
