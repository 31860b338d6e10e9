package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.RandomWeights;
import dev.easel.checkpoint.WeightSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A model of configurations alone, with random weights: as fast as a real one, for measurements.
 *
 * @param configs the settings of each part by its name
 * @param tokenizers the folder of each tokenizer by its part's name
 */
record RandomModel(String name, Map<String, JsonConfig> configs, Path tokenizers)
        implements ModelFiles {
    RandomModel {
        configs = Map.copyOf(configs);
    }

    @Override
    public boolean has(String part) {
        return configs.containsKey(part);
    }

    @Override
    public JsonConfig index() {
        return JsonConfig.parse("{}", name);
    }

    @Override
    public Optional<JsonConfig> preferred() {
        return Optional.empty();
    }

    @Override
    public JsonConfig settings(String part, String file, String... classes) {
        return Optional.ofNullable(configs.get(part))
                .orElseThrow(() -> new CheckpointException(name + " has no part " + part));
    }

    @Override
    public Path tokenizer(String part, String... classes) {
        return tokenizers.resolve(part);
    }

    @Override
    public WeightSource weights(String part) {
        return new RandomWeights(_ -> true);
    }
}
