package dev.easel.server.pull;

import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.layout.FileKind;

import java.util.Optional;

/** Which shelf is for which kind of file. */
final class Shelves {
    private Shelves() {}

    /** {@return the shelf; absent for what Easel does not load} */
    static Optional<Shelf> of(FileKind kind) {
        return switch (kind) {
            case CHECKPOINT -> Optional.of(Shelf.CHECKPOINTS);
            case UNET -> Optional.of(Shelf.UNETS);
            case ADAPTER -> Optional.of(Shelf.LORAS);
            case EMBEDDING -> Optional.of(Shelf.EMBEDDINGS);
            case VAE -> Optional.of(Shelf.VAES);
            case PREVIEW_DECODER -> Optional.of(Shelf.PREVIEW_DECODERS);
            case UPSCALER -> Optional.of(Shelf.UPSCALERS);
            case CONTROL, FLUX, SD3, REFINER, LANGUAGE, DIFFUSERS, UNKNOWN -> Optional.empty();
        };
    }
}
