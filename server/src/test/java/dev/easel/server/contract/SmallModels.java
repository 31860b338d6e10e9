package dev.easel.server.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A small model in the place of each published one: golden ones, but for SDXL, which most tests
 * draw with. Its network and autoencoder have half the layers of the golden model's, because tests
 * of a service ask how it behaves, not what it draws.
 */
final class SmallModels {
    private static final Path FEW_LAYERS = Path.of("src", "test", "models", "sdxl");
    private static final String SDXL = "sdxl";

    /** The others share their weights. */
    private static final Map<String, String> GOLDEN =
            Map.of(
                    "sd-1.5", "sd15",
                    "stable-diffusion-v1", "sd15",
                    "stable-diffusion-512-v2-0", "sd21-base",
                    "stable-diffusion-512-v2-1", "sd21-base",
                    "sd-768", "sd21-v",
                    "stable-diffusion-768-v2-1", "sd21-v",
                    "stable-diffusion-depth-v2-0", "sd2-depth");

    private SmallModels() {}

    /** Puts the golden SDXL there before the others: golden adapters are made for its layers. */
    static void linkGoldenSdxl(Path models) throws IOException {
        link(models.resolve(SDXL), Service.GOLDEN.resolve(SDXL));
    }

    /** Puts all of them into a service's folder of models. */
    static void linkAll(Path models) throws IOException {
        for (var model : GOLDEN.entrySet()) {
            link(models.resolve(model.getKey()), Service.GOLDEN.resolve(model.getValue()));
        }
        Path sdxl = models.resolve(SDXL);
        if (Files.notExists(sdxl)) {
            linkSdxl(Files.createDirectory(sdxl));
        }
        link(models.resolve("stable-diffusion-xl-1024-v0-9"), sdxl);
    }

    private static void linkSdxl(Path sdxl) throws IOException {
        for (String part :
                List.of(
                        "model_index.json",
                        "scheduler",
                        "text_encoder",
                        "text_encoder_2",
                        "tokenizer",
                        "tokenizer_2")) {
            link(sdxl.resolve(part), Service.GOLDEN.resolve(SDXL).resolve(part));
        }
        for (String part : List.of("unet", "vae")) {
            link(sdxl.resolve(part), FEW_LAYERS.resolve(part));
        }
    }

    private static void link(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target.toRealPath());
    }
}
