package dev.easel.catalog;

import java.util.List;

/** Folders that hold files of one kind, under the names that ComfyUI and A1111 give them. */
public enum Shelf {
    /** Whole models, each in a single file. */
    CHECKPOINTS("checkpoints", "Stable-diffusion"),
    /** UNets alone, for which another model has the other parts. */
    UNETS("unet", "diffusion_models"),
    /** LoRAs and their relatives. */
    LORAS("loras", "Lora", "LyCORIS"),
    /** Autoencoders alone. */
    VAES("vae", "VAE"),
    /** Small decoders of previews, such as TAESD's. */
    PREVIEW_DECODERS("vae_approx", "VAE-approx"),
    /** Networks that make pictures larger. */
    UPSCALERS("upscale_models", "ESRGAN", "RealESRGAN"),
    /** Embeddings of textual inversion. */
    EMBEDDINGS("embeddings");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> folders;

    Shelf(String... folders) {
        this.folders = List.of(folders);
    }

    /** {@return what the folder is called where Easel makes it} */
    public String folder() {
        return folders.getFirst();
    }

    /** {@return all names that the folder may have} */
    List<String> folders() {
        return folders;
    }
}
