package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.Weights;
import dev.easel.nn.Embedding;
import dev.easel.nn.LayerNorm;
import dev.easel.nn.Linear;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * CLIP's text transformer (transformers {@code CLIPTextModel}, {@code
 * CLIPTextModelWithProjection}). It computes in the dtype and on the device of its weights.
 * Immutable and thread-safe; its tensors belong to the store of the weights.
 */
public final class ClipTextModel {
    private static final String PREFIX = "text_model";

    private final ClipTextConfig config;
    private final Device device;
    private final Embedding tokens;
    private final Embedding positions;
    private final List<ClipTextLayer> layers;
    private final LayerNorm finalNorm;
    private final Optional<Linear> projection;

    /**
     * Takes the weights, whose names may begin with {@code text_model.} or without it.
     *
     * @throws CheckpointException when one is missing or has another shape than the configuration
     *     says
     */
    public ClipTextModel(Weights weights, ClipTextConfig config) {
        this.config = config;
        device = weights.device();
        boolean bare = weights.has("embeddings.token_embedding.weight");
        var text = bare ? weights : weights.at(PREFIX);
        var embeddings = text.at("embeddings");
        tokens =
                new Embedding(
                        embeddings.at("token_embedding"), config.vocabularySize(), config.width());
        positions =
                new Embedding(
                        embeddings.at("position_embedding"), config.maxLength(), config.width());
        layers =
                IntStream.range(0, config.layers())
                        .mapToObj(i -> new ClipTextLayer(text.at("encoder.layers").at(i), config))
                        .toList();
        finalNorm =
                new LayerNorm(text.at("final_layer_norm"), config.width(), config.layerNormEps());
        projection =
                config.projected()
                        ? Optional.of(
                                Linear.unbiased(
                                        weights.at("text_projection"),
                                        config.width(),
                                        config.projectionWidth()))
                        : Optional.empty();
    }

    /** {@return whether a tensor of this name may be left over in a checkpoint} */
    public static boolean ignores(String name) {
        return name.endsWith("embeddings.position_ids");
    }

    public ClipTextConfig config() {
        return config;
    }

    /**
     * Runs the model; the result belongs to the innermost scope.
     *
     * @param ids int64 [batch, tokens] on the CPU, at most {@code config().maxLength()} tokens
     */
    ClipTextOutput forward(Tensor ids) {
        return forward(ids, tokens.forward(ids.to(device)));
    }

    /**
     * Runs the model on texts with tokens that are not in its vocabulary; the result belongs to the
     * innermost scope.
     *
     * @param ids as the other takes them, from {@code config().vocabularySize()} on also those of
     *     further tokens
     * @param learned the vectors of the further tokens, [count, width]
     */
    ClipTextOutput forward(Tensor ids, Optional<Tensor> learned) {
        return learned.isEmpty() ? forward(ids) : forward(ids, vectors(ids, learned.get()));
    }

    /**
     * {@return the vectors of tokens, of which some are in no vocabulary: [batch, tokens, width]}
     */
    private Tensor vectors(Tensor ids, Tensor learned) {
        var known = ids.toLongs();
        var places = LongStream.range(0, known.length).toArray();
        for (int i = 0; i < known.length; i++) {
            if (!isKnown(known[i])) {
                places[i] = known.length + known[i] - config.vocabularySize();
                known[i] = 0;
            }
        }
        var rows = tokens.forward(Tensor.of(known, Shape.of(known.length)).to(device));
        var further = learned.to(device).to(rows.dtype());
        return Tensor.cat(List.of(rows, further), 0)
                .select(0, places)
                .reshape(ids.size(0), ids.size(1), config.width());
    }

    private boolean isKnown(long id) {
        return id < config.vocabularySize();
    }

    private ClipTextOutput forward(Tensor ids, Tensor vectors) {
        long length = ids.size(1);
        var order = Tensor.of(LongStream.range(0, length).toArray(), Shape.of(1, length));
        var x = vectors.add(positions.forward(order.to(device)));
        var hiddenStates = new ArrayList<Tensor>();
        hiddenStates.add(x);
        for (var layer : layers) {
            x = layer.forward(x);
            hiddenStates.add(x);
        }
        var last = finalNorm.forward(x);
        var atEnd = atEndOfText(last, ids);
        var pooled = projection.map(layer -> layer.forward(atEnd)).orElse(atEnd);
        return new ClipTextOutput(hiddenStates, last, pooled);
    }

    /** {@return a hidden state, [batch, tokens, width], after the final layer norm} */
    Tensor normed(Tensor hiddenState) {
        return finalNorm.forward(hiddenState);
    }

    /** The state of each text's first end token: [batch, tokens, width] to [batch, width]. */
    private Tensor atEndOfText(Tensor states, Tensor ids) {
        int length = Math.toIntExact(ids.size(1));
        var values = ids.toLongs();
        var rows = new ArrayList<Tensor>();
        for (int row = 0; row < ids.size(0); row++) {
            int end = endOfText(values, row * length, length);
            rows.add(states.narrow(0, row, 1).narrow(1, end, 1).reshape(1, config.width()));
        }
        return Tensor.cat(rows, 0);
    }

    /** As in transformers, the first position where the end token is missing. */
    private int endOfText(long[] ids, int from, int length) {
        int end = 0;
        for (int i = 0; i < length; i++) {
            long id = ids[from + i];
            if (config.endIsHighestId()) {
                end = isKnown(id) && id > ids[from + end] ? i : end;
            } else if (id == config.endId()) {
                return i;
            }
        }
        return end;
    }
}
