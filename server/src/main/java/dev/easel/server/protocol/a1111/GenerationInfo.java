package dev.easel.server.protocol.a1111;

import dev.easel.pictures.RecipeText;
import dev.easel.pipeline.SamplerNames;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.job.PictureRef;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.submission.Submitted;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * What A1111 tells of pictures beside them.
 *
 * @param infotexts one for each picture
 */
record GenerationInfo(
        Reading reading, Submitted submitted, List<PictureRef> pictures, List<String> infotexts) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    /** {@return the time as A1111 writes it} */
    static String timestamp(LocalDateTime time) {
        return TIME.format(time);
    }

    /** {@return it as one line of JSON} */
    String text() {
        return JsonMapper.shared().writeValueAsString(object());
    }

    private ObjectNode object() {
        var info = JsonMapper.shared().createObjectNode();
        var drawing = drawing(submitted.request());
        var values = new Values(reading.fields());
        prompts(info);
        seeds(info);
        info.put("width", pictures.stream().findFirst().map(PictureRef::width).orElse(0))
                .put("height", pictures.stream().findFirst().map(PictureRef::height).orElse(0))
                .put("sampler_name", drawing.sampling().sampler().map(SamplerNames::of).orElse(""))
                .put("cfg_scale", drawing.sampling().guidanceScale().orElse(0))
                .put("steps", drawing.sampling().steps().orElse(0))
                .put("batch_size", values.whole("batch_size", 1, Integer.MAX_VALUE, 1))
                .put("restore_faces", false)
                .putNull("face_restoration_model");
        model(info);
        denoising(info);
        var extra = info.putObject("extra_generation_params");
        if (drawing.sampling().spacing() != SigmaSpacing.DEFAULT) {
            extra.put("Schedule type", spacing(drawing.sampling().spacing()));
        }
        info.put("index_of_first_image", 0);
        var texts = info.putArray("infotexts");
        infotexts.forEach(texts::add);
        var styles = info.putArray("styles");
        reading.drawn().styles().forEach(styles::add);
        return info.put("job_timestamp", timestamp(LocalDateTime.now(ZoneId.systemDefault())))
                .put("clip_skip", drawing.clipSkip().orElse(1))
                .put("is_using_inpainting_conditioning", false)
                .put("version", setting("Version").orElse("easel"));
    }

    private void prompts(ObjectNode info) {
        var drawn = reading.drawn();
        info.put("prompt", drawn.prompt());
        var prompts = info.putArray("all_prompts");
        info.put("negative_prompt", drawn.negativePrompt());
        var negatives = info.putArray("all_negative_prompts");
        pictures.forEach(_ -> {
            prompts.add(drawn.prompt());
            negatives.add(drawn.negativePrompt());
        });
    }

    private void seeds(ObjectNode info) {
        info.put("seed", pictures.stream().findFirst().map(PictureRef::seed).orElse(-1L));
        var seeds = info.putArray("all_seeds");
        info.put("subseed", -1);
        var subseeds = info.putArray("all_subseeds");
        pictures.forEach(picture -> {
            seeds.add(picture.seed());
            subseeds.add(-1);
        });
        info.put("subseed_strength", 0).put("seed_resize_from_w", -1).put("seed_resize_from_h", -1);
    }

    private void model(ObjectNode info) {
        info.put("sd_model_name", submitted.model());
        setting("Model hash")
                .ifPresentOrElse(
                        digits -> info.put("sd_model_hash", digits),
                        () -> info.putNull("sd_model_hash"));
        info.putNull("sd_vae_name").putNull("sd_vae_hash");
    }

    private Optional<String> setting(String name) {
        return infotexts.stream().findFirst().flatMap(text -> RecipeText.read(text).setting(name));
    }

    private void denoising(ObjectNode info) {
        switch (submitted.request()) {
            case Img2Img start -> info.put("denoising_strength", start.denoising());
            case Generate text when text.enlargement().isPresent() ->
                    info.put("denoising_strength", text.enlargement().get().denoising());
            case Generate _, GenerationRequest.Upscale _ -> info.putNull("denoising_strength");
        }
    }

    private static Drawing drawing(GenerationRequest request) {
        return switch (request) {
            case Generate text -> text.drawing();
            case Img2Img start -> start.drawing();
            case GenerationRequest.Upscale _ ->
                    throw new IllegalArgumentException("an enlarged picture has no drawing");
        };
    }

    private static String spacing(SigmaSpacing spacing) {
        return switch (spacing) {
            case DEFAULT -> "Automatic";
            case KARRAS -> "Karras";
            case EXPONENTIAL -> "Exponential";
        };
    }
}
