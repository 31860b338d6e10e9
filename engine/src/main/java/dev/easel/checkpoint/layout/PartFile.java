package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.WeightSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A part of a model in a file, under its original names or under those of diffusers.
 *
 * @param prefix of the names of its tensors; others in the file are not the part's
 * @param original whether they are the original code's
 */
record PartFile(Path path, String prefix, boolean original) {
    /** The names by which a part is recognised, behind a prefix. */
    enum Part {
        UNET(List.of(CheckpointKind.UNET, ""), "input_blocks.", "down_blocks."),
        VAE(List.of(CheckpointKind.VAE, ""), "decoder.mid.", "decoder.mid_block.");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> prefixes;

        private final String ofOriginal;
        private final String ofDiffusers;

        Part(List<String> prefixes, String ofOriginal, String ofDiffusers) {
            this.prefixes = prefixes;
            this.ofOriginal = ofOriginal;
            this.ofDiffusers = ofDiffusers;
        }

        /** {@return the part in a file, where it is there} */
        Optional<PartFile> in(Path path, Set<String> keys) {
            for (var prefix : prefixes) {
                if (keys.stream().anyMatch(key -> key.startsWith(prefix + ofOriginal))) {
                    return Optional.of(new PartFile(path, prefix, true));
                }
                if (keys.stream().anyMatch(key -> key.startsWith(prefix + ofDiffusers))) {
                    return Optional.of(new PartFile(path, prefix, false));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * {@return its weights by diffusers' names, to be closed}
     *
     * @param config of the part
     * @param originals diffusers' names for the original ones, by the configuration
     */
    WeightSource open(JsonConfig config, Function<JsonConfig, OriginalNames> originals) {
        var names = original ? originals.apply(config) : OriginalNames.same();
        return RenamedWeights.of(WeightSource.openFile(path), prefix, names);
    }
}
