package dev.easel.pipeline;

import dev.easel.adapter.Adapter;
import dev.easel.adapter.WeightedAdapter;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;

import java.util.ArrayList;

/**
 * The LoRAs and the embeddings that prompts name, in the folders that people have: {@code
 * <lora:fox:0.8>}, and for an embedding the name of its file as a word.
 */
public final class NamedLoras {
    private final ModelFolders folders;
    private final NamedEmbeddings embeddings;

    /** LoRAs and embeddings in some folders. */
    public NamedLoras(ModelFolders folders) {
        this.folders = folders;
        this.embeddings = new NamedEmbeddings(folders);
    }

    /**
     * {@return the LoRA of a name, never of a path}
     *
     * @throws IllegalArgumentException where there is none
     * @throws dev.easel.checkpoint.CheckpointException where its file is broken
     */
    public Adapter find(String name) {
        return folders.file(Shelf.LORAS, name)
                .map(file -> Adapter.open(file, name))
                .orElseThrow(() -> new IllegalArgumentException(missing(name)));
    }

    /**
     * {@return the request with the embeddings whose words are in its prompts} Those for other
     * kinds of models are left out.
     *
     * @param generator that shall draw it
     * @throws IllegalArgumentException where a weight in a prompt is out of range
     */
    public ImageRequest withEmbeddings(ImageRequest request, ImageGenerator generator) {
        return embeddings.applied(request, generator.model().design().tokenWidths()).request();
    }

    NamedEmbeddings embeddings() {
        return embeddings;
    }

    private String missing(String name) {
        var names = folders.names(Shelf.LORAS);
        return "there is no LoRA %s; there %s"
                .formatted(name, names.isEmpty() ? "are none" : "are " + String.join(", ", names));
    }

    /**
     * Checks that all LoRAs that a prompt names are there.
     *
     * @throws IllegalArgumentException where one is not
     * @throws dev.easel.checkpoint.CheckpointException where one is broken
     */
    public void requireAll(String prompt) {
        LoraTags.of(prompt).tags().forEach(this::weighted);
    }

    /** {@return the request with the LoRAs that its prompt names, and the prompt without them} */
    ImageRequest applied(ImageRequest request) {
        request.negativePrompt()
                .map(LoraTags::of)
                .flatMap(negative -> negative.tags().stream().findFirst())
                .ifPresent(tag -> {
                    throw new IllegalArgumentException(
                            "a negative prompt takes no LoRA, for a LoRA changes the model for"
                                    + " both prompts; write "
                                    + LoraTags.text(tag)
                                    + " into the prompt");
                });
        var tags = LoraTags.of(request.prompt());
        var adapters = new ArrayList<>(request.adapters());
        tags.tags().forEach(tag -> adapters.add(weighted(tag)));
        return tags.tags().isEmpty()
                ? request
                : request.withPrompt(tags.prompt()).withAdapters(adapters);
    }

    private WeightedAdapter weighted(LoraTags.Tag tag) {
        return new WeightedAdapter(find(tag.name()), tag.weight(), tag.textWeight());
    }
}
