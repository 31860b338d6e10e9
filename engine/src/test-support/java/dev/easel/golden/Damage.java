package dev.easel.golden;

import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A file of the golden data with one thing wrong, and what is said of it. */
public record Damage(String what, Consumer<Map<String, Tensor>> change, String sentence) {
    /** Writes the damaged file, without the tensors that are not wanted. */
    public void write(Path golden, Predicate<String> wanted, Path file) {
        try (var _ = TensorScope.open();
                var source = SafetensorsFile.open(golden)) {
            var tensors = new LinkedHashMap<String, Tensor>();
            source.keys().stream()
                    .filter(wanted)
                    .forEach(key -> tensors.put(key, Golden.read(source, key)));
            change.accept(tensors);
            SafetensorsWriter.write(file, tensors);
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
