package dev.easel.server.protocol.imagesdxl;

import dev.easel.catalog.KnownModel;
import dev.easel.catalog.Style;
import dev.easel.catalog.StyleCatalog;
import dev.easel.sampling.Samplers;
import dev.easel.server.models.Catalog;

import java.util.Arrays;
import java.util.List;

/**
 * The one table of the parameters of {@code POST /image/sdxl}, in the order of the API's page:
 * requests are read by it, {@code GET /list} shows it, the OpenAPI description is made from it.
 */
public final class Parameters {
    static final int SIDE = 512;
    static final int STEPS = 100;
    static final int NUMBER = 1;
    static final double CFG_SCALE = 7;
    static final double STRENGTH = 0.35;

    /** The names in the order of the page. */
    static final List<String> MODELS =
            List.of(
                    "sdxl",
                    "sd-1.5",
                    "sd",
                    "sd-768",
                    "stable-diffusion-xl-1024-v0-9",
                    "stable-diffusion-v1",
                    "stable-diffusion-v1-5",
                    "stable-diffusion-512-v2-0",
                    "stable-diffusion-768-v2-0",
                    "stable-diffusion-depth-v2-0",
                    "stable-diffusion-512-v2-1",
                    "stable-diffusion-768-v2-1",
                    "stable-diffusion-xl-beta-v2-2-2");

    static final List<String> SAMPLERS =
            Arrays.stream(Samplers.values())
                    .filter(sampler -> sampler != Samplers.EULER_DISCRETE)
                    .map(Samplers::name)
                    .toList();

    static final StyleCatalog STYLES = StyleCatalog.builtIn();

    /** All of them. */
    public static final List<Parameter> ALL =
            List.of(
                    Parameter.of("prompt", "string").asRequired(),
                    Parameter.of("negative_prompt", "string"),
                    Parameter.of("image", "string"),
                    Parameter.of("action", "string")
                            .asRequired()
                            .oneOf(Arrays.stream(Action.values()).map(Action::wireName).toList())
                            .orElse(Action.GENERATE.wireName()),
                    Parameter.of("width", "number").orElse(SIDE),
                    Parameter.of("height", "number").orElse(SIDE),
                    Parameter.of("steps", "number").orElse(STEPS),
                    Parameter.of("number", "number").orElse(NUMBER),
                    Parameter.of("sampler", "string").oneOf(SAMPLERS),
                    Parameter.of("cfg_scale", "number").orElse((int) CFG_SCALE),
                    Parameter.of("seed", "number"),
                    Parameter.of("style", "string")
                            .describedAs("Style to use for generating the image")
                            .oneOf(STYLES.all().stream().map(Style::id).toList()),
                    Parameter.of("model", "string").oneOf(MODELS).orElse(Catalog.DEFAULT),
                    Parameter.of("strength", "number"),
                    Parameter.of("stream", "boolean").orElse(true));

    private Parameters() {}

    /** {@return the parameter of a name} */
    static Parameter named(String name) {
        return ALL.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** {@return whether a model may be asked for: one of the page, or the embedded one} */
    static boolean isModel(String id) {
        return MODELS.contains(id) || id.equals(KnownModel.EMBEDDED);
    }
}
