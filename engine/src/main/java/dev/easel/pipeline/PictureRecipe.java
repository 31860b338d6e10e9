package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.model.Precision;
import dev.easel.pictures.Recipe;
import dev.easel.pictures.Recipe.Setting;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes down how a picture was made. */
final class PictureRecipe {
    private PictureRecipe() {}

    /** {@return the recipe of a request's picture} */
    static Recipe of(ImageRequest request, RgbImage image, long seed, LoadedModel model) {
        var sampling = request.sampling().settled();
        return new Recipe(
                request.prompt(),
                request.negativePrompt().orElse(""),
                sampling.steps(),
                SamplerNames.of(sampling.sampler()),
                sampling.guidanceScale(),
                seed,
                image.width(),
                image.height(),
                more(request, sampling, model.precision()),
                model.name(),
                version());
    }

    private static List<Setting> more(
            ImageRequest request, Sampling sampling, Precision precision) {
        var settings = new ArrayList<>(ofKind(request));
        settings.addAll(of(sampling));
        settings.addAll(of(sampling.shortcuts()));
        settings.addAll(of(precision));
        settings.addAll(AdapterRecipe.hashes(request.adapters()));
        return settings;
    }

    private static List<Setting> ofKind(ImageRequest request) {
        return switch (request) {
            case TextToImage text -> text.highResolution().map(PictureRecipe::of).orElse(List.of());
            case ImageToImage picture -> of(picture);
        };
    }

    private static List<Setting> of(ImageToImage picture) {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.of("Denoising strength", picture.denoisingStrength()));
        picture.mask().ifPresent(_ -> settings.add(new Setting("Mask", "yes")));
        picture.depth().ifPresent(_ -> settings.add(new Setting("Depth", "yes")));
        return settings;
    }

    /** A1111 calls the spacing of the noise levels a schedule type. */
    private static List<Setting> of(Sampling sampling) {
        List<Setting> settings = new ArrayList<>();
        if (sampling.karrasSigmas()) {
            settings.add(new Setting("Schedule type", "Karras"));
        }
        if (sampling.quantizedTimesteps()) {
            settings.add(new Setting("Easel quantized timesteps", "yes"));
        }
        if (sampling.sampler() == Samplers.TCD && sampling.eta() > 0) {
            settings.add(Setting.of("Eta", sampling.eta()));
        }
        return settings;
    }

    /** What is not float32 makes slightly other pictures. */
    private static List<Setting> of(Precision precision) {
        return precision == Precision.F32
                ? List.of()
                : List.of(
                        new Setting("Easel precision", precision.name().toLowerCase(Locale.ROOT)));
    }

    private static List<Setting> of(HighResolution high) {
        var strength = Setting.of("Denoising strength", high.denoisingStrength());
        var scale = Setting.of("Hires upscale", high.scale());
        return high.steps().isEmpty()
                ? List.of(strength, scale)
                : List.of(strength, scale, Setting.of("Hires steps", high.steps().getAsInt()));
    }

    private static List<Setting> of(Shortcuts shortcuts) {
        var guidance = shortcuts.guidance();
        List<Setting> settings = new ArrayList<>();
        if (!guidance.equals(GuidanceInterval.WHOLE)) {
            settings.add(Setting.of("Guidance from", guidance.from()));
            settings.add(Setting.of("Guidance to", guidance.to()));
        }
        if (shortcuts.deepCache() > 1) {
            settings.add(Setting.of("Deep cache", shortcuts.deepCache()));
        }
        if (shortcuts.tokenMerging() > 0) {
            settings.add(Setting.of("Token merging", shortcuts.tokenMerging()));
        }
        return settings;
    }

    private static String version() {
        return Optional.ofNullable(PictureRecipe.class.getPackage().getImplementationVersion())
                .map(version -> "easel " + version)
                .orElse("easel");
    }
}
