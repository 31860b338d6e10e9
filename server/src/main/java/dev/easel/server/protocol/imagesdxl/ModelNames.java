package dev.easel.server.protocol.imagesdxl;

import java.util.List;

/** The page's thirteen models. */
final class ModelNames {
    /** Taken where none is named. */
    static final String USUAL = "sdxl";

    /** In the order of the page. */
    static final List<String> ALL =
            List.of(
                    USUAL,
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

    private ModelNames() {}
}
