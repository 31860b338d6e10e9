package dev.easel.golden;

import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A copy of a golden model to break in one place. */
public record ModelCopy(Path folder) {

    /** {@return a copy of {@code model} below {@code parent}} */
    public static ModelCopy of(Path model, Path parent) {
        Path copy = parent.resolve(model.getFileName());
        try (var files = Files.walk(model)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(model.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelCopy(copy);
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Replaces the first {@code found} in a text file, which must be there. */
    public ModelCopy replace(String name, String found, String replacement) {
        try {
            String text = Files.readString(file(name));
            if (!text.contains(found)) {
                throw new IllegalArgumentException(name + " has no " + found);
            }
            int at = text.indexOf(found);
            Files.writeString(
                    file(name),
                    text.substring(0, at) + replacement + text.substring(at + found.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public ModelCopy delete(String name) {
        try {
            Files.delete(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Changes the tensors of a safetensors file. */
    public ModelCopy edit(String name, Consumer<Map<String, Tensor>> change) {
        try (var _ = TensorScope.open()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            try (var source = SafetensorsFile.open(file(name))) {
                source.keys().forEach(key -> tensors.put(key, Golden.read(source, key)));
            }
            change.accept(tensors);
            SafetensorsWriter.write(file(name), tensors);
        }
        return this;
    }
}
