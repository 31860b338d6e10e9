package dev.easel.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A published model that has an id.
 *
 * @param id what people call it
 * @param repository where its weights are published on Hugging Face
 */
public record KnownModel(String id, String repository) {
    /** The id of the model that the program carries. */
    public static final String EMBEDDED = "easel-mini";

    private static final String SDXL = "stabilityai/stable-diffusion-xl-base-1.0";
    private static final String SD_1_5 = "stable-diffusion-v1-5/stable-diffusion-v1-5";
    private static final String SD_2 = "stabilityai/stable-diffusion-2";

    /** All of them, the embedded one first. */
    public static final List<KnownModel> ALL =
            List.of(
                    new KnownModel(EMBEDDED, "comes with easel"),
                    new KnownModel("sdxl", SDXL),
                    new KnownModel(
                            "stable-diffusion-xl-1024-v0-9",
                            "stabilityai/stable-diffusion-xl-base-0.9"),
                    // Its weights were never published.
                    new KnownModel("stable-diffusion-xl-beta-v2-2-2", SDXL),
                    new KnownModel("sd", SD_1_5),
                    new KnownModel("sd-1.5", SD_1_5),
                    new KnownModel("stable-diffusion-v1-5", SD_1_5),
                    new KnownModel("stable-diffusion-v1", "CompVis/stable-diffusion-v1-4"),
                    new KnownModel(
                            "stable-diffusion-512-v2-0", "stabilityai/stable-diffusion-2-base"),
                    new KnownModel("sd-768", SD_2),
                    new KnownModel("stable-diffusion-768-v2-0", SD_2),
                    new KnownModel(
                            "stable-diffusion-512-v2-1", "stabilityai/stable-diffusion-2-1-base"),
                    new KnownModel("stable-diffusion-768-v2-1", "stabilityai/stable-diffusion-2-1"),
                    new KnownModel(
                            "stable-diffusion-depth-v2-0", "stabilityai/stable-diffusion-2-depth"));

    /** {@return the model with an id} */
    public static Optional<KnownModel> of(String id) {
        return ALL.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    boolean isEmbedded() {
        return id.equals(EMBEDDED);
    }
}
