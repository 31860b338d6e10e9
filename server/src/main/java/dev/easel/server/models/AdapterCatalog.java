package dev.easel.server.models;

import dev.easel.adapter.Adapter;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageRequest;
import dev.easel.pipeline.NamedLoras;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * The LoRAs and embeddings in the operator's folders. They are looked for at each request: what is
 * added is seen.
 */
public final class AdapterCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(AdapterCatalog.class);

    private final ModelFolders folders;
    private final NamedLoras named;

    AdapterCatalog(ModelFolders folders) {
        this.folders = folders;
        this.named = new NamedLoras(folders);
    }

    /**
     * {@return the LoRA of a name, never of a path}
     *
     * @throws MissingAdapterException where there is none, or it cannot be read
     */
    public Adapter lora(String name) {
        try {
            return folders.file(Shelf.LORAS, name)
                    .map(file -> Adapter.open(file, name))
                    .orElseThrow(() ->
                            MissingAdapterException.unknown(name, folders.names(Shelf.LORAS)));
        } catch (CheckpointException e) {
            LOG.warn("The LoRA {} cannot be read", name, e);
            throw MissingAdapterException.broken(name);
        }
    }

    /** {@return the names of the LoRAs} */
    public List<String> loras() {
        return folders.names(Shelf.LORAS);
    }

    /** {@return the names of the embeddings, which are words of prompts} */
    public List<String> embeddings() {
        return folders.names(Shelf.EMBEDDINGS);
    }

    /** {@return the request with the embeddings whose words are in its prompts} */
    public ImageRequest withEmbeddings(ImageRequest request, ImageGenerator generator) {
        return named.withEmbeddings(request, generator);
    }
}
