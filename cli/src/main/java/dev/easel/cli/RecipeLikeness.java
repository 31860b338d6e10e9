package dev.easel.cli;

import dev.easel.cli.Likeness.ClipSkip;
import dev.easel.pictures.RecipeText;
import dev.easel.pipeline.GuidanceInterval;
import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.Shortcuts;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Likeness} in a recipe that Easel or A1111 wrote. */
final class RecipeLikeness {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})\\s*x\\s*(\\d{1,5})");

    /** Those that A1111 spaces as Karras does where its schedule type is Automatic. */
    private static final Set<Samplers> KARRAS_BY_ITSELF =
            EnumSet.of(
                    Samplers.K_DPMPP_2M,
                    Samplers.K_DPMPP_2S_ANCESTRAL,
                    Samplers.K_DPM_2,
                    Samplers.K_DPM_2_ANCESTRAL);

    private final RecipeText recipe;
    private final List<String> notes = new ArrayList<>();

    RecipeLikeness(RecipeText recipe) {
        this.recipe = recipe;
    }

    Likeness read() {
        var size = recipe.setting("Size").map(SIZE::matcher).filter(Matcher::matches);
        noteWhatCannotBeHad();
        return new Likeness(
                Optional.of(recipe.prompt()),
                Optional.of(recipe.negativePrompt()).filter(words -> !words.isEmpty()),
                whole("Clip skip").map(isOfEasel() ? ClipSkip::ofAll : ClipSkip::ofA1111),
                recipe.setting("Model"),
                size.map(matched -> Integer.valueOf(matched.group(1))),
                size.map(matched -> Integer.valueOf(matched.group(2))),
                number("Denoising strength"),
                number("Hires upscale").filter(scale -> scale > 1),
                whole("Hires steps").filter(steps -> steps > 0),
                recipe.setting("Hires upscaler"),
                sampling(),
                notes);
    }

    private boolean isOfEasel() {
        return recipe.setting("Version").filter(name -> name.startsWith("easel")).isPresent();
    }

    private Likeness.Steps sampling() {
        var sampler = recipe.setting("Sampler").flatMap(this::sampler);
        return new Likeness.Steps(
                whole("Steps"),
                sampler.map(SamplerNames.Named::sampler),
                sampler.flatMap(SamplerNames.Named::spacing)
                        .or(() -> spacing(sampler.map(SamplerNames.Named::sampler))),
                number("CFG scale"),
                value("Seed", Long::valueOf).filter(seed -> seed >= 0),
                number("Eta")
                        .filter(_ ->
                                sampler.map(SamplerNames.Named::sampler)
                                        .filter(Samplers.TCD::equals)
                                        .isPresent()),
                shortcuts());
    }

    private Optional<SamplerNames.Named> sampler(String name) {
        var found = SamplerNames.find(name);
        if (found.isEmpty()) {
            notes.add("the sampler %s is not known here".formatted(name));
        }
        return found;
    }

    private Optional<SigmaSpacing> spacing(Optional<Samplers> sampler) {
        String type = recipe.setting("Schedule type").orElse("Uniform");
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "uniform" -> Optional.of(SigmaSpacing.DEFAULT);
            case "karras" -> Optional.of(SigmaSpacing.KARRAS);
            case "exponential" -> Optional.of(SigmaSpacing.EXPONENTIAL);
            case "automatic" ->
                    Optional.of(
                            sampler.filter(KARRAS_BY_ITSELF::contains).isPresent()
                                    ? SigmaSpacing.KARRAS
                                    : SigmaSpacing.DEFAULT);
            default -> {
                notes.add("the schedule type %s is not known here".formatted(type));
                yield Optional.empty();
            }
        };
    }

    private Optional<Shortcuts> shortcuts() {
        var none = Shortcuts.none();
        try {
            return Optional.of(
                    new Shortcuts(
                            new GuidanceInterval(
                                    number("Guidance from").orElse(none.guidance().from()),
                                    number("Guidance to").orElse(none.guidance().to())),
                            whole("Deep cache").orElse(none.deepCache()),
                            number("Token merging").orElse(none.tokenMerging())));
        } catch (IllegalArgumentException e) {
            notes.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void noteWhatCannotBeHad() {
        recipe.setting("Easel quantized timesteps")
                .ifPresent(_ -> notes.add("quantized timesteps are in the library alone"));
        recipe.setting("Mask").ifPresent(_ -> notes.add("the mask is not in the file: --mask"));
        recipe.setting("Depth").ifPresent(_ -> notes.add("the depth is not in the file: --depth"));
    }

    private Optional<Integer> whole(String name) {
        return value(name, Integer::valueOf);
    }

    private Optional<Double> number(String name) {
        return value(name, Double::valueOf);
    }

    private <T> Optional<T> value(String name, Function<String, T> reader) {
        try {
            return recipe.setting(name).map(reader);
        } catch (NumberFormatException e) {
            notes.add("%s is no number: %s".formatted(name, recipe.setting(name).orElse("")));
            return Optional.empty();
        }
    }
}
