package dev.easel.pipeline;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A run of a golden model's {@code pipeline.json}, with its results. */
record GoldenRun(Path model, JsonConfig json) {
    static Stream<GoldenRun> all() {
        return Golden.modelsWith("pipeline.json", "unet").stream()
                .flatMap(model ->
                        Golden.cases(model.resolve("pipeline.json"), "runs").stream()
                                .map(run -> new GoldenRun(model, run)));
    }

    ImageRequest request() {
        return json.string("task").equals("txt2img") ? text() : picture();
    }

    private TextToImage text() {
        return TextToImage.of(json.string("prompt"))
                .withSize(json.integer("width"), json.integer("height"))
                .withSampling(sampling())
                .withNegativePrompt(json.findString("negative_prompt"));
    }

    private ImageToImage picture() {
        return ImageToImage.of(input(json.string("image")), json.string("prompt"))
                .withDenoisingStrength(json.number("strength"))
                .withSampling(sampling())
                .withNegativePrompt(json.findString("negative_prompt"));
    }

    private SamplingSettings sampling() {
        return SamplingSettings.defaults()
                .withSampler(Samplers.valueOf(json.string("sampler")))
                .withSteps(json.integer("steps"))
                .withGuidanceScale(json.number("guidance_scale"))
                .withEta(json.findNumber("eta").orElse(0.0))
                .withSpacing(
                        json.findBoolean("karras").orElse(false)
                                ? SigmaSpacing.KARRAS
                                : SigmaSpacing.DEFAULT)
                .withQuantizedTimesteps(json.findBoolean("quantize").orElse(false));
    }

    List<Long> seeds() {
        return json.longIntegers("seeds");
    }

    double latentsTolerance() {
        return json.findObject("latents").orElseThrow().number("atol");
    }

    /** {@return the final latents of picture {@code index}} */
    Tensor latents(int index) {
        try (var file = tensors()) {
            Tensor steps = Golden.read(file, key() + "/latents_per_step");
            return steps.narrow(0, steps.size(0) - 1, 1)
                    .reshape(steps.size(1), steps.size(2), steps.size(3), steps.size(4))
                    .narrow(0, index, 1);
        }
    }

    List<RgbImage> pictures() {
        try (var _ = TensorScope.open();
                var file = tensors()) {
            Tensor all = Golden.read(file, key() + "/image_uint8"); // [batch, height, width, 3]
            return all.chunk((int) all.size(0), 0).stream().map(GoldenRun::image).toList();
        }
    }

    /** {@return a tensor of this run} */
    Tensor tensor(String name) {
        try (var file = tensors()) {
            return Golden.read(file, key() + "/" + name);
        }
    }

    /** {@return how often the reference sampled noise, for all pictures} */
    long draws() {
        try (var file = tensors()) {
            String draw = key() + "/draw/";
            return file.keys().stream().filter(name -> name.startsWith(draw)).count();
        }
    }

    private RgbImage input(String name) {
        try (var _ = TensorScope.open();
                var file = tensors()) {
            return image(Golden.read(file, name).unsqueeze(0));
        }
    }

    /** [1, height, width, 3] */
    private static RgbImage image(Tensor levels) {
        return RgbImage.of((int) levels.size(2), (int) levels.size(1), levels.toBytes());
    }

    String key() {
        return json.string("key");
    }

    private SafetensorsFile tensors() {
        return SafetensorsFile.open(model.resolve("pipeline.safetensors"));
    }

    @Override
    public String toString() {
        return model.getFileName() + " " + key() + " " + json.string("sampler");
    }
}
