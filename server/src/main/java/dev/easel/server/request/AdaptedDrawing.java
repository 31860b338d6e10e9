package dev.easel.server.request;

import dev.easel.adapter.AdapterException;
import dev.easel.adapter.WeightedAdapter;
import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageRequest;
import dev.easel.pipeline.StepListener;
import dev.easel.server.job.MadePicture;
import dev.easel.server.models.AdapterCatalog;
import dev.easel.server.models.MissingAdapterException;
import dev.easel.server.request.GenerationRequest.Adapters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws with what a request wants of the operator's LoRAs and embeddings.
 *
 * @param embeddings whether words that name embeddings are these
 */
record AdaptedDrawing(AdapterCatalog catalog, List<WeightedAdapter> loras, boolean embeddings) {
    private static final Logger LOG = LoggerFactory.getLogger(AdaptedDrawing.class);

    /**
     * {@return the drawing with what a request wants}
     *
     * @throws InvalidRequestException where a LoRA is not there
     */
    static AdaptedDrawing of(AdapterCatalog catalog, Adapters wanted) {
        try {
            return new AdaptedDrawing(
                    catalog,
                    wanted.loras().stream()
                            .map(lora ->
                                    new WeightedAdapter(
                                            catalog.lora(lora.name()),
                                            lora.weight(),
                                            lora.textWeight()))
                            .toList(),
                    wanted.embeddings());
        } catch (MissingAdapterException e) {
            throw new InvalidRequestException(e.sentence());
        }
    }

    /** {@return the pictures of a request} */
    List<MadePicture> draw(ImageGenerator model, ImageRequest request, StepListener listener) {
        var adapted = request.withAdapters(loras);
        var worded = embeddings ? catalog.withEmbeddings(adapted, model) : adapted;
        try {
            return model.generate(worded, listener).stream()
                    .map(picture ->
                            new MadePicture(
                                    picture.encode(ImageFormat.PNG),
                                    picture.image().width(),
                                    picture.image().height(),
                                    picture.seed()))
                    .toList();
        } catch (AdapterException e) {
            LOG.warn("{} cannot draw with {}", model.modelName(), names(), e);
            throw new InvalidRequestException(
                    "loras must be made for the model: %s cannot be put on %s"
                            .formatted(names(), model.modelName()));
        }
    }

    private String names() {
        return loras.stream().map(lora -> lora.adapter().name()).collect(Collectors.joining(", "));
    }
}
