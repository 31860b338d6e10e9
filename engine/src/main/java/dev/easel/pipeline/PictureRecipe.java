package dev.easel.pipeline;

import dev.easel.checkpoint.layout.ModelFiles;
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

    /**
     * {@return the recipe of a request's picture}
     *
     * @param hash of the model's file
     */
    static Recipe of(
            ImageRequest request,
            RgbImage image,
            long seed,
            LoadedModel model,
            Optional<String> hash) {
        var more = more(request, request.sampling().settled(), model);
        hash.ifPresent(digits -> more.add(new Setting("Model hash", digits)));
        var sampling = request.sampling().settled();
        var size = size(request, image);
        return new Recipe(
                request.prompt(),
                request.negativePrompt().orElse(""),
                sampling.steps(),
                SamplerNames.of(sampling.sampler()),
                sampling.guidanceScale(),
                seed,
                size.width(),
                size.height(),
                more,
                model.name(),
                version());
    }

    /** Of a picture that was enlarged A1111 tells the size before that. */
    private static ImageSize size(ImageRequest request, RgbImage image) {
        return request instanceof TextToImage text && text.highResolution().isPresent()
                ? ImageSize.of(text)
                : new ImageSize(image.width(), image.height());
    }

    private static List<Setting> more(ImageRequest request, Sampling sampling, LoadedModel model) {
        var settings = new ArrayList<>(ofKind(request));
        request.clipSkip().ifPresent(skip -> settings.add(Setting.of("Clip skip", skip)));
        settings.addAll(of(sampling));
        settings.addAll(of(sampling.shortcuts()));
        settings.addAll(of(model.precision()));
        settings.addAll(AdapterRecipe.hashes(request));
        model.design().otherVae().ifPresent(vae -> settings.add(new Setting("VAE", vae)));
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
        switch (sampling.spacing()) {
            case DEFAULT -> {}
            case KARRAS -> settings.add(new Setting("Schedule type", "Karras"));
            case EXPONENTIAL -> settings.add(new Setting("Schedule type", "Exponential"));
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
        var settings = new ArrayList<>(List.of(strength, scale));
        high.steps().ifPresent(steps -> settings.add(Setting.of("Hires steps", steps)));
        high.upscaler()
                .map(ModelFiles::nameOf)
                .ifPresent(name -> settings.add(new Setting("Hires upscaler", name)));
        return settings;
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
