package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The alphas of a file of diffusers', which has them in its header instead of among its tensors
 * ({@code save_lora_weights} with {@code unet_lora_adapter_metadata}).
 *
 * @param byPart by what the names of the part's layers begin with
 */
record StatedAlphas(Map<String, Double> byPart) {
    private static final String KEY = "lora_adapter_metadata";
    private static final String ALPHA = ".lora_alpha";

    /**
     * {@return the alphas that a file states}
     *
     * @throws CheckpointException where they cannot be read
     */
    static StatedAlphas of(SafetensorsFile file) {
        var alphas = new HashMap<String, Double>();
        Optional.ofNullable(file.metadata().get(KEY))
                .map(json -> JsonConfig.parse(json, KEY + " of " + file.name()))
                .ifPresent(stated ->
                        stated.keys().stream()
                                .filter(key -> key.endsWith(ALPHA))
                                .forEach(key ->
                                        stated.findNumber(key)
                                                .ifPresent(alpha ->
                                                        alphas.put(
                                                                key.replace(ALPHA, "."), alpha))));
        return new StatedAlphas(alphas);
    }

    Optional<Double> of(String layer) {
        return byPart.entrySet().stream()
                .filter(part -> layer.startsWith(part.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
