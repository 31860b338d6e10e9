package dev.easel.cli;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.ModelFolders;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.layout.FileKind;
import dev.easel.server.pull.PullNote;
import dev.easel.server.pull.StoredModel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file of weights is that is no whole model: a LoRA, an embedding, an upscaler.
 *
 * @param recognised what its tensors tell
 * @param source where it was pulled from
 * @param says what it says of itself
 */
record WeightFileCard(
        String name,
        String path,
        String recognised,
        long bytes,
        int tensors,
        Optional<String> source,
        Optional<String> licence,
        Map<String, String> says) {
    private static final List<String> TOLD =
            List.of(
                    "ss_base_model_version",
                    "ss_sd_model_name",
                    "ss_network_module",
                    "ss_network_dim",
                    "modelspec.architecture",
                    "modelspec.title",
                    "modelspec.license");

    /** {@return the file of a path, or of a name that no model has; absent for whole models} */
    static Optional<WeightFileCard> find(ModelFolders folders, String name) {
        if (KnownModel.of(name).isPresent()) {
            return Optional.empty();
        }
        Path given = Path.of(name);
        boolean isFile = !name.isEmpty() && Files.isRegularFile(given);
        var file =
                isFile
                        ? Optional.of(given)
                        : Files.exists(given) || folders.named(name).isPresent()
                                ? Optional.<Path>empty()
                                : StoredModel.file(folders, name);
        return file.filter(WeightFileCard::isSafetensors)
                .filter(path -> FileKind.of(path) != FileKind.CHECKPOINT)
                .map(path -> of(name, path));
    }

    private static boolean isSafetensors(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
    }

    private static WeightFileCard of(String name, Path path) {
        var note = PullNote.of(path);
        try (var file = SafetensorsFile.open(path)) {
            Map<String, String> says = new TreeMap<>(file.metadata());
            says.keySet().retainAll(TOLD);
            return new WeightFileCard(
                    name,
                    path.toAbsolutePath().toString(),
                    FileKind.of(path).title(),
                    Files.size(path),
                    file.keys().size(),
                    note.map(PullNote::source),
                    note.flatMap(PullNote::licence),
                    says);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(name + ", " + path);
        lines.add(
                "It is taken for %s: %d tensors, %s"
                        .formatted(recognised, tensors, PullProgress.size(bytes)));
        source.ifPresent(from -> lines.add("Pulled from " + from));
        licence.ifPresent(of -> lines.add("Licence: " + of));
        says.forEach((key, value) -> lines.add("It says %s: %s".formatted(key, value)));
        return lines;
    }
}
