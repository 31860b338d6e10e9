package dev.easel.server.models;

import dev.easel.catalog.ModelFolders;
import dev.easel.model.Precision;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which models there are, and how many are in memory.
 *
 * @param models the folders that hold models, separated by the system's path separator
 * @param modelMemory bytes that the weights of all loaded models may take; default half of the
 *     machine's memory
 * @param miniFallback whether the embedded easel-mini draws what is asked of sdxl while its weights
 *     are not on the machine
 * @param precision auto, f32, bf16 or int8
 * @param lowMemory whether one part of a model is in memory at a time
 * @param upscaler a safetensors file that enlarges instead of the embedded network
 */
@ConfigurationProperties("easel.server")
public record ModelSettings(
        String models,
        Optional<Long> modelMemory,
        @DefaultValue("true") boolean miniFallback,
        @DefaultValue("auto") Precision precision,
        @DefaultValue("false") boolean lowMemory,
        Optional<Path> upscaler) {
    ModelFolders folders() {
        return ModelFolders.parse(models);
    }
}
