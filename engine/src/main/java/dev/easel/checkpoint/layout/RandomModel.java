package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.RandomWeights;
import dev.easel.checkpoint.WeightSource;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model of published configurations alone, with random weights: as fast as the real one, for
 * measurements.
 */
record RandomModel(PublishedConfigs configs) implements ModelFiles {
    @Override
    public String name() {
        return configs.folder() + " (random weights)";
    }

    @Override
    public boolean has(String part) {
        return configs.has(part);
    }

    @Override
    public JsonConfig index() {
        return JsonConfig.parse("{}", name());
    }

    @Override
    public Optional<JsonConfig> preferred() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> companion(String file) {
        return Optional.empty();
    }

    @Override
    public JsonConfig settings(String part, String file, String... classes) {
        return configs.settings(part);
    }

    @Override
    public TokenizerPlace tokenizer(String part, String... classes) {
        return configs.tokenizer(part);
    }

    @Override
    public WeightSource weights(String part) {
        return new RandomWeights(_ -> true);
    }
}
