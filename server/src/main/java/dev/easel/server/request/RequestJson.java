package dev.easel.server.request;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.request.GenerationRequest.Adapters;
import dev.easel.server.request.GenerationRequest.Anew;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Enlargement;
import dev.easel.server.request.GenerationRequest.Fit;
import dev.easel.server.request.GenerationRequest.Frame;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Lora;
import dev.easel.server.request.GenerationRequest.Mask;
import dev.easel.server.request.GenerationRequest.Upscale;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Requests as JSON, version 1. The names of its members never change. */
@Component
final class RequestJson {
    private static final String IMAGE = "image";

    private final SentImages images;

    RequestJson(SentImages images) {
        this.images = images;
    }

    void write(GenerationRequest request, ObjectNode json) {
        switch (request) {
            case Generate generate -> {
                json.put("action", "generate");
                write(generate.drawing(), json);
                generate.width().ifPresent(width -> json.put("width", width));
                generate.height().ifPresent(height -> json.put("height", height));
                generate.enlargement().ifPresent(e -> write(e, json.putObject("enlargement")));
            }
            case Img2Img img2img -> {
                json.put("action", "img2img");
                write(img2img.drawing(), json);
                json.put("denoising", img2img.denoising());
                write(img2img.image(), json);
                img2img.mask().ifPresent(mask -> write(mask, json.putObject("mask")));
                img2img.frame().ifPresent(frame -> write(frame, json.putObject("frame")));
            }
            case Upscale upscale -> {
                json.put("action", "upscale");
                write(upscale.target(), json.putObject("target"));
                write(upscale.image(), json);
                upscale.upscaler().ifPresent(name -> json.put("upscaler", name));
            }
        }
    }

    private static void write(Drawing drawing, ObjectNode json) {
        var sampling = drawing.sampling();
        json.put("model", drawing.model()).put("prompt", drawing.prompt());
        drawing.negativePrompt().ifPresent(words -> json.put("negative_prompt", words));
        json.put("number", drawing.number());
        sampling.sampler().ifPresent(sampler -> json.put("sampler", sampler.name()));
        sampling.steps().ifPresent(steps -> json.put("steps", steps));
        sampling.guidanceScale().ifPresent(scale -> json.put("guidance_scale", scale));
        sampling.seed().ifPresent(seed -> json.put("seed", seed));
        if (sampling.spacing() != SigmaSpacing.DEFAULT) {
            json.put("spacing", sampling.spacing().name());
        }
        if (sampling.eta() != 0) {
            json.put("eta", sampling.eta());
        }
        drawing.clipSkip().ifPresent(layer -> json.put("clip_skip", layer));
        write(drawing.adapters(), json);
        if (drawing.preview()) {
            json.put("preview", true);
        }
    }

    /** Writes words as they were sent. */
    static void write(WrittenWords words, ObjectNode json) {
        json.put("prompt", words.prompt());
        words.negativePrompt().ifPresent(negative -> json.put("negative_prompt", negative));
        words.style().ifPresent(style -> json.put("style", style));
        write(words.loras(), json);
    }

    /** Takes out what stands for pictures. */
    static void removeImages(ObjectNode json) {
        json.remove(IMAGE);
        if (json.path("mask") instanceof ObjectNode mask) {
            mask.remove(IMAGE);
        }
    }

    private static void write(List<Lora> list, ObjectNode json) {
        if (!list.isEmpty()) {
            var loras = json.putArray("loras");
            for (var lora : list) {
                loras.addObject()
                        .put("name", lora.name())
                        .put("weight", lora.weight())
                        .put("text_weight", lora.textWeight());
            }
        }
    }

    private static void write(Adapters adapters, ObjectNode json) {
        write(adapters.loras(), json);
        if (adapters.embeddings()) {
            json.put("embeddings", true);
        }
    }

    private static void write(Enlargement enlargement, ObjectNode json) {
        json.put("scale", enlargement.scale()).put("denoising", enlargement.denoising());
        enlargement.steps().ifPresent(steps -> json.put("steps", steps));
        enlargement.upscaler().ifPresent(name -> json.put("upscaler", name));
    }

    private static void write(Mask mask, ObjectNode json) {
        write(mask.image(), json);
        json.put("blur", mask.blur()).put("anew", mask.anew().name());
    }

    private static void write(Frame frame, ObjectNode json) {
        json.put("width", frame.width()).put("height", frame.height());
        json.put("fit", frame.fit().name());
    }

    private static void write(SentImage image, ObjectNode json) {
        json.put(IMAGE, Base64.getEncoder().encodeToString(image.file()));
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
                            drawing(json),
                            whole(json, "width"),
                            whole(json, "height"),
                            object(json, "enlargement").map(RequestJson::enlargement));
            case "img2img" ->
                    new Img2Img(
                            drawing(json),
                            image(json),
                            json.path("denoising").asDouble(),
                            object(json, "mask").map(this::mask),
                            object(json, "frame").map(RequestJson::frame));
            case "upscale" ->
                    new Upscale(image(json), target(json.path("target")), text(json, "upscaler"));
            default -> throw new InvalidRequestException("The stored request cannot be read");
        };
    }

    private Mask mask(JsonNode json) {
        return new Mask(
                image(json),
                json.path("blur").asInt(0),
                Anew.valueOf(json.path("anew").asString(Anew.WHITE.name())));
    }

    private static Enlargement enlargement(JsonNode json) {
        return new Enlargement(
                json.path("scale").asDouble(),
                json.path("denoising").asDouble(),
                whole(json, "steps"),
                text(json, "upscaler"));
    }

    private static Frame frame(JsonNode json) {
        return new Frame(
                json.path("width").asInt(),
                json.path("height").asInt(),
                Fit.valueOf(json.path("fit").asString("")));
    }

    private static Optional<JsonNode> object(JsonNode json, String name) {
        return json.optional(name).filter(JsonNode::isObject);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.optional(name).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private static OptionalInt whole(JsonNode json, String name) {
        return json.has(name) ? OptionalInt.of(json.path(name).asInt()) : OptionalInt.empty();
    }

    private static Drawing drawing(JsonNode json) {
        return new Drawing(
                json.path("model").asString(""),
                json.path("prompt").asString(""),
                text(json, "negative_prompt"),
                json.path("number").asInt(),
                sampling(json),
                whole(json, "clip_skip"),
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
        var sampling = SamplingSettings.defaults().withEta(json.path("eta").asDouble(0));
        if (json.has("steps")) {
            sampling = sampling.withSteps(json.path("steps").asInt());
        }
        if (json.has("spacing")) {
            sampling =
                    sampling.withSpacing(SigmaSpacing.valueOf(json.path("spacing").asString("")));
        }
        if (json.has("sampler")) {
            sampling = sampling.withSampler(Samplers.valueOf(json.path("sampler").asString("")));
        }
        if (json.has("guidance_scale")) {
            sampling = sampling.withGuidanceScale(json.path("guidance_scale").asDouble());
        }
        return json.has("seed") ? sampling.withSeed(json.path("seed").asLong()) : sampling;
    }

    private SentImage image(JsonNode json) {
        return images.of(Base64.getDecoder().decode(json.path(IMAGE).asString("")));
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
