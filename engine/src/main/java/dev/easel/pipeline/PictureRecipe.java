package dev.easel.pipeline;

import dev.easel.pictures.Recipe;
import dev.easel.pictures.Recipe.Setting;
import dev.easel.pictures.RgbImage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down how a picture was made. */
final class PictureRecipe {
    private PictureRecipe() {}

    /** {@return the recipe of a request's picture} */
    static Recipe of(ImageRequest request, RgbImage image, long seed, String model) {
        var sampling = request.sampling();
        return new Recipe(
                request.prompt(),
                request.negativePrompt().orElse(""),
                sampling.steps(),
                SamplerNames.of(sampling.sampler()),
                sampling.guidanceScale(),
                seed,
                image.width(),
                image.height(),
                more(request),
                model,
                version());
    }

    private static List<Setting> more(ImageRequest request) {
        var settings = new ArrayList<>(ofKind(request));
        settings.addAll(of(request.sampling().shortcuts()));
        return settings;
    }

    private static List<Setting> ofKind(ImageRequest request) {
        return switch (request) {
            case TextToImage text -> text.highResolution().map(PictureRecipe::of).orElse(List.of());
            case ImageToImage picture ->
                    List.of(Setting.of("Denoising strength", picture.denoisingStrength()));
        };
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
