package dev.easel.server.models;

import dev.easel.catalog.ModelPlace;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/**
 * What both sides of a model's pictures must be multiples of, without its weights: each stage of
 * its VAE but the first halves the sides, and no picture's are less than multiples of 8.
 */
final class SizeMultiple {
    private static final int LEAST = 8;
    private static final String CONFIG = "vae/config.json";
    private static final String EMBEDDED = "/dev/easel/mini/model/" + CONFIG;

    private SizeMultiple() {}

    /** {@return the multiple; the least one where the configuration cannot be read} */
    static int of(ModelPlace place) {
        try (var config = open(place)) {
            int stages = JsonMapper.shared().readTree(config).path("block_out_channels").size();
            return Math.max(LEAST, 1 << Math.max(0, Math.min(stages, 16) - 1));
        } catch (IOException | JacksonException e) {
            return LEAST; // loading it will say what is wrong
        }
    }

    private static InputStream open(ModelPlace place) throws IOException {
        return switch (place) {
            case ModelPlace.Embedded _ -> {
                var resource = SizeMultiple.class.getResourceAsStream(EMBEDDED);
                if (resource == null) {
                    throw new IOException(EMBEDDED + " is missing");
                }
                yield resource;
            }
            case ModelPlace.Folder folder -> Files.newInputStream(folder.path().resolve(CONFIG));
        };
    }
}
