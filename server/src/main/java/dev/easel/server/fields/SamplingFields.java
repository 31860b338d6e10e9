package dev.easel.server.fields;

import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.server.request.InvalidRequestException;

import java.math.BigDecimal;
import java.util.Optional;

/** Reads how pictures are sampled, as far as protocols agree on it. */
public final class SamplingFields {
    private SamplingFields() {}

    /**
     * {@return the settings with the seed that a request gives} None and 0 leave it open.
     *
     * @param number of pictures, of which the last must have a seed too
     * @throws InvalidRequestException where it has none
     */
    public static SamplingSettings seeded(
            SamplingSettings settings, Optional<BigDecimal> given, int number) {
        long seed = given.map(Number::longValue).orElse(0L);
        if (seed == 0) {
            return settings;
        }
        if (seed + number - 1 > SamplingSettings.MAX_SEED) {
            throw new InvalidRequestException(
                    "seed must be at most %d for the last of %d pictures, got %d"
                            .formatted(SamplingSettings.MAX_SEED, number, seed));
        }
        return settings.withSeed(seed);
    }

    /**
     * {@return any sampler of the library, by its own name or those of A1111 and ComfyUI}
     *
     * @throws InvalidRequestException where the field {@code sampler} names another
     */
    public static Optional<SamplerNames.Named> anySampler(Fields fields) {
        return fields.name("sampler")
                .map(name -> SamplerNames.find(name).orElseThrow(() -> unknown(name)));
    }

    private static InvalidRequestException unknown(String name) {
        return Fields.wrong("sampler", "one of " + String.join(", ", SamplerNames.own()), name);
    }
}
