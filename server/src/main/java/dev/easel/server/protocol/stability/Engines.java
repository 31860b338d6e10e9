package dev.easel.server.protocol.stability;

import dev.easel.server.error.ApiException;
import dev.easel.server.models.Catalog;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** Which model an engine is. */
@Component
final class Engines {
    /** Stability's own that were never published, or are newer than what Easel has by name. */
    private static final List<String> OF_STABILITY =
            List.of(
                    "stable-diffusion-xl-1024-v1-0",
                    "stable-diffusion-v1-6",
                    "stable-inpainting-v1-0",
                    "stable-inpainting-512-v2-0");

    /** They make pictures larger, by the server's own network. */
    private static final List<String> UPSCALERS =
            List.of("esrgan-v1-x2plus", "stable-diffusion-x4-latent-upscaler");

    private final Catalog catalog;

    Engines(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What an engine stands for.
     *
     * @param name of a model or of an upscaler; of an upscaler absent where it is the server's own
     * @param note what the client should know of the choice
     */
    record Engine(Optional<String> name, Optional<String> note) {}

    /**
     * {@return the model of an engine}
     *
     * @throws ApiException 404 where there is none
     */
    Engine drawing(String id) {
        if (catalog.has(id)) {
            return new Engine(Optional.of(id), Optional.empty());
        }
        if (OF_STABILITY.contains(id)) {
            return new Engine(
                    Optional.of(Catalog.DEFAULT),
                    Optional.of("the engine %s is not here: %s stands in".formatted(id, "sdxl")));
        }
        throw notFound(id);
    }

    /**
     * {@return the network of an engine that makes pictures larger}
     *
     * @throws ApiException 404 where there is none
     */
    Engine upscaling(String id) {
        if (catalog.upscalers().contains(id)) {
            return new Engine(Optional.of(id), Optional.empty());
        }
        if (UPSCALERS.contains(id)) {
            return new Engine(
                    Optional.empty(),
                    Optional.of(
                            "the engine %s is served by %s"
                                    .formatted(id, catalog.upscaler().name())));
        }
        throw notFound(id);
    }

    private static ApiException notFound(String id) {
        return ApiException.of(
                404, "The specified engine (ID %s) was not found.".formatted(Shown.of(id)));
    }

    /** {@return the ids of the models that are here} */
    List<String> ids() {
        return catalog.names();
    }

    /** {@return the ids of what makes pictures larger} */
    List<String> upscalers() {
        return UPSCALERS;
    }
}
