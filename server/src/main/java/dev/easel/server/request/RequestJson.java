package dev.easel.server.request;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;
import dev.easel.sampling.Samplers;
import dev.easel.server.request.GenerationRequest.Adapters;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Lora;
import dev.easel.server.request.GenerationRequest.Upscale;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.Optional;

/** Requests as JSON, version 1. The names of its members never change. */
@Component
final class RequestJson {
    private final SentImages images;

    RequestJson(SentImages images) {
        this.images = images;
    }

    void write(GenerationRequest request, ObjectNode json) {
        switch (request) {
            case Generate generate -> {
                json.put("action", "generate");
                write(generate.drawing(), json);
                json.put("width", generate.width()).put("height", generate.height());
            }
            case Img2Img img2img -> {
                json.put("action", "img2img");
                write(img2img.drawing(), json);
                json.put("denoising", img2img.denoising());
                write(img2img.image(), json);
            }
            case Upscale upscale -> {
                json.put("action", "upscale");
                write(upscale.target(), json.putObject("target"));
                write(upscale.image(), json);
            }
        }
    }

    private static void write(Drawing drawing, ObjectNode json) {
        var sampling = drawing.sampling();
        json.put("model", drawing.model()).put("prompt", drawing.prompt());
        drawing.negativePrompt().ifPresent(words -> json.put("negative_prompt", words));
        json.put("number", drawing.number());
        sampling.sampler().ifPresent(sampler -> json.put("sampler", sampler.name()));
        json.put("steps", drawing.steps());
        sampling.guidanceScale().ifPresent(scale -> json.put("guidance_scale", scale));
        sampling.seed().ifPresent(seed -> json.put("seed", seed));
        write(drawing.adapters(), json);
        if (drawing.preview()) {
            json.put("preview", true);
        }
    }

    private static void write(Adapters adapters, ObjectNode json) {
        if (!adapters.loras().isEmpty()) {
            var loras = json.putArray("loras");
            for (var lora : adapters.loras()) {
                loras.addObject()
                        .put("name", lora.name())
                        .put("weight", lora.weight())
                        .put("text_weight", lora.textWeight());
            }
        }
        if (adapters.embeddings()) {
            json.put("embeddings", true);
        }
    }

    private static void write(SentImage image, ObjectNode json) {
        json.put("image", Base64.getEncoder().encodeToString(image.file()));
    }

    private static void write(TargetSize target, ObjectNode json) {
        switch (target) {
            case TargetSize.Scale scale -> json.put("scale", scale.factor());
            case TargetSize.Width width -> json.put("width", width.pixels());
            case TargetSize.Height height -> json.put("height", height.pixels());
            case TargetSize.Within(int width, int height) ->
                    json.put("within", true).put("width", width).put("height", height);
            case TargetSize.Exact(int width, int height) ->
                    json.put("within", false).put("width", width).put("height", height);
        }
    }

    /**
     * {@return the request that was written}
     *
     * @throws InvalidRequestException where it is none
     */
    GenerationRequest read(JsonNode json) {
        return switch (json.path("action").asString("")) {
            case "generate" ->
                    new Generate(
                            drawing(json), json.path("width").asInt(), json.path("height").asInt());
            case "img2img" ->
                    new Img2Img(drawing(json), image(json), json.path("denoising").asDouble());
            case "upscale" -> new Upscale(image(json), target(json.path("target")));
            default -> throw new InvalidRequestException("The stored request cannot be read");
        };
    }

    private static Drawing drawing(JsonNode json) {
        return new Drawing(
                json.path("model").asString(""),
                json.path("prompt").asString(""),
                Optional.of(json.path("negative_prompt"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue),
                json.path("number").asInt(),
                sampling(json),
                json.path("preview").asBoolean(false),
                adapters(json));
    }

    private static Adapters adapters(JsonNode json) {
        var loras =
                json.path("loras")
                        .valueStream()
                        .map(lora ->
                                new Lora(
                                        lora.path("name").asString(""),
                                        lora.path("weight").asDouble(1),
                                        lora.path("text_weight").asDouble(1)))
                        .toList();
        return new Adapters(loras, json.path("embeddings").asBoolean(false));
    }

    private static SamplingSettings sampling(JsonNode json) {
        var sampling = SamplingSettings.defaults().withSteps(json.path("steps").asInt());
        if (json.has("sampler")) {
            sampling = sampling.withSampler(Samplers.valueOf(json.path("sampler").asString("")));
        }
        if (json.has("guidance_scale")) {
            sampling = sampling.withGuidanceScale(json.path("guidance_scale").asDouble());
        }
        return json.has("seed") ? sampling.withSeed(json.path("seed").asLong()) : sampling;
    }

    private SentImage image(JsonNode json) {
        return images.of(Base64.getDecoder().decode(json.path("image").asString("")));
    }

    private static TargetSize target(JsonNode json) {
        if (json.has("scale")) {
            return new TargetSize.Scale(json.path("scale").asDouble());
        }
        int width = json.path("width").asInt(0);
        int height = json.path("height").asInt(0);
        if (json.has("within")) {
            return json.path("within").asBoolean()
                    ? new TargetSize.Within(width, height)
                    : new TargetSize.Exact(width, height);
        }
        return width > 0 ? new TargetSize.Width(width) : new TargetSize.Height(height);
    }
}
