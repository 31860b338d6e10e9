package dev.easel.model;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.sampling.Samplers;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What those who made a model recommend for its pictures, in {@code easel.json} beside {@code
 * model_index.json}. Each is optional: where one is absent, the family's default holds.
 *
 * @param width in pixels
 * @param height in pixels
 * @param steps of the sampler
 * @param guidanceScale 1 or below for none
 * @param sampler by the name that {@link Samplers} gives it
 */
public record PreferredSettings(
        OptionalInt width,
        OptionalInt height,
        OptionalInt steps,
        OptionalDouble guidanceScale,
        Optional<Samplers> sampler) {

    /** Nothing is recommended. */
    public static final PreferredSettings NONE =
            new PreferredSettings(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    Optional.empty());

    /**
     * {@return what a file says; keys that are not known are left alone}
     *
     * @throws CheckpointException where a value is of another type, or a sampler is not known
     */
    public static PreferredSettings read(JsonConfig file) {
        return new PreferredSettings(
                whole(file, "width"),
                whole(file, "height"),
                whole(file, "steps"),
                file.findNumber("guidanceScale")
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()),
                file.findString("sampler").map(name -> sampler(file, name)));
    }

    private static OptionalInt whole(JsonConfig file, String key) {
        return file.findInteger(key).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Samplers sampler(JsonConfig file, String name) {
        return Arrays.stream(Samplers.values())
                .filter(sampler -> sampler.name().equals(name))
                .findFirst()
                .orElseThrow(() -> file.mismatch("sampler", "one of " + samplers()));
    }

    private static String samplers() {
        return Arrays.stream(Samplers.values())
                .map(Samplers::name)
                .collect(Collectors.joining(", "));
    }
}
