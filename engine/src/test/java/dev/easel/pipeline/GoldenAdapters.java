package dev.easel.pipeline;

import dev.easel.adapter.Adapter;
import dev.easel.golden.Golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden adapters of a golden model. */
final class GoldenAdapters {
    private GoldenAdapters() {}

    /** {@return SDXL's architecture in small} */
    static Path model() {
        return Golden.modelsWith("text_encoder_2", "unet").getFirst();
    }

    /** {@return one of each kind for it} */
    static List<Adapter> all() {
        return Stream.of("lora", "lycoris")
                .flatMap(folder -> files(Golden.folder().resolve(folder)).stream())
                .map(Adapter::open)
                .toList();
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> name(file).startsWith(model().getFileName() + "-"))
                    .filter(file -> name(file).endsWith(".safetensors"))
                    .filter(file -> !name(file).contains("-golden"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
