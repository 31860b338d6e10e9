package dev.easel.pipeline;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.image.RgbImage;
import dev.easel.sampling.Samplers;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A text-to-image run of a golden model's {@code pipeline.json}, with its results. */
record GoldenRun(Path model, JsonConfig json) {
    /** Other golden models (depth) make no picture of a text alone. */
    static Stream<GoldenRun> all() {
        return Golden.modelsWith("pipeline.json", "unet").stream()
                .flatMap(model ->
                        JsonConfig.read(model.resolve("pipeline.json")).objects("runs").stream()
                                .filter(run -> run.string("task").equals("txt2img"))
                                .map(run -> new GoldenRun(model, run)));
    }

    TextToImage request() {
        boolean karras = json.findBoolean("karras").orElse(false);
        boolean quantize = json.findBoolean("quantize").orElse(false);
        var sampling =
                new SamplingSettings(
                        Samplers.named(json.string("sampler")),
                        json.integer("steps"),
                        json.number("guidance_scale"),
                        OptionalLong.empty(),
                        karras,
                        quantize);
        var size = new ImageSize(json.integer("width"), json.integer("height"));
        var negative = json.findString("negative_prompt");
        return new TextToImage(json.string("prompt"), negative, size, 1, sampling);
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
            List<RgbImage> pictures = new ArrayList<>();
            for (int i = 0; i < all.size(0); i++) {
                byte[] rgb = all.narrow(0, i, 1).toBytes();
                pictures.add(RgbImage.of((int) all.size(2), (int) all.size(1), rgb));
            }
            return pictures;
        }
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
